"""What a document says about where it plays: its countries and their divisions, weighed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from polybius.places.gazetteer import Entry, Gazetteer
from polybius.places.tagging import Found
from polybius.syntax import Parse

# Countries whose first-order divisions are named in the press more often than towns of the same name.
FEDERAL = frozenset({"USA", "CAN", "AUS", "IND", "CHN", "DEU", "BRA", "MEX", "NGA", "GBR", "RUS"})
# Divisions named so often, in one country, make a document local news.
LOCAL_ADMIN_WEIGHT, LOCAL_COUNTRY_SHARE = 2.0, 0.7
WEIGHTS = {"country": 1.0, "admin": 0.8, "city": 0.4}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the document says about where it plays: weight by country and by (country, admin)."""

    countries: dict[str, float]
    admins: dict[tuple[str, str], float]

    def country_share(self, iso3: str) -> float:
        """0..1."""
        total = sum(self.countries.values())
        return self.countries.get(iso3, 0.0) / total if total else 0.0

    @property
    def local(self) -> bool:
        """Whether the document reads like the local news of one country."""
        return sum(self.admins.values()) >= LOCAL_ADMIN_WEIGHT and self.top_share >= LOCAL_COUNTRY_SHARE

    @property
    def top(self) -> str:
        """The most named country, "" when none is."""
        return max(self.countries, key=lambda c: (self.countries[c], c), default="")

    @property
    def top_share(self) -> float:
        """Share of the most named country: what a sea or region of no country is given, so as not to lose by it."""
        return max((self.country_share(c) for c in self.countries), default=0.0)

    def admin_share(self, iso3: str, admin: str) -> float:
        """0..1."""
        return self.admins.get((iso3, admin), 0.0) / max(sum(self.admins.values()), LOCAL_ADMIN_WEIGHT)


def evidence_of(parse: Parse, found: list[Found], gazetteer: Gazetteer) -> Evidence:
    """Weigh nationality words, countries, clear divisions and cities, and short forms of states."""
    countries: dict[str, float] = defaultdict(float)
    admins: dict[tuple[str, str], float] = defaultdict(float)
    demonyms = gazetteer.tables.demonyms
    for token in parse.tokens:
        if token.text in demonyms:
            countries[demonyms[token.text]] += 0.7
    seen: set[str] = set()
    for item in found:
        clear = clear_entry(item.entries)
        if clear is None or not clear.country or (clear.kind == "city" and item.key in seen):
            continue
        # A big city of a clear name counts once, and less: it is what the evidence is to decide.
        seen.add(item.key)
        countries[clear.country] += WEIGHTS.get(clear.kind, 0.5)
        if clear.kind in ("admin", "city") and clear.admin and clear.country in FEDERAL:
            admins[clear.country, clear.admin] += 1.0
    short = gazetteer.tables.short
    for token in parse.tokens:
        if token.text.endswith(".") and token.text.rstrip(".") in short and len(token.text) > 3:
            name, country = short[token.text.rstrip(".")]
            countries[country] += 0.8
            for entry in gazetteer.find(name):
                if entry.kind == "admin" and entry.country == country:
                    admins[country, entry.admin] += 1.0
    return Evidence(dict(sorted(countries.items())), dict(sorted(admins.items())))


def clear_entry(entries: tuple[Entry, ...]) -> Entry | None:
    """The one place that a name means without any context, or None."""
    top = [e for e in entries if e.kind == "country"]
    federal = [e for e in entries if e.kind == "admin" and e.country in FEDERAL and e.exact]
    if top:
        return top[0] if len(top) == 1 and not federal else None
    if federal:
        return federal[0] if len(federal) == 1 and not any(e.population > 300_000 for e in entries) else None
    cities = sorted((e for e in entries if e.kind == "city"), key=lambda e: (-e.population, e.id))
    if cities and cities[0].population >= 400_000 and (len(cities) == 1 or cities[0].population > 10 * cities[1].population):
        return cities[0]
    return None
