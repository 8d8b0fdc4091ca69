"""Checks of the room's own tables."""

from __future__ import annotations

from polybius.places.gazetteer import cue_table, rows
from polybius.places.names import KINDS, normal


def lint() -> list[str]:
    """Problems of the tables as `file:line: what`; empty when all is well."""
    out = []
    countries = set()
    for line, row in rows("countries.csv"):
        where = f"countries.csv:{line}"
        if row["iso3"] in countries:
            out.append(f"{where}: {row['iso3']} twice")
        countries.add(row["iso3"])
        out += _position(where, row)
        if len(row["iso3"]) != 3 or not row["geonameid"].isdigit() or not row["source"]:
            out.append(f"{where}: iso3, geonameid or source missing")
    seen: dict[str, int] = {}
    for line, row in rows("features.csv"):
        where = f"features.csv:{line}"
        out += _position(where, row)
        if row["kind"] not in KINDS or (row["country"] and row["country"] not in countries) or not row["source"]:
            out.append(f"{where}: unknown kind or country, or no source")
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            if seen.setdefault(normal(name), line) != line:
                out.append(f"{where}: '{name}' also in line {seen[normal(name)]}")
    for line, row in rows("abbreviations.csv"):
        if row["country"] not in countries or not row["source"]:
            out.append(f"abbreviations.csv:{line}: unknown country or no source")
    for name, section in cue_table().items():
        words = section.get("words", [])
        if not section.get("source") or len(set(words)) != len(words):
            out.append(f"cues.toml:{name}: no source, or a word twice")
    return out


def _position(where: str, row: dict[str, str]) -> list[str]:
    try:
        good = -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180
    except ValueError:
        good = False
    return [] if good else [f"{where}: no position in degrees"]
