"""Numbers and letters of states in the field's lists, on a date: Correlates of War, Gleditsch-Ward, FIPS 10-4, CAMEO, ISO 3166."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from polybius.actors.tables import holds_on, last_day, read_table
from polybius.errors import InputError

SCHEMES = ("cow", "cowc", "gw", "gwc", "iso2", "fips", "cameo")


class Spell(NamedTuple):
    """A state's code in one scheme, from one day to another; ISO dates, empty = open."""

    country: str
    scheme: str
    code: str
    since: str
    until: str

    def holds(self, on: str | None) -> bool:
        """Whether the code is in use on the day `on`; without a day, whether it is still in use."""
        return holds_on(self.since, self.until, on)


def state_code(country: str, scheme: str, on: str | None = None) -> str | None:
    """The code of a state (ISO 3166 alpha-3 as in `countries.csv`) in `scheme` on the day `on`.

    Args:
        country: "RUS", "SUN", "XKX".
        scheme: one of `SCHEMES`: cow and gw are numbers as text, cowc and gwc letters.
        on: ISO day; None = the code in use now, or the last one.

    Returns:
        The code; None where the scheme has none for that state on that day.

    Raises:
        InputError: unknown scheme.

    Sources: State System Membership v2016 (Correlates of War); Gleditsch and Ward 1999, list of 2017; FIPS 10-4; CAMEO 1.1b3.
    """
    spells = _by_country().get((country, _known(scheme)), ())
    found = [spell for spell in spells if spell.holds(on)] or (list(spells[-1:]) if on is None else [])
    return found[0].code if found else None


def country_of_code(code: str, scheme: str, on: str | None = None) -> str | None:
    """The state (ISO 3166 alpha-3) that bears `code` in `scheme` on the day `on`; None where nobody does.

    Without a day the state that bears it now, or bore it last. COW 365 is SUN in 1985 and RUS in 1995.

    Raises:
        InputError: unknown scheme.
    """
    spells = _by_code().get((code, _known(scheme)), ())
    found = [spell for spell in spells if spell.holds(on)] or (list(spells[-1:]) if on is None else [])
    return found[0].country if found else None


def spells(scheme: str) -> tuple[Spell, ...]:
    """Every spell of `scheme`, by state and date.

    Raises:
        InputError: unknown scheme.
    """
    _known(scheme)
    return tuple(spell for spell in _all() if spell.scheme == scheme)


def _known(scheme: str) -> str:
    if scheme not in SCHEMES:
        raise InputError(f"No scheme of state codes is named '{scheme}'. The schemes are: {', '.join(SCHEMES)}.")
    return scheme


@lru_cache(maxsize=1)
def _all() -> tuple[Spell, ...]:
    rows = read_table("codes.csv")
    return tuple(Spell(row["country"], row["scheme"], row["code"], row["from"], last_day(row["to"])) for row in rows)


@lru_cache(maxsize=1)
def _by_country() -> dict[tuple[str, str], tuple[Spell, ...]]:
    index: dict[tuple[str, str], tuple[Spell, ...]] = {}
    for spell in _all():
        key = (spell.country, spell.scheme)
        index[key] = (*index.get(key, ()), spell)
    return index


@lru_cache(maxsize=1)
def _by_code() -> dict[tuple[str, str], tuple[Spell, ...]]:
    index: dict[tuple[str, str], tuple[Spell, ...]] = {}
    for spell in sorted(_all(), key=lambda spell: spell.until or "9999"):
        key = (spell.code, spell.scheme)
        index[key] = (*index.get(key, ()), spell)
    return index
