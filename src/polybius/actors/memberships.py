"""Who belongs to which organisation on a date."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from polybius.actors.tables import holds_on, last_day, read_table
from polybius.errors import InputError

FULL = ("member", "permanent_member", "elected_member")
ROLES = (*FULL, "suspended", "observer", "associate", "dialogue_partner", "partner", "candidate", "invited")


class Membership(NamedTuple):
    """A state or organisation in an organisation, in one role, from one day to another; ISO dates, empty = open.

    `member` is ISO 3166 alpha-3, or the id of an organisation ("european-union" in the G20).
    """

    organisation: str
    member: str
    role: str
    since: str
    until: str

    def holds(self, on: str | None) -> bool:
        """Whether it holds on the day `on`; without a day, whether it still holds."""
        return holds_on(self.since, self.until, on)


def members(organisation: str, on: str | None = None, roles: tuple[str, ...] = FULL) -> tuple[Membership, ...]:
    """The members of an organisation on the day `on` (ISO; None = those without an end), by member.

    Args:
        organisation: its id ("brics").
        roles: of `ROLES`; full members by default. A suspended member is none of these: name "suspended" to have it too.

    Raises:
        InputError: unknown role; an organisation whose members the tables do not hold.
    """
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise InputError(f"No role of membership is named '{unknown[0]}'. The roles are: {', '.join(ROLES)}.")
    if organisation not in _by("organisation"):
        known = ", ".join(sorted(_by("organisation")))
        raise InputError(f"The tables hold no members of '{organisation}'. They hold those of: {known}.")
    rows = _by("organisation")[organisation]
    return tuple(sorted((row for row in rows if row.role in roles and row.holds(on)), key=lambda row: (row.member, row.role)))


def memberships(member: str, on: str | None = None) -> tuple[Membership, ...]:
    """Every organisation a state (alpha-3) or organisation is in on the day `on`, in any role, by organisation; () for none."""
    rows = _by("member").get(member, ())
    return tuple(sorted((row for row in rows if row.holds(on)), key=lambda row: (row.organisation, row.role)))


@lru_cache(maxsize=2)
def _by(column: str) -> dict[str, tuple[Membership, ...]]:
    index: dict[str, list[Membership]] = {}
    for row in read_table("memberships.csv"):
        spell = Membership(row["organisation"], row["member"], row["role"], row["from"], last_day(row["to"]))
        index.setdefault(getattr(spell, column), []).append(spell)
    return {key: tuple(group) for key, group in index.items()}
