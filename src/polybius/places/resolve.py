"""Which of the places of one name is meant: containment, the document's countries, size, and agreement within the document.

The score of a candidate is a sum of a few weights (below); they are set by hand and checked against annotated news. An
answer below `MIN_SCORE` stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from polybius.places.containment import contained_by_name, container, holds_previous, inside
from polybius.places.evidence import Evidence, evidence_of
from polybius.places.gazetteer import Entry, Gazetteer, Tables
from polybius.places.geo import km
from polybius.places.prior import eligible, prior
from polybius.places.tagging import Found
from polybius.records import Analysis
from polybius.syntax import Parse

CONTAINED, NOT_CONTAINED = 6.0, -4.0
COUNTRY_SHARE, ADMIN_SHARE = 3.0, 2.5
ADJECTIVE = 2.0
GENERIC_WORD = 2.5
NEARBY, NEARBY_KM = 0.8, 400.0
MIN_SCORE = 3.6


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
    evidence = evidence_of(parse, found, gazetteer)
    fixed = contained_by_name(found, containers)
    holds = [holds_previous(found, containers, k) for k in range(len(found))]

    def choose(weights: Evidence, anchors: tuple[Entry, ...]) -> list[Choice]:
        return [
            _choose(parse, found, k, containers[k] or fixed.get(found[k].key), weights, anchors, gazetteer.tables, holds[k])
            for k in range(len(found))
        ]

    choices = choose(evidence, ())
    anchors = tuple(c.entry for c in choices if c.entry is not None and c.entry.kind in ("city", "admin", "site"))
    settled = Counter(
        c.entry.country for c in choices if c.entry is not None and c.entry.country and c.entry.kind in ("city", "admin")
    )
    weights = dict(evidence.countries)
    for country, n in sorted(settled.items()):
        weights[country] = weights.get(country, 0.0) + 0.5 * n
    final = choose(Evidence(weights, evidence.admins), anchors)
    return _one_sense(found, final, containers, holds)


def _choose(
    parse: Parse,
    found: list[Found],
    k: int,
    larger: tuple[Entry, ...] | None,
    evidence: Evidence,
    anchors: tuple[Entry, ...],
    tables: Tables,
    holds: bool,
) -> Choice:
    item = found[k]
    if not item.entries:
        return Choice(None, 0.0, "not_in_gazetteer")
    capitals = tables.capital_names
    adjective = _adjective_country(parse, item.first, tables)
    generic = _generic(parse, item, tables)
    ranked = []
    for entry in eligible(item.entries, larger):
        score = prior(entry, item.entries, capitals, local=evidence.local and entry.country != evidence.top)
        rule = "prior"
        if larger:
            contained = any(inside(entry, c) for c in larger)
            score += CONTAINED if contained else NOT_CONTAINED
            rule = "containment" if contained else rule
        share = evidence.country_share(entry.country) if entry.country else evidence.top_share
        score += COUNTRY_SHARE * share + ADMIN_SHARE * (
            evidence.admin_share(entry.country, entry.admin) if entry.kind != "admin" and entry.admin else 0.0
        )
        if rule == "prior" and share > 0.3 and entry.kind != "country":
            rule = "document_country"
        if holds and entry.kind in ("country", "admin"):
            score, rule = score + CONTAINED, "container"
        if adjective and entry.country == adjective and entry.kind != "country":
            score += ADJECTIVE
            rule = "adjective"
        if generic:
            score += GENERIC_WORD if (entry.kind in ("admin", "admin2")) == (generic == "admin") else 0.0
        if (
            anchors
            and entry.kind == "city"
            and any(a.id != entry.id and a.country == entry.country and km(a, entry) < NEARBY_KM for a in anchors)
        ):
            score += NEARBY
        ranked.append((score, entry.population, -entry.id, entry, rule))
    ranked.sort(key=lambda r: (-r[0], -r[1], r[2]))
    score, _, _, best, rule = ranked[0]
    if score < MIN_SCORE:
        return Choice(None, score, "too_weak")
    return Choice(best, score, rule)


def _adjective_country(parse: Parse, first: int, tables: Tables) -> str | None:
    """The country of a nationality word just before ("the Syrian city of Homs", "China's Harbin")."""
    for k in range(max(parse.sentence_of(first).first, first - 5), first):
        country = tables.demonyms.get(parse.tokens[k].text)
        if country:
            between = [t.text.lower() for t in parse.tokens[k + 1 : first]]
            if (
                not between
                or between[-1] == "of"
                or between[-1] in tables.cues["generic_city"]
                or between[-1] in tables.cues["generic_admin"]
            ):
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
        if (
            top is not None
            and not larger
            and not held
            and choice.entry is not None
            and top.entry != choice.entry
            and "admin" not in (choice.entry.kind, top.entry.kind if top.entry else "")
        ):
            choice = Choice(top.entry, choice.score, "same_name")
        out.append(choice)
    return out
