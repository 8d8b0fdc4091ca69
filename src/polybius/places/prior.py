"""What is known of a place before reading the document."""

from __future__ import annotations

from math import log10

from polybius.places.evidence import FEDERAL
from polybius.places.gazetteer import Entry

KIND_PRIOR = {"country": 9.0, "region": 9.0, "sea": 9.0, "site": 7.0, "admin": 5.0, "admin2": 3.6, "city": 0.0}
FEDERAL_PRIOR = 6.6
# Divisions that the press in English names without saying that they are divisions.
KNOWN_DIVISIONS = frozenset({"USA", "CAN", "AUS", "GBR"})
KNOWN_DIVISION_PRIOR = 8.0
# A city this big outweighs a division of its name (New York).
OUTWEIGHS = 1_000_000
# A capital is meant far from home too; in a paper that writes of its own county ("Athens" in Georgia) hardly more than others.
CAPITAL, CAPITAL_IN_LOCAL_NEWS = 2.5, 0.6
# A name shared by a country and a federal division ("Georgia"): neither is taken for granted.
SHARED_COUNTRY_PRIOR = 8.2
ALIAS_COST = 0.9
COUNTY_PRIOR = 5.2


def prior(entry: Entry, rivals: tuple[Entry, ...], capitals: frozenset[tuple[str, str]], *, local: bool) -> float:
    """What is known of an entry before reading the document: its kind and size, beside the `rivals` of the same name."""
    if entry.kind == "city":
        score = log10(entry.population + 10)
        if (entry.name, entry.country) in capitals and not any(e.kind == "country" for e in rivals):
            score += CAPITAL_IN_LOCAL_NEWS if local else CAPITAL
        return score + 0.4 if entry.exact else score - ALIAS_COST
    if entry.kind == "country":
        shared = any(e.kind == "admin" and e.country == "USA" and e.exact for e in rivals)
        return SHARED_COUNTRY_PRIOR if shared else KIND_PRIOR["country"]
    score = KIND_PRIOR[entry.kind]
    if entry.kind == "admin" and entry.country in FEDERAL:
        big = any(e.kind == "city" and e.country == entry.country and e.population > OUTWEIGHS for e in rivals)
        score = KNOWN_DIVISION_PRIOR if entry.country in KNOWN_DIVISIONS and not big else FEDERAL_PRIOR
    if entry.kind == "admin2" and entry.country == "GBR":
        score = COUNTY_PRIOR
    return score if entry.exact else score - 0.4


def eligible(entries: tuple[Entry, ...], larger: tuple[Entry, ...] | None) -> tuple[Entry, ...]:
    """Country names are countries, unless a US state follows ("Lebanon, Pa.") or a US state shares the name ("Georgia")."""
    countries = tuple(e for e in entries if e.kind == "country")
    if not countries:
        return entries
    states = tuple(e for e in entries if e.kind == "admin" and e.country == "USA" and e.exact)
    if larger and any(c.kind == "admin" and c.country == "USA" for c in larger):
        return entries
    return countries + states
