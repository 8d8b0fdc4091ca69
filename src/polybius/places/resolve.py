"""Which of the places of one name is meant: containment, the document's countries, size, and agreement within the document.

The score of a candidate is a sum of a few weights (below); they are set by hand and checked against annotated news. An
answer below `MIN_SCORE` stays unresolved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt

from polybius.places.gazetteer import Entry, Gazetteer, Tables
from polybius.places.tagging import Found
from polybius.records import Analysis
from polybius.syntax import Parse

KIND_PRIOR = {"country": 9.0, "region": 9.0, "sea": 9.0, "site": 7.0, "admin": 5.0, "admin2": 3.6, "city": 0.0}
# Countries whose first-order divisions are named in the press more often than towns of the same name.
FEDERAL = frozenset({"USA", "CAN", "AUS", "IND", "CHN", "DEU", "BRA", "MEX", "NGA", "GBR", "RUS"})
FEDERAL_PRIOR = 6.6
# Divisions that the press in English names without saying that they are divisions.
KNOWN_DIVISIONS = frozenset({"USA", "CAN", "AUS", "GBR"})
KNOWN_DIVISION_PRIOR = 8.0
# A city this big outweighs a division of its name (New York).
OUTWEIGHS = 1_000_000
# A capital is meant far from home too; in a paper that writes of its own county ("Athens" in Georgia) hardly more than others.
CAPITAL, CAPITAL_IN_LOCAL_NEWS = 2.5, 0.6
# Divisions named so often, in one country, make a document local news.
LOCAL_ADMIN_WEIGHT, LOCAL_COUNTRY_SHARE = 2.0, 0.7
# A name shared by a country and a federal division ("Georgia"): neither is taken for granted.
SHARED_COUNTRY_PRIOR = 8.2
ALIAS_COST = 0.9
CONTAINED, NOT_CONTAINED = 6.0, -4.0
COUNTRY_SHARE, ADMIN_SHARE = 3.0, 2.5
ADJECTIVE = 2.0
GENERIC_WORD = 2.5
NEARBY, NEARBY_KM = 0.8, 400.0
MIN_SCORE = 3.6
COUNTY_PRIOR = 5.2
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


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry taken (None = unresolved), its score, the score of the runner-up, and the rule."""

    entry: Entry | None
    score: float
    rule: str


def resolve(analysis: Analysis, found: list[Found], gazetteer: Gazetteer) -> list[Choice]:
    """One choice for each toponym, in order; all mentions of one name in a document get the same place unless contained."""
    parse = analysis.parse
    containers = [container(parse, found, k, gazetteer) for k in range(len(found))]
    evidence = _evidence(parse, found, gazetteer)
    fixed = _contained_by_name(found, containers)
    holds = [_holds(found, containers, k) for k in range(len(found))]

    def choose(weights: Evidence, anchors: tuple[Entry, ...]) -> list[Choice]:
        return [
            _choose(parse, found, k, containers[k] or fixed.get(found[k].key), weights, anchors, gazetteer.tables, holds[k])
            for k in range(len(found))
        ]

    choices = choose(evidence, ())
    anchors = tuple(c.entry for c in choices if c.entry is not None and c.entry.kind in ("city", "admin", "site"))
    settled = Counter(c.entry.country for c in choices if c.entry is not None and c.entry.country and c.entry.kind in ("city", "admin"))
    weights = dict(evidence.countries)
    for country, n in sorted(settled.items()):
        weights[country] = weights.get(country, 0.0) + 0.5 * n
    final = choose(Evidence(weights, evidence.admins), anchors)
    return _one_sense(found, final, containers, holds)


def container(parse: Parse, found: list[Found], k: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The larger places that toponym `k` is said to lie in ("Homs, Syria", "Springfield, Ill.", "Lagos in Nigeria")."""
    tokens = parse.tokens
    at = found[k].last
    if at >= len(tokens):
        return ()
    link = tokens[at].text
    if link not in (",", "(", "in") or at + 1 >= len(tokens) or parse.sentence_index(at) != parse.sentence_index(found[k].first):
        return ()
    short = gazetteer.tables.short.get(tokens[at + 1].text.rstrip("."))
    if link != "in" and short is not None and (len(tokens[at + 1].text) > 2 or tokens[at + 1].text.isupper()):
        entries = tuple(e for e in gazetteer.find(short[0]) if e.kind == "admin" and e.country == short[1])
        if entries:
            return entries
    for later in found[k + 1 : k + 2]:
        start = later.first
        if start in (at + 1, at + 2) and (start == at + 1 or tokens[at + 1].text.lower() in ("the", "northern", "southern", "eastern", "western", "central")):
            return tuple(e for e in later.entries if e.kind in ("country", "admin", "admin2"))
    return ()


def _holds(found: list[Found], containers: list[tuple[Entry, ...]], k: int) -> bool:
    """Whether the toponym before `k` names a place inside `k` ("Buffalo, New York": the state)."""
    if k == 0 or not containers[k - 1] or found[k].first - found[k - 1].last > 2:
        return False
    larger = [c for c in containers[k - 1] if c in found[k].entries]
    return any(inside(e, c) for e in found[k - 1].entries for c in larger)


def _contained_by_name(found: list[Found], containers: list[tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
    out: dict[str, tuple[Entry, ...]] = {}
    for item, entries in zip(found, containers, strict=True):
        if entries and any(inside(e, c) for e in item.entries for c in entries):
            out.setdefault(item.key, entries)
    return out


def inside(entry: Entry, larger: Entry) -> bool:
    """Whether `entry` lies in the country or first-order division `larger`."""
    if entry.id == larger.id or entry.country != larger.country or not entry.country:
        return False
    if larger.kind == "country":
        return entry.kind != "country"
    return bool(larger.admin) and entry.admin == larger.admin and entry.kind in ("city", "admin2", "site")


def _evidence(parse: Parse, found: list[Found], gazetteer: Gazetteer) -> Evidence:
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


def _choose(
    parse: Parse, found: list[Found], k: int, larger: tuple[Entry, ...] | None, evidence: Evidence, anchors: tuple[Entry, ...], tables: Tables, holds: bool
) -> Choice:
    item = found[k]
    if not item.entries:
        return Choice(None, 0.0, "not_in_gazetteer")
    capitals = tables.capital_names
    adjective = _adjective_country(parse, item.first, tables)
    generic = _generic(parse, item, tables)
    ranked = []
    for entry in _eligible(item.entries, larger):
        score = prior(entry, item.entries, capitals, local=evidence.local and entry.country != evidence.top)
        rule = "prior"
        if larger:
            contained = any(inside(entry, c) for c in larger)
            score += CONTAINED if contained else NOT_CONTAINED
            rule = "containment" if contained else rule
        share = evidence.country_share(entry.country) if entry.country else evidence.top_share
        score += COUNTRY_SHARE * share + ADMIN_SHARE * (evidence.admin_share(entry.country, entry.admin) if entry.kind != "admin" and entry.admin else 0.0)
        if rule == "prior" and share > 0.3 and entry.kind != "country":
            rule = "document_country"
        if holds and entry.kind in ("country", "admin"):
            score, rule = score + CONTAINED, "container"
        if adjective and entry.country == adjective and entry.kind != "country":
            score += ADJECTIVE
            rule = "adjective"
        if generic:
            score += GENERIC_WORD if (entry.kind in ("admin", "admin2")) == (generic == "admin") else 0.0
        if anchors and entry.kind == "city" and any(a.id != entry.id and a.country == entry.country and km(a, entry) < NEARBY_KM for a in anchors):
            score += NEARBY
        ranked.append((score, entry.population, -entry.id, entry, rule))
    ranked.sort(key=lambda r: (-r[0], -r[1], r[2]))
    score, _, _, best, rule = ranked[0]
    if score < MIN_SCORE:
        return Choice(None, score, "too_weak")
    return Choice(best, score, rule)


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


def _eligible(entries: tuple[Entry, ...], larger: tuple[Entry, ...] | None) -> tuple[Entry, ...]:
    """Country names are countries, unless a US state follows ("Lebanon, Pa.") or a US state shares the name ("Georgia")."""
    countries = tuple(e for e in entries if e.kind == "country")
    if not countries:
        return entries
    states = tuple(e for e in entries if e.kind == "admin" and e.country == "USA" and e.exact)
    if larger and any(c.kind == "admin" and c.country == "USA" for c in larger):
        return entries
    return countries + states


def _adjective_country(parse: Parse, first: int, tables: Tables) -> str | None:
    """The country of a nationality word just before ("the Syrian city of Homs", "China's Harbin")."""
    for k in range(max(parse.sentence_of(first).first, first - 5), first):
        country = tables.demonyms.get(parse.tokens[k].text)
        if country:
            between = [t.text.lower() for t in parse.tokens[k + 1 : first]]
            if not between or between[-1] == "of" or between[-1] in tables.cues["generic_city"] or between[-1] in tables.cues["generic_admin"]:
                return country
    return None


def _generic(parse: Parse, item: Found, tables: Tables) -> str:
    tokens = parse.tokens
    words = []
    if item.last < len(tokens):
        words.append(tokens[item.last].text.lower())
        if words[0] == "and":
            words += [t.text.lower() for t in tokens[item.last + 2 : item.last + 3]]
    if item.first >= 2 and tokens[item.first - 1].text == "of":
        words.append(tokens[item.first - 2].text.lower())
    for word in words:
        if word in tables.cues["generic_admin"]:
            return "admin"
        if word in tables.cues["generic_city"]:
            return "city"
    return ""


def _one_sense(found: list[Found], choices: list[Choice], containers: list[tuple[Entry, ...]], holds: list[bool]) -> list[Choice]:
    best: dict[str, Choice] = {}
    for item, choice, held in zip(found, choices, holds, strict=True):
        if choice.entry is not None and not held and (item.key not in best or choice.score > best[item.key].score):
            best[item.key] = choice
    out = []
    for item, choice, larger, held in zip(found, choices, containers, holds, strict=True):
        top = best.get(item.key)
        if top is not None and not larger and not held and choice.entry is not None and top.entry != choice.entry and "admin" not in (choice.entry.kind, top.entry.kind if top.entry else ""):
            choice = Choice(top.entry, choice.score, "same_name")
        out.append(choice)
    return out


def km(a: Entry, b: Entry) -> float:
    """Great-circle distance in kilometres."""
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees, in kilometres (haversine, mean radius 6371)."""
    p, q = radians(lat1), radians(lat2)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, h)))
