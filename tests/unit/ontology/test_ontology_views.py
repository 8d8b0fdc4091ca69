from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.errors import InputError
from polybius.ontology import STATUSES, cameo_view, load, plover_view, view

BOOK = load()
TYPES = [t.name for t in BOOK.types]
PAIRS = [(t.name, m) for t in BOOK.types for m in (None, *(x.name for x in t.modes))]


@pytest.mark.parametrize(
    ("act", "mode", "status", "parent", "refusal", "plover", "cameo"),
    [
        ("CONSULT", "visit", "actual", None, False, ("CONSULT", "visit"), "042"),
        ("CONSULT", "visit", "planned", None, False, ("AGREE", None), "036"),
        ("AGREE", None, "actual", None, False, ("AGREE", None), "030"),
        ("CONSULT", "visit", "planned", "AGREE", False, None, None),
        ("AID", None, "planned", "AGREE", False, None, None),
        ("AID", None, "planned", None, False, ("AGREE", None), "033"),
        ("SUPPORT", None, "actual", None, False, ("SUPPORT", None), "050"),
        ("CONCEDE", None, "actual", None, False, ("CONCEDE", None), "080"),
        ("RETREAT", "withdraw", "planned", "CONCEDE", False, None, None),
        ("RETREAT", "withdraw", "planned", None, False, ("CONCEDE", None), "0356"),
        ("RETREAT", "withdraw", "actual", None, False, ("RETREAT", "withdraw"), "0874"),
        ("THREATEN", "restrict", "actual", None, False, ("THREATEN", "restrict"), "131"),
        ("SANCTION", None, "hypothetical", "THREATEN", False, None, None),
        ("SANCTION", None, "planned", None, False, ("THREATEN", "restrict"), "1312"),
        ("REQUEST", "yield", "actual", None, False, ("REQUEST", "yield"), "105"),
        ("RETREAT", "release", "demanded", "REQUEST", False, None, None),
        ("REJECT", "meet", "actual", None, False, ("REJECT", "meet"), "125"),
        ("CONSULT", None, "negated", "REJECT", False, None, None),
        ("CONSULT", None, "negated", None, True, ("REJECT", "meet"), "125"),
        ("CONSULT", None, "negated", None, False, None, None),
        ("ASSAULT", None, "negated", None, False, None, None),
        ("ACCUSE", "allege", "actual", None, False, ("ACCUSE", "allege"), "112"),
        ("ASSAULT", None, "actual", "ACCUSE", False, None, None),
        ("ASSAULT", None, "possible", None, False, None, None),
        ("ASSAULT", None, "hypothetical", None, False, None, None),
        ("ASSAULT", "drone", "planned", None, False, ("THREATEN", "violence"), "1384"),
        ("COERCE", "arrest", "planned", None, False, ("THREATEN", "arrest"), "132"),
        ("SUPPORT", None, "negated", None, False, None, None),
        ("ASSAULT", "aerial", "ongoing", None, False, ("ASSAULT", "aerial"), "195"),
    ],
)
def test_rows_of_the_codebook(
    act: str,
    mode: str | None,
    status: str,
    parent: str | None,
    refusal: bool,
    plover: tuple[str, str | None] | None,
    cameo: str | None,
) -> None:
    assert plover_view(act, mode, status, parent, refusal=refusal) == plover
    assert cameo_view(act, mode, status, parent, refusal=refusal) == cameo


@given(st.sampled_from(PAIRS), st.sampled_from(STATUSES), st.sampled_from([None, *TYPES]), st.booleans())
def test_views_are_total_and_in_the_codebook(
    pair: tuple[str, str | None], status: str, parent: str | None, refusal: bool
) -> None:
    result = view(*pair, status, parent, refusal=refusal)
    assert result.reason
    assert (result.plover is None) == (result.cameo is None)
    if result.plover is not None:
        assert result.plover in PAIRS
        assert result.cameo is not None
        BOOK.cameo(result.cameo)
    if status in ("possible", "hypothetical", "demanded"):
        assert result.plover is None
    if status == "planned" and result.plover is not None:
        material = [BOOK.quad("plover_2021", *p) for p in (pair, result.plover)]
        assert material[1] in (1, 3)


@given(st.sampled_from(PAIRS), st.sampled_from([t for t in TYPES if t != "ACCUSE"]))
def test_done_acts_are_their_own_view(pair: tuple[str, str | None], parent: str) -> None:
    assert plover_view(*pair, "actual") == pair
    assert plover_view(*pair, "ongoing", parent) == pair


def test_context_refines_the_cameo_view() -> None:
    assert cameo_view("AID", None, "actual", contexts=["military"]) == "072"


def test_unknown_status_and_type() -> None:
    with pytest.raises(InputError, match="actual"):
        plover_view("AID", None, "done")
    with pytest.raises(InputError, match="YIELD"):
        plover_view("YIELD", None, "actual")
    with pytest.raises(InputError, match="YIELD"):
        plover_view("AID", None, "planned", "YIELD")
