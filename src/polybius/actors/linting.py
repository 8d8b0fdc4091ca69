"""Checks of the tables of this room, one line per finding as `file:line: what`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from polybius.actors.codes import SCHEMES
from polybius.actors.memberships import ROLES as MEMBERSHIP_ROLES
from polybius.actors.naming import slug
from polybius.actors.tables import COLUMNS, Row, last_day, read_overlay, read_table, read_toml, without_replaced
from polybius.errors import DataError

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
ISO3 = re.compile(r"[A-Z]{3}$")
KINDS = ("igo", "initiative", "party", "armed_group", "firm", "outlet", "ngo", "bloc", "government", "group")
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


def lint(overlay: Path | None = None) -> list[str]:
    """Findings over all tables, with those of an `overlay` folder; empty when they are sound."""
    try:
        extra = read_overlay(overlay)
        tables = {name: without_replaced(name, read_table(name), extra.get(name, [])) + extra.get(name, []) for name in COLUMNS}
        roles = read_toml("roles.toml")
    except DataError as error:
        return [str(error)]
    countries = {row["iso3"] for row in tables["countries.csv"]}
    bodies = countries | {row["id"] for row in tables["organisations.csv"]}
    out: list[str] = []
    for rows in tables.values():
        out += _cells(rows)
    out += _countries(tables["countries.csv"]) + _organisations(tables["organisations.csv"], countries)
    out += [
        f"{r.file}:{r.line}: unknown country {r['country']}"
        for n in ("seats.csv", "cities.csv")
        for r in tables[n]
        if r["country"] not in countries
    ]
    out += _people(tables["officeholders.csv"], bodies) + _codes(tables["codes.csv"], countries)
    out += _memberships(tables["memberships.csv"], bodies)
    return out + _roles(roles, tables["officeholders.csv"])


def _dates(row: Row) -> list[str]:
    if "from" not in row:
        return []
    where = f"{row.file}:{row.line}"
    bad = [f"{where}: '{row[c]}' is not YYYY, YYYY-MM or YYYY-MM-DD" for c in ("from", "to") if row[c] and not DATE.match(row[c])]
    if not bad and row["from"] and row["to"] and row["from"] > last_day(row["to"]):
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


def _cells(rows: list[Row]) -> list[str]:
    """What the rows of any table must have: a source, cells without spaces around them, dates that are dates."""
    out = [f"{row.file}:{row.line}: no source" for row in rows if not row["source"]]
    out += [f"{row.file}:{row.line}: spaces around a cell" for row in rows if any(cell != cell.strip() for cell in row.cells())]
    return out + [finding for row in rows for finding in _dates(row)]


def check_officeholder_rows(rows: list[Row]) -> list[str]:
    """Findings over rows of persons in office that one file alone can show: cells, dates, roles, gender, leaders to the day."""
    return _cells(rows) + _offices(rows)


def _offices(rows: list[Row]) -> list[str]:
    roles = set(read_toml("roles.toml")["officeholder_roles"]["roles"])
    out: list[str] = []
    for row in rows:
        where = f"{row.file}:{row.line}"
        if not row["from"]:
            out.append(f"{where}: no date of entry")
        if row["role"] not in roles:
            out.append(f"{where}: unknown role '{row['role']}'")
        if row["lead"] not in ("", "1"):
            out.append(f"{where}: lead is '{row['lead']}', not 1 or empty")
        if row["gender"] not in ("", "m", "f"):
            out.append(f"{where}: gender is '{row['gender']}', not m, f or empty")
        if row["lead"] == "1" and ISO3.match(row["body"]) and any(row[c] and len(row[c]) < 10 for c in ("from", "to")):
            out.append(f"{where}: the leader {row['person']} needs days, not {row['from']}..{row['to']}")
        if row["short"] and any(len(short) < 2 for short in row.many("short")):
            out.append(f"{where}: a short name of one letter")
    return out


def _overlapping(groups: Iterable[list[Row]]) -> Iterator[tuple[Row, Row]]:
    """Of each group the rows that begin before the one before them, by date of entry, has ended; with that one first."""
    for group in groups:
        for first, second in pairwise(sorted(group, key=lambda row: row["from"])):
            if last_day(first["to"] or "9999") > second["from"]:
                yield first, second


def _people(rows: list[Row], bodies: set[str]) -> list[str]:
    out = _offices(rows)
    told = {row["person"] for row in rows if row["gender"]}
    seen: set[str] = set()
    spells: dict[tuple[str, str], list[Row]] = {}
    exact: dict[tuple[str, ...], Row] = {}
    for row in rows:
        where = f"{row.file}:{row.line}"
        if row["body"] and row["body"] not in bodies:
            out.append(f"{where}: unknown body {row['body']}")
        if row["person"] not in told and row["person"] not in seen:
            out.append(f"{where}: no row of {row['person']} tells the gender")
        seen.add(row["person"])
        key = (row["person"], row["body"], row["role"], row["from"])
        if key in exact:
            out.append(f"{where}: the same person, office and day as {exact[key].file}:{exact[key].line}")
        exact[key] = row
        if row["role"] == "monarch" or (row["role"] == "prime_minister" and row["lead"]):
            spells.setdefault((row["body"], row["role"]), []).append(row)
    told_twice = ("AND", "MYS")  # two co-princes; an elected king beside the sultans
    for first, second in _overlapping(group for (body, _), group in sorted(spells.items()) if body not in told_twice):
        if first["person"] != second["person"]:
            what = f"{second['person']} and {first['person']} are {second['role']} of {second['body']} at once"
            out.append(f"{second.file}:{second.line}: {what}")
    return out


def _memberships(rows: list[Row], bodies: set[str]) -> list[str]:
    """Unknown organisations, members and roles; two spells of one member in one role at once."""
    out: list[str] = []
    spells: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        where = f"{row.file}:{row.line}"
        out += [f"{where}: unknown {column} {row[column]}" for column in ("organisation", "member") if row[column] not in bodies]
        if row["role"] not in MEMBERSHIP_ROLES:
            out.append(f"{where}: unknown role {row['role']}")
        if not row["from"]:
            out.append(f"{where}: no date of entry")
        spells.setdefault((row["organisation"], row["member"], row["role"]), []).append(row)
    for first, second in _overlapping(spells.values()):
        out.append(f"{second.file}:{second.line}: {second['member']} is {second['role']} twice then (line {first.line})")
    return out


def _codes(rows: list[Row], countries: set[str]) -> list[str]:
    """Unknown states and schemes; one code of a scheme borne by two states at once."""
    out: list[str] = []
    spells: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        where = f"{row.file}:{row.line}"
        if row["country"] not in countries:
            out.append(f"{where}: unknown country {row['country']}")
        if row["scheme"] not in SCHEMES:
            out.append(f"{where}: unknown scheme {row['scheme']}")
        spells.setdefault((row["scheme"], row["code"]), []).append(row)
    for first, second in _overlapping(spells.values()):
        out.append(f"{second.file}:{second.line}: code {second['code']} is also borne by {first['country']} then")
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
