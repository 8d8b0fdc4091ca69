"""Codes of states on a date."""

from __future__ import annotations

import pytest

from polybius.actors import country_of_code, state_code
from polybius.actors.codes import SCHEMES, spells
from polybius.errors import InputError


@pytest.mark.parametrize(
    ("country", "scheme", "on", "code"),
    [
        ("RUS", "cow", None, "365"),
        ("SUN", "cow", "1985-01-01", "365"),
        ("RUS", "cow", "1985-01-01", None),
        ("DEU", "cow", "1985-01-01", "260"),
        ("DEU", "cow", "2000-01-01", "255"),
        ("DEU", "gw", "2000-01-01", "260"),
        ("DDR", "cow", "1985-01-01", "265"),
        ("YEM", "cow", "1985-01-01", "678"),
        ("YEM", "cow", "2000-01-01", "679"),
        ("SSD", "cow", "2010-01-01", None),
        ("SSD", "cow", "2012-01-01", "626"),
        ("YUG", "gw", "1999-03-24", "345"),
        ("SRB", "gw", "2010-01-01", "340"),
        ("CHE", "fips", None, "SZ"),
    ],
)
def test_a_state_has_its_code_of_that_day(country: str, scheme: str, on: str | None, code: str | None) -> None:
    assert state_code(country, scheme, on) == code


def test_a_number_leads_back_to_the_state_of_that_day() -> None:
    assert country_of_code("365", "cow", "1985-01-01") == "SUN"
    assert country_of_code("365", "cow", "1995-01-01") == "RUS"
    assert country_of_code("365", "cow") == "RUS"
    assert country_of_code("999", "cow") is None


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_spell_leads_back_to_its_state(scheme: str) -> None:
    for spell in spells(scheme):
        assert country_of_code(spell.code, scheme, spell.since or spell.until or None) == spell.country


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(InputError, match="cow, cowc, gw"):
        state_code("RUS", "cowcode")
