from __future__ import annotations

import pytest

from polybius.errors import InputError
from polybius.ontology import explain_code, load

BOOK = load()


def test_a_type() -> None:
    record = explain_code("CONSULT")
    assert record.kind == "event type" and record.modes[0][0] == "visit"
    assert dict(record.quads)["plover_2021"] == 1
    text = record.as_text()
    assert "Watch out" in text and "plover_2021: +2.5" in text and "CAMEO 040" in text


def test_a_mode_by_pair_and_alone() -> None:
    assert explain_code("CONSULT/visit").code == "CONSULT/visit"
    assert explain_code("visit").code == "CONSULT/visit"
    assert "042" in explain_code("visit").reached_by


def test_a_mode_of_two_types_names_the_other() -> None:
    record = explain_code("withdraw")
    assert record.code == "RETREAT/withdraw"
    assert "SANCTION/withdraw" in dict(record.facts)["Also"]


def test_a_cameo_code() -> None:
    text = explain_code("042").as_text()
    assert "Make a visit" in text and "goldstein_1992: +1.9" in text and "CONSULT/visit" in text
    assert "no PLOVER type" in explain_code("016").as_text()
    assert "gdelt_2 note" in explain_code("016").as_text()


def test_maps_and_contexts() -> None:
    assert explain_code("gdelt_2").kind == "scale"
    assert explain_code("quad:gdelt_2").kind == "quad map"
    assert "PROTEST" in explain_code("quad:plover_2021").as_text()
    assert explain_code("military").kind == "context"


def test_every_code_explains_itself() -> None:
    codes = [t.name for t in BOOK.types] + [f"{t.name}/{m.name}" for t in BOOK.types for m in t.modes]
    codes += [c.code for c in BOOK.cameo_codes] + [c.name for c in BOOK.contexts if c.name != "restrict"]
    for code in codes:
        record = explain_code(code)
        assert record.definition and code in record.as_text()


@pytest.mark.parametrize(("wrong", "near"), [("CONSLT", "CONSULT"), ("42", "042"), ("goldstein", "goldstein_1992")])
def test_unknown_code_names_near_ones(wrong: str, near: str) -> None:
    with pytest.raises(InputError, match=near):
        explain_code(wrong)
