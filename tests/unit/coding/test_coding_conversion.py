"""PLOVER types in the words of PLOVER's conversion table from CAMEO."""

from __future__ import annotations

import pytest

from polybius.coding.conversion import convert


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (("SANCTION", None), ("COERCE", "restrict")),
        (("SANCTION", "convict"), ("ACCUSE", "disapprove")),
        (("SANCTION", "expel"), ("SANCTION", "expel")),
        (("AID", None), ("AID", None)),
    ],
)
def test_imposed_sanctions_and_verdicts_are_said_otherwise(act: tuple[str, str | None], said: tuple[str, str | None]) -> None:
    assert convert(*act) == said


def test_a_promise_to_yield_is_a_promise() -> None:
    assert convert("CONCEDE", None, yield_promised=True) == ("AGREE", None)
    assert convert("RETREAT", "release", yield_promised=True) == ("AGREE", None)
    assert convert("CONCEDE", None) == ("CONCEDE", None)
    assert convert("AID", None, yield_promised=True) == ("AID", None)
