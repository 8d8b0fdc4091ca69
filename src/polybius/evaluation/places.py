"""Task `places`: toponyms in a text and where on Earth they are. Two gold formats: toponyms with coordinates, short cases."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from polybius.evaluation.metrics import Counts, SpanPair, overlap, ratio, span_counts, span_formula
from polybius.evaluation.result import Row, Scored, Tally, around, shorten, spans

# 100 miles, the usual bound in toponym resolution (Leidner 2007; Gritta et al. 2019).
NEAR_KM = 161.0
EARTH_RADIUS_KM = 6371.0088
NOTES = (
    "near_161km_of_tagged: gold toponyms with coordinates that overlap a predicted one and lie within 161 km of its pin.",
    "near_161km_end_to_end: the same share of all gold toponyms with coordinates; no pin counts as wrong.",
    "near_161km_precision: among predicted pins that overlap a gold toponym with coordinates.",
    "country: only where gold states a country. Parts are by what stands before the first hyphen of the record's id.",
)
CASE_NOTES = ("Checked: geonameid, country_code3, search_name, empty answers; feature codes and event places are not predicted.",)


def fits_toponyms(record: Row) -> bool:
    """Whether a gold record has toponyms with coordinates."""
    return "toponyms" in record


def fits_cases(record: Row) -> bool:
    """Whether a gold record is a short case with expected entries."""
    return "expect_places" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record of either format."""
    return {"id": record["id"], "text": record["text"]}


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km (haversine on a sphere of mean radius)."""
    a, b = radians(lat_a), radians(lat_b)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, h)))


@cache
def _countries() -> dict[str, str]:
    table = (files("polybius") / "actors" / "data" / "countries.csv").read_text(encoding="utf-8")
    out: dict[str, str] = {}
    for row in csv.DictReader(table.splitlines()):
        names = [row["iso3"], row["iso2"], row["name"], *row["names"].split(";")]
        for name in names:
            if name.strip():
                out.setdefault(_plain(name), row["iso3"])
    return out


def country_code(name: str) -> str:
    """ISO3 of a country's name or code; the name itself, folded, where it is not known."""
    return _countries().get(_plain(name), _plain(name))


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold().strip()
    return bare.removeprefix("the ")


def score_toponyms(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Tagging F1, accuracy within 161 km, country accuracy."""
    tally = Tally()
    for gold in golds:
        found = predictions.get(str(gold["id"]), {}).get("toponyms") or []
        counts = span_counts("tagging", spans(gold["toponyms"]), spans(found))
        for wanted in gold["toponyms"]:
            match = _best(wanted, found)
            if match is None:
                tally.miss(str(gold["id"]), around(gold["text"], wanted["start"], wanted["end"]), _show(wanted), "not tagged")
            _count_one(counts, wanted, match, tally, gold)
        for item in found:
            if not any(overlap(spans([item])[0], span) for span in spans(gold["toponyms"])):
                tally.miss(str(gold["id"]), around(gold["text"], item["start"], item["end"]), "no toponym", _show(item))
        tally.count(str(gold["id"]), counts)
    return tally.scored(_formula, (), NOTES)


def _count_one(counts: Counts, wanted: Row, match: Row | None, tally: Tally, gold: Row) -> None:
    def up(key: str, by: float = 1) -> None:
        counts[key] = counts.get(key, 0) + by

    corpus = str(gold["id"]).partition("-")[0]
    if wanted.get("lat") is not None:
        up("located")
        up(f"corpus.{corpus}.n", match is not None)
        if match is not None:
            up("located.tagged")
        if match is not None and match.get("lat") is not None:
            up("located.pinned")
            away = distance_km(wanted["lat"], wanted["lon"], match["lat"], match["lon"])
            up("located.near", away <= NEAR_KM)
            up(f"corpus.{corpus}.near", away <= NEAR_KM)
            if away > NEAR_KM:
                where = around(gold["text"], wanted["start"], wanted["end"])
                tally.miss(str(gold["id"]), where, _show(wanted), f"{_show(match)}, {away:.0f} km away")
    if wanted.get("country") and match is not None:
        up("country.tagged")
        up("country.right", bool(match.get("country")) and country_code(str(match["country"])) == country_code(wanted["country"]))


def _best(wanted: Row, found: Sequence[Row]) -> Row | None:
    span: SpanPair = (wanted["start"], wanted["end"])
    hits = [item for item in found if overlap(span, (item["start"], item["end"]))]
    # The prediction that shares most characters; the earliest of equals.
    return max(hits, key=lambda p: (min(p["end"], span[1]) - max(p["start"], span[0]), -p["start"]), default=None)


def _formula(total: Mapping[str, float]) -> dict[str, float | None]:
    near = total.get("located.near", 0)
    corpora = sorted(key[7:-2] for key in total if key.startswith("corpus.") and key.endswith(".n"))
    parts = {f"near_161km_of_tagged_{c}": ratio(total.get(f"corpus.{c}.near", 0), total[f"corpus.{c}.n"]) for c in corpora}
    return {
        **span_formula("tagging", total),
        "near_161km_of_tagged": ratio(near, total.get("located.tagged", 0)),
        "near_161km_precision": ratio(near, total.get("located.pinned", 0)),
        "near_161km_end_to_end": ratio(near, total.get("located", 0)),
        "country_accuracy_of_tagged": ratio(total.get("country.right", 0), total.get("country.tagged", 0)),
        **(parts if len(corpora) > 1 else {}),
    }


def score_cases(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Share of expectations met: the n-th toponym found is the expected entry; no toponym where none is expected."""
    tally = Tally()
    for gold in golds:
        found = predictions.get(str(gold["id"]), {}).get("toponyms") or []
        counts: Counts = {}
        if gold.get("expect_no_places"):
            counts = {"n": 1, "right": float(not found)}
            if found:
                tally.miss(str(gold["id"]), shorten(gold["text"]), "no place", "; ".join(_show(item) for item in found))
        for expected in gold["expect_places"]:
            right = _meets(expected, found)
            if right is None:
                continue
            counts["n"] = counts.get("n", 0) + 1
            counts["right"] = counts.get("right", 0) + right
            if not right:
                said = "; ".join(_show(item) for item in found) or "no place"
                wanted = f"place {expected['index']}: {expected['field']} = {expected['value']}"
                tally.miss(str(gold["id"]), shorten(gold["text"]), wanted, said)
        tally.count(gold["text"], counts)
    return tally.scored(lambda total: {"case_accuracy": ratio(total.get("right", 0), total.get("n", 0))}, (), CASE_NOTES)


def _meets(expected: Row, found: Sequence[Row]) -> bool | None:
    field, value = expected["field"], str(expected["value"])
    if field not in ("geonameid", "country_code3", "search_name"):
        return None
    index = int(expected["index"])
    if not -len(found) <= index < len(found):
        return False
    item = found[index]
    if field == "search_name":
        return value in (item.get("text"), item.get("name"))
    return str(item.get("geonameid" if field == "geonameid" else "country")) == value


def _show(item: Row) -> str:
    name = item.get("name") or item.get("text") or "?"
    pin = "no pin" if item.get("lat") is None else f"{item['lat']:.2f}, {item['lon']:.2f}"
    return f"{name} ({item.get('country') or 'no country'}; {pin}; geonames {item.get('geonameid') or '-'})"
