"""Checks of the tables of this room, one line per finding as `file:line: what`."""

from __future__ import annotations

import re
from itertools import pairwise

from polybius.actors.knowledge import slug
from polybius.actors.tables import COLUMNS, Row, read_csv, read_toml
from polybius.errors import DataError

DATE = re.compile(r"\d{4}-\d\d-\d\d$")
ISO3 = re.compile(r"[A-Z]{3}$")
KINDS = ("igo", "party", "armed_group", "firm", "outlet", "ngo", "bloc", "government", "group")
SECTORS = (
    "GOV",
    "MIL",
    "COP",
    "SPY",
    "LEG",
    "JUD",
    "PTY",
    "OPP",
    "REB",
    "PRM",
    "CRM",
    "BUS",
    "EDU",
    "MED",
    "HLH",
    "REF",
    "REL",
    "LAB",
    "AGR",
    "NGO",
    "CVL",
    "ELI",
    "IGO",
    "PRE",
    "UAF",
    "",
)


def lint() -> list[str]:
    """Findings over all tables; empty when they are sound."""
    try:
        tables = {name: read_csv(name) for name in COLUMNS}
        roles = read_toml("roles.toml")
    except DataError as error:
        return [str(error)]
    countries = {row["iso3"] for row in tables["countries.csv"]}
    bodies = countries | {row["id"] for row in tables["organisations.csv"]}
    out: list[str] = []
    for rows in tables.values():
        out += [f"{row.file}:{row.line}: no source" for row in rows if not row["source"]]
        out += [finding for row in rows for finding in _dates(row)]
    out += _countries(tables["countries.csv"]) + _organisations(tables["organisations.csv"], countries)
    out += [
        f"{r.file}:{r.line}: unknown country {r['country']}"
        for n in ("seats.csv", "cities.csv")
        for r in tables[n]
        if r["country"] not in countries
    ]
    out += _people(tables["officeholders.csv"], bodies)
    return out + _roles(roles, tables["officeholders.csv"])


def _dates(row: Row) -> list[str]:
    if "from" not in row.cells:
        return []
    where = f"{row.file}:{row.line}"
    bad = [f"{where}: '{row[c]}' is not YYYY-MM-DD" for c in ("from", "to") if row[c] and not DATE.match(row[c])]
    if not bad and row["from"] and row["to"] and row["from"] > row["to"]:
        bad.append(f"{where}: ends before it begins")
    return bad


def _countries(rows: list[Row]) -> list[str]:
    out: list[str] = []
    seen: dict[str, str] = {}
    for row in rows:
        where = f"{row.file}:{row.line}"
        if not ISO3.match(row["iso3"]):
            out.append(f"{where}: '{row['iso3']}' is not three capitals")
        for name in (row["name"], *row.many("names")):
            if name in seen and seen[name] != row["iso3"]:
                out.append(f"{where}: '{name}' also names {seen[name]}")
            seen[name] = row["iso3"]
    return out


def _organisations(rows: list[Row], countries: set[str]) -> list[str]:
    out: list[str] = []
    for row in rows:
        where = f"{row.file}:{row.line}"
        if row["id"] != slug(row["id"]):
            out.append(f"{where}: id '{row['id']}' is not kebab-case")
        if row["kind"] not in KINDS:
            out.append(f"{where}: kind '{row['kind']}' is unknown")
        if row["country"] and row["country"] not in countries:
            out.append(f"{where}: unknown country {row['country']}")
        if row["sector"] not in SECTORS:
            out.append(f"{where}: unknown sector {row['sector']}")
        if row["id"] in countries:
            out.append(f"{where}: id is also a country")
    return out


def _people(rows: list[Row], bodies: set[str]) -> list[str]:
    out: list[str] = []
    seen: set[str] = set()
    spells: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        where = f"{row.file}:{row.line}"
        person = slug(row["person"])
        if row["body"] and row["body"] not in bodies:
            out.append(f"{where}: unknown body {row['body']}")
        if person not in seen and row["gender"] not in ("m", "f"):
            out.append(f"{where}: first row of {row['person']} tells no gender")
        if not row["from"]:
            out.append(f"{where}: no date of entry")
        seen.add(person)
        if row["role"] in ("president", "monarch") or (row["role"] == "prime_minister" and row["lead"]):
            spells.setdefault((row["body"], row["role"]), []).append(row)
    for (body, role), group in sorted(spells.items()):
        ordered = sorted(group, key=lambda row: row["from"])
        for first, second in pairwise(ordered):
            if (first["to"] or "9999") > second["from"] and first["person"] != second["person"]:
                out.append(f"{second.file}:{second.line}: {second['person']} and {first['person']} are {role} of {body} at once")
    return out


def _roles(roles: dict[str, object], people: list[Row]) -> list[str]:
    out: list[str] = []
    seen: dict[str, str] = {}
    known = {row["role"] for row in people} | {"lead", "ambassador", "deputy_defence_minister"}
    for office in roles["office"]:  # type: ignore[attr-defined]
        for noun in office["nouns"]:
            if noun in seen:
                out.append(f"roles.toml:1: '{noun}' stands in {seen[noun]} and in an office")
            seen[noun] = "an office"
        out += [f"roles.toml:1: no officeholder has the role {role}" for role in office["roles"] if role not in known]
    for sector, nouns in roles["nouns"].items():  # type: ignore[attr-defined]
        if sector not in SECTORS:
            out.append(f"roles.toml:1: unknown sector {sector}")
        for noun in nouns:
            if noun in seen:
                out.append(f"roles.toml:1: '{noun}' stands in {seen[noun]} and in {sector}")
            seen[noun] = sector
    return out
