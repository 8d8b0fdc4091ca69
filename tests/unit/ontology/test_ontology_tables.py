from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.errors import InputError
from polybius.ontology import QUAD_NAMES, lint, load
from polybius.ontology.crosswalk import load_to_cameo
from polybius.ontology.tables import DATA_FILES, read_csv

BOOK = load()
CODES = [c.code for c in BOOK.cameo_codes]
PAIRS = [(t.name, m) for t in BOOK.types for m in (None, *(x.name for x in t.modes))]


def test_tables_are_sound() -> None:
    assert lint() == []


def test_every_data_file_is_hashed() -> None:
    from importlib.resources import files

    present = sorted(p.name for p in files("polybius.ontology").joinpath("data").iterdir())
    assert present == list(DATA_FILES)
    assert len(BOOK.version) == 12


def test_sixteen_types_and_mode_counts() -> None:
    counts = {t.name: len(t.modes) for t in BOOK.types}
    assert counts == {
        "AGREE": 0, "CONSULT": 4, "SUPPORT": 0, "CONCEDE": 0, "COOPERATE": 0, "AID": 0, "RETREAT": 6,
        "REQUEST": 4, "ACCUSE": 3, "REJECT": 4, "THREATEN": 6, "PROTEST": 7, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 10,
        "ASSAULT": 15,
    }  # fmt: skip


def test_examples_differ() -> None:
    examples = [t.example for t in BOOK.types] + [m.example for t in BOOK.types for m in t.modes]
    assert len(set(examples)) == len(examples)


def test_cameo_codes_are_text_with_parents() -> None:
    assert len(CODES) == 313
    assert {c for c in CODES if len(c) == 2} == {f"{n:02d}" for n in range(1, 21)}
    for code in BOOK.cameo_codes:
        assert code.parent is None if len(code.code) == 2 else code.parent in CODES


@pytest.mark.parametrize("name", BOOK.quad_map_names)
def test_every_type_and_code_has_a_quad(name: str) -> None:
    for event_type, mode in PAIRS:
        assert BOOK.quad(name, event_type, mode) in QUAD_NAMES
    for code in CODES:
        quad = BOOK.quad(name, None, cameo=code)
        assert (quad is None) == (name == "plover_2021" and code.startswith("01"))


@pytest.mark.parametrize("name", BOOK.scale_names)
def test_every_type_and_code_has_a_score(name: str) -> None:
    for event_type, mode in PAIRS:
        score = BOOK.score(name, event_type, mode)
        assert score is not None and -10 <= score <= 10
    for code in CODES:
        score = BOOK.score(name, None, cameo=code)
        assert (score is None) == (name == "plover_2021" and code.startswith("01"))


def test_protest_under_each_map() -> None:
    got = {name: BOOK.quad(name, "PROTEST", "demo", cameo="141") for name in BOOK.quad_map_names}
    assert got == {"plover_2021": 4, "gdelt_2": 3, "phoenix": 4, "py_gdelt": 4}


def test_other_disagreements_between_maps() -> None:
    assert {n: BOOK.quad(n, None, cameo="090") for n in BOOK.quad_map_names} == {
        "plover_2021": 3, "gdelt_2": 2, "phoenix": 3, "py_gdelt": 3,
    }  # fmt: skip
    assert {n: BOOK.quad(n, None, cameo="160") for n in BOOK.quad_map_names} == {
        "plover_2021": 4, "gdelt_2": 4, "phoenix": 3, "py_gdelt": 4,
    }  # fmt: skip
    assert BOOK.quad("phoenix", None, cameo="010") == 0


def test_016_under_each_scale() -> None:
    got = {name: BOOK.score(name, None, cameo="016") for name in BOOK.scale_names}
    assert got == {"gdelt_2": -2.0, "goldstein_1992": 3.4, "icews": -5.0, "plover_2021": None}


def test_published_differences_between_scales() -> None:
    table = {c: tuple(BOOK.score(n, None, cameo=c) for n in ("goldstein_1992", "gdelt_2", "icews"))
             for c in ("022", "124", "1246", "163", "164", "165", "166")}  # fmt: skip
    assert table == {
        "022": (3.4, 3.2, 3.4), "124": (-5.0, -4.0, -4.0), "1246": (-5.0, -4.0, -4.0),
        "163": (-6.5, -8.0, -8.0), "164": (-7.0, -7.0, -6.5), "165": (-7.0, -6.5, -7.0), "166": (-8.0, -7.0, -7.0),
    }  # fmt: skip


def test_scales_differ_only_where_a_note_says_so() -> None:
    names = ("goldstein_1992", "gdelt_2", "icews")
    for code in CODES:
        entries = [BOOK.scale(n).entries[(code, None)] for n in names]
        if len({e.value for e in entries}) > 1:
            assert any(e.note for e in entries), code


def test_accuse_is_negative_on_plover_scale() -> None:
    assert BOOK.score("plover_2021", "ACCUSE") == -3.0
    for mode in ("disapprove", "investigate", "allege"):
        score = BOOK.score("plover_2021", "ACCUSE", mode)
        assert score is not None and score < 0
    entry = BOOK.scale("plover_2021").entry("ACCUSE")
    assert entry is not None and "sign" in entry.note


def test_scale_on_the_other_basis() -> None:
    assert BOOK.score("goldstein_1992", "CONSULT", "visit") == 1.9
    assert BOOK.score("goldstein_1992", "CONSULT", "visit", cameo="043") == 2.8
    assert BOOK.score("plover_2021", None, cameo="145") == -7.0
    assert BOOK.score("goldstein_1992", "AID", contexts=("military",)) == 8.3


def test_crosswalk_there() -> None:
    visit = BOOK.plover_from_cameo("043")
    assert (visit.event_type, visit.mode) == ("CONSULT", "visit") and visit.lost
    assert BOOK.plover_from_cameo("010").event_type is None
    assert BOOK.plover_from_cameo("0871").mode == "ceasefire"
    assert BOOK.plover_from_cameo("1385").contexts == ("cbrn",)


def test_crosswalk_back_keeps_the_type() -> None:
    # These types have no code of their own in CAMEO; the table says what is lost.
    moved = set()
    for key, rows in load_to_cameo().items():
        for row in rows:
            if BOOK.plover_from_cameo(row.cameo).event_type != key[0]:
                moved.add((*key, row.cameo))
                assert row.lost
    assert moved == {("RETREAT", None, "080"), ("RETREAT", "resign", "0831")}


def test_cameo_refined_by_context() -> None:
    assert BOOK.cameo_from_plover("AID").cameo == "070"
    assert BOOK.cameo_from_plover("AID", None, ["humanitarian"]).cameo == "073"
    assert BOOK.cameo_from_plover("PROTEST", "demo", ["legal", "executive"]).cameo == "1412"


def test_unknown_names_are_refused_with_near_matches() -> None:
    with pytest.raises(InputError, match="CONSULT"):
        BOOK.type("CONSLT")
    with pytest.raises(InputError, match="visit"):
        BOOK.mode("CONSULT", "vist")
    with pytest.raises(InputError, match="goldstein_1992"):
        BOOK.score("goldstein", "AID")
    with pytest.raises(InputError, match="unknown CAMEO code '42'"):
        BOOK.cameo("42")
    with pytest.raises(InputError):
        BOOK.quad("gdelt_2", "PROTEST", "visit")


def test_headers_name_source_and_version() -> None:
    for name in BOOK.scale_names:
        scale = BOOK.scale(name)
        assert scale.source and scale.version and scale.unit
    assert "CC BY-SA" in read_csv("cameo_to_plover.csv").header["source"]


@given(st.sampled_from(CODES), st.sampled_from(BOOK.scale_names))
def test_a_sub_code_has_the_root_sign_or_says_why(code: str, scale: str) -> None:
    value, root = BOOK.score(scale, None, cameo=code), BOOK.score(scale, None, cameo=code[:2])
    if value is None or root is None or code[:2] in ("01", "02", "08"):
        return
    assert value * root >= 0
