"""The gazetteer: a read-only SQLite file asked by normalised name, and small own tables held in memory.

Opening takes milliseconds and no memory to speak of; answers are kept, so a name is read from disk once.
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from polybius.errors import DataError
from polybius.places.names import KINDS, normal

PRECISION = {
    "country": "country",
    "admin": "admin",
    "admin2": "admin",
    "city": "city",
    "region": "region",
    "sea": "sea",
    "site": "site",
}
# Answers kept at once; beyond it the oldest half is dropped (a long run over many documents stays small).
MAX_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `id` is the GeoNames number, negative for own entries; `country` ISO 3166-1 alpha-3 or "".

    `admin` is the GeoNames code of the first-order division; `population` 0 = not told; `exact` = the name asked for is the
    place's own name, not one of its others.
    """

    id: int
    name: str
    kind: str
    country: str
    admin: str
    lat: float
    lon: float
    population: int
    exact: bool = True

    @property
    def geonameid(self) -> int | None:
        """The GeoNames number, or None for an own entry."""
        return self.id if self.id > 0 else None

    @property
    def precision(self) -> str:
        """What a pin on this entry means: city, admin, country, region, sea, site."""
        return PRECISION[self.kind]


@dataclass(frozen=True, slots=True)
class Tables:
    """The small tables: nationality words and capitals by country, short forms of states, cue words."""

    demonyms: dict[str, str]
    capitals: dict[str, str]
    short: dict[str, tuple[str, str]]
    cues: dict[str, frozenset[str]]
    capital_names: frozenset[tuple[str, str]]


class Gazetteer:
    """Asks the gazetteer file. Safe to share between threads; open one per process."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise DataError(f"{path} is missing. Reinstall Polybius, or run tools/build_gazetteer.py.")
        self._connection = sqlite3.connect(f"file:{path.as_posix()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._areas: dict[int, tuple[str, str]] = {
            number: (country, admin) for number, country, admin in self._connection.execute("SELECT id, country, admin FROM area")
        }
        self._kept: dict[str, tuple[Entry, ...]] = {}
        self._path = path
        self.tables = _tables()

    @property
    def version(self) -> str:
        """First 12 hex digits of the SHA-256 of the gazetteer file."""
        return hashlib.sha256(self._path.read_bytes()).hexdigest()[:12]

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place that goes by `name`, ordered by id; empty when none does."""
        return self.find_key(normal(name))

    def find_key(self, key: str) -> tuple[Entry, ...]:
        """As `find`, for a name already normalised."""
        known = self._kept.get(key)
        if known is None:
            known = self._read(key)
            if len(self._kept) >= MAX_KEPT:
                for old in list(self._kept)[: MAX_KEPT // 2]:
                    del self._kept[old]
            self._kept[key] = known
        return known

    def capital(self, country: str) -> Entry | None:
        """The capital city of a country (ISO3), or None when the table names none."""
        name = self.tables.capitals.get(country)
        if not name:
            return None
        cities = [e for e in self.find(name) if e.kind == "city" and e.country == country]
        return max(cities, key=lambda e: (e.population, -e.id), default=None)

    def country(self, iso3: str) -> Entry | None:
        """The entry of a country, or None for an unknown code."""
        return _country_entries(self).get(iso3)

    def _read(self, key: str) -> tuple[Entry, ...]:
        row = self._connection.execute("SELECT ids FROM name WHERE key = ?", (key,)).fetchone()
        if row is None:
            return ()
        out = []
        for number in str(row[0]).split():
            n, name, kind, area, lat, lon, population = self._connection.execute(
                "SELECT * FROM place WHERE id = ?", (number,)
            ).fetchone()
            country, admin = self._areas[area]
            out.append(Entry(n, name, KINDS[kind], country, admin, lat / 1e3, lon / 1e3, population, normal(name) == key))
        return tuple(out)


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """Open the gazetteer shipped with Polybius (kept for the life of the process).

    Raises:
        DataError: a file is missing or broken.
    """
    with resources.as_file(resources.files("polybius.places") / "data" / "gazetteer.sqlite") as path:
        return Gazetteer(path)


def rows(name: str) -> list[tuple[int, dict[str, str]]]:
    """Rows of an own CSV table with their line numbers; comment lines left out."""
    text = (resources.files("polybius.places") / "data" / name).read_text(encoding="utf-8")
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    return [(n, row) for (n, _), row in zip(numbered[1:], reader, strict=True)]


def cue_table() -> dict[str, Any]:
    """The cue words as their TOML file has them: name -> {source, words}."""
    return tomllib.loads((resources.files("polybius.places") / "data" / "cues.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _tables() -> Tables:
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for _, row in rows("countries.csv"):
        capitals[row["iso3"]] = row["capital"]
        for word in row["demonyms"].split("|"):
            if word:
                demonyms.setdefault(word, row["iso3"])
    short = {row["short"].rstrip("."): (row["name"], row["country"]) for _, row in rows("abbreviations.csv")}
    cues = {name: frozenset(section["words"]) for name, section in cue_table().items()}
    return Tables(demonyms, capitals, short, cues, frozenset((name, country) for country, name in capitals.items() if name))


@lru_cache(maxsize=1)
def _country_entries(gazetteer: Gazetteer) -> dict[str, Entry]:
    out: dict[str, Entry] = {}
    for _, row in rows("countries.csv"):
        for entry in gazetteer.find(row["name"]):
            if entry.kind == "country" and entry.country == row["iso3"]:
                out[row["iso3"]] = entry
    return out
