"""Memberships on a date."""

from __future__ import annotations

import pytest

from polybius.actors import members, memberships
from polybius.errors import InputError


@pytest.mark.parametrize(
    ("organisation", "on", "number"),
    [
        ("united-nations", "2000-12-31", 189),
        ("united-nations", "2012-01-01", 193),
        ("nato", "1998-01-01", 16),
        ("nato", "2003-01-01", 19),
        ("nato", "2024-05-01", 32),
        ("european-union", "2003-01-01", 15),
        ("european-union", "2006-01-01", 25),
        ("european-union", "2015-01-01", 28),
        ("european-union", "2024-01-01", 27),
        ("un-security-council", "2008-06-01", 15),
        ("brics", "2010-01-01", 4),
        ("brics", "2012-01-01", 5),
    ],
)
def test_an_organisation_has_its_number_of_members(organisation: str, on: str, number: int) -> None:
    assert len(members(organisation, on)) == number


def test_a_suspended_member_is_no_full_member_but_is_told() -> None:
    assert "SYR" not in {row.member for row in members("arab-league", "2015-01-01")}
    assert ("arab-league", "suspended") in {(row.organisation, row.role) for row in memberships("SYR", "2015-01-01")}


def test_unknown_organisations_and_roles_are_refused() -> None:
    with pytest.raises(InputError, match="brics"):
        members("brix")
    with pytest.raises(InputError, match="observer"):
        members("brics", roles=("guest",))
