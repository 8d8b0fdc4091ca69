"""The step: toponyms of an analysis found and resolved."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from polybius.places.gazetteer import Gazetteer, load
from polybius.places.resolve import Choice, resolve
from polybius.places.tagging import Found, tag
from polybius.records import Analysis, Place

# Rule of places that are described; they are not toponyms, so `predict` leaves them out.
CAPITAL_OF = "capital_of"


class Toponym(TypedDict):
    """One predicted toponym of the `places` task; `country` is ISO 3166-1 alpha-3."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    geonameid: int | None
    country: str | None


def locate(analysis: Analysis, gazetteer: Gazetteer) -> Analysis:
    """Return the analysis with `places` filled, in text order; a place that cannot be told stays with `lat` None."""
    found = tag(analysis, gazetteer)
    choices = resolve(analysis, found, gazetteer)
    places = [_place(analysis, item, choice) for item, choice in zip(found, choices, strict=True)]
    places += capitals(analysis, places, gazetteer)
    return replace(analysis, places=tuple(sorted(places, key=lambda p: (p.start, -p.end))))


def predict(analysis: Analysis) -> list[Toponym]:
    """The toponyms of an analysis as plain dictionaries; locates first when that has not been done."""
    if not analysis.places:
        analysis = locate(analysis, load())
    return [
        {"start": p.start, "end": p.end, "lat": p.lat, "lon": p.lon, "geonameid": p.geonameid, "country": p.country}
        for p in analysis.places
        if p.rule != CAPITAL_OF
    ]


def capitals(analysis: Analysis, places: list[Place], gazetteer: Gazetteer) -> list[Place]:
    """Places that are described, not named: "the capital of Ukraine", "the Ukrainian capital", "Ukraine's capital"."""
    parse = analysis.parse
    by_start = {p.start: p for p in places if p.precision == "country"}
    by_end = {p.end: p for p in places if p.precision == "country"}
    out = []
    for token in parse.tokens:
        if token.text.lower() != "capital" or token.tag not in ("NN", "NNP"):
            continue
        i, country, start, end = token.i, None, token.start, token.end
        following = [t for t in parse.tokens[i + 1 : i + 4] if t.text.lower() != "the"]
        before = parse.tokens[i - 1] if i else None
        if len(following) > 1 and following[0].text == "of" and following[1].start in by_start:
            country, end = by_start[following[1].start].country, by_start[following[1].start].end
        elif before is not None and before.text in gazetteer.tables.demonyms:
            country, start = gazetteer.tables.demonyms[before.text], before.start
        elif before is not None and before.tag == "POS" and before.start in by_end:
            country, start = by_end[before.start].country, by_end[before.start].start
        entry = gazetteer.capital(country) if country else None
        if entry is not None:
            text = analysis.document.text[start:end]
            out.append(
                Place(start, end, text, entry.name, entry.country, entry.lat, entry.lon, entry.geonameid, "city", CAPITAL_OF, 0.9)
            )
    return out


def _place(analysis: Analysis, item: Found, choice: Choice) -> Place:
    start, end = analysis.parse.tokens[item.first].start, analysis.parse.tokens[item.last - 1].end
    text = analysis.document.text[start:end]
    entry = choice.entry
    if entry is None:
        return Place(start, end, text, text, None, None, None, None, "unknown", f"{item.rule}/{choice.rule}", 0.0)
    score = round(max(0.0, min(1.0, choice.score / 12.0)), 3)
    return Place(
        start, end, text, entry.name, entry.country or None, entry.lat, entry.lon, entry.geonameid, entry.precision,
        f"{item.rule}/{choice.rule}", score,
    )  # fmt: skip
