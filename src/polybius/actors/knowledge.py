"""What Polybius knows of actors: names, offices with dates, role words. Loaded once, looked up by first word."""

from __future__ import annotations

import gc
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from polybius.actors.naming import first_words, fold, shown, slug
from polybius.actors.tables import (
    COLUMNS,
    Row,
    files_of,
    holds_on,
    last_day,
    read_overlay,
    read_table,
    read_text,
    read_toml,
    without_replaced,
)

WORD_PARTS = re.compile(r"[^\s-]+|-")
TOP_ROLES = ("president", "prime_minister", "monarch", "supreme_leader", "head_of_government")
CAREERS = ("MIL", "SPY", "COP", "JUD", "REL", "MED", "BUS", "EDU", "REB", "NGO")
TABLES = ("countries.csv", "seats.csv", "cities.csv", "organisations.csv", "officeholders.csv")
NOT_IN_CAPITALS = ("adjective", "demonym", "surname", "organisation")


class Name(NamedTuple):
    """One way to name an actor. `kind`: country, adjective, demonym, capital, city, seat, region, region_adjective, people,
    organisation, person, surname. `since`/`until` are ISO prefixes, empty when open."""

    text: str
    actor: str
    kind: str
    country: str | None
    sector: str | None = None
    since: str = ""
    until: str = ""

    def holds(self, date: str | None) -> bool:
        """Whether the name is in use on `date` (True when the date is unknown)."""
        return date is None or holds_on(self.since, self.until, date)


class Entry(NamedTuple):
    """An actor of the tables: a state, person, organisation, group, bloc, outlet."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    gender: str | None = None


class Office(NamedTuple):
    """A person's office: `body` is an ISO3 code or an organisation id; `lead` marks the effective leader."""

    person: str
    body: str
    role: str
    lead: bool
    since: str
    until: str
    sector: str

    def held(self, date: str | None) -> bool:
        """Whether the office is held on `date`; without a date, whether it is still held."""
        return holds_on(self.since, self.until, date)


@dataclass(frozen=True, slots=True)
class Noun:
    """A role word: its sector, the offices it may stand for, and the gender it tells."""

    words: tuple[str, ...]
    sector: str
    roles: tuple[str, ...] = ()
    gender: str | None = None
    needs_country: str = ""
    sector_2: str | None = None

    @property
    def text(self) -> str:
        """The role word as it is written: "secretary-general"."""
        return " ".join(self.words).replace(" - ", "-")


@dataclass(frozen=True)
class ActorKnowledge:
    """All tables, indexed. `version` is the hash of every table read."""

    version: str
    entries: dict[str, Entry]
    names: dict[str, tuple[str, ...]]
    by_text: dict[str, tuple[Name, ...]]
    offices: dict[str, tuple[Office, ...]]
    bodies: dict[str, tuple[Office, ...]]
    nouns: dict[str, tuple[Noun, ...]]
    first_names: dict[str, str]
    settings: dict[str, Any]
    roles: dict[str, Any]
    title_words: frozenset[str]
    former_words: frozenset[str]
    not_now: frozenset[str]

    @cached_property
    def capitals(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[Name, ...]]]:
        """Names as a headline in capitals has them ("SERGEI LAVROV"), by first word and by text; made at first use."""
        texts: dict[str, tuple[Name, ...]] = {}
        for text, names in self.by_text.items():
            upper = text.upper()
            usable = tuple(name for name in names if name.kind not in NOT_IN_CAPITALS)
            if usable and upper != text and len(upper) > 3 and upper not in self.by_text:
                texts[upper] = (*texts.get(upper, ()), *usable)
        return first_words(texts), texts

    def holders(self, body: str, roles: tuple[str, ...], date: str | None) -> list[Office]:
        """Offices of `body` that one of `roles` names ("lead" = the effective leader) and that are held on `date`.

        The order of `roles` is the order of the answer; without a date the latest holders.
        """
        held = [office for office in self.bodies.get(body, ()) if office.held(date)]
        out: list[Office] = []
        for role in roles:
            for office in held:
                if (office.lead if role == "lead" else office.role == role) and office.person not in {o.person for o in out}:
                    out.append(office)
        return out

    def office_on(self, person: str, date: str | None) -> Office | None:
        """The most telling office `person` holds on `date` (a leading one first), or None."""
        held = [office for office in self.offices.get(person, ()) if office.held(date)]
        return min(held, key=lambda office: (not office.lead, office.role not in TOP_ROLES, office.since)) if held else None

    def last_office(self, person: str, date: str | None) -> Office | None:
        """The office `person` held last before `date`, or None."""
        past = [office for office in self.offices.get(person, ()) if date is None or office.since <= date]
        return max(past, key=lambda office: office.since) if past else None

    def sector_on(self, actor: str, date: str | None) -> tuple[str | None, str | None]:
        """Sector and role of an actor on `date`: of a person the office's, "ELI" when it has ended by then.

        Without a date nothing is known to have ended: the last office counts.
        """
        entry = self.entries.get(actor)
        if entry is None or entry.kind != "person":
            return (self._dated_sector(actor, date) or entry.sector if entry else None), None
        office = self.office_on(actor, date)
        if office is not None:
            return office.sector, office.role
        last = self.last_office(actor, date)
        if last is None:
            # An office to come tells a career (an officer, a judge) but not that somebody already governed.
            first = min(self.offices.get(actor, ()), key=lambda office: office.since, default=None)
            return (first.sector if first is not None and first.sector in CAREERS else None), None
        return (last.sector, last.role) if date is None else ("ELI", f"former {last.role}")

    def country_of(self, actor: str, date: str | None) -> str | None:
        """ISO3 of an actor: of a person the state served; None while the office held (or held last) is one of an
        international organisation."""
        entry = self.entries.get(actor)
        if entry is None or entry.kind != "person":
            return entry.country if entry else None
        office = self.office_on(actor, date) or self.last_office(actor, date)
        body = self.entries.get(office.body) if office is not None else None
        return None if body is not None and body.kind == "igo" else entry.country

    def _dated_sector(self, actor: str, date: str | None) -> str | None:
        entry = self.entries[actor]
        for name in self.by_text.get(fold(entry.name), ()):
            if name.actor == actor and name.holds(date):
                return name.sector
        return None


@lru_cache(maxsize=4)
def load(overlay: Path | None = None) -> ActorKnowledge:
    """Read all tables, with the rows of an `overlay` folder (same layout) added to ours or in place of them.

    A row of the overlay replaces ours of the same key (`tables.KEYS`), and a name it gives means its actor alone.

    Raises:
        DataError: a table or the overlay is broken; the message names file and line.
    """
    collects = gc.isenabled()
    gc.disable()  # a quarter of the time went into looking for cycles among rows that stay
    try:
        return _load(overlay)
    finally:
        if collects:
            gc.enable()


def _load(overlay: Path | None) -> ActorKnowledge:
    extra = read_overlay(overlay)
    roles = read_toml("roles.toml")
    builder = _Builder()
    builder.fill({name: without_replaced(name, read_table(name), extra.get(name, [])) for name in TABLES}, roles)
    builder.bloc_adjectives(roles["bloc_adjectives"])
    builder.hidden(roles["hidden"]["names"])
    first_names = read_table("first_names.csv") + extra.get("first_names.csv", [])
    if extra:
        ours = builder.names
        builder.names = []
        builder.fill({name: extra.get(name, []) for name in TABLES}, roles)
        taken = {name.text for name in builder.names}
        builder.names = [name for name in ours if name.text not in taken] + builder.names
    digest = hashlib.sha256()
    for name in (*(file for table in sorted(COLUMNS) for file in files_of(table)), "roles.toml", "settings.toml"):
        digest.update(read_text(name).encode())
    for name in sorted(extra):
        digest.update(repr([(row.line, row.cells()) for row in extra[name]]).encode())
    agents = {row["noun"]: row["sector"] for row in extra.get("agents.csv", [])}
    return builder.finish(digest.hexdigest()[:16], first_names, roles, agents)


class _Builder:
    """Collects names and offices table by table."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.names: list[Name] = []
        self.offices: dict[str, list[Office]] = {}

    def fill(self, tables: dict[str, list[Row]], roles: dict[str, Any]) -> None:
        self.countries(tables["countries.csv"])
        self.places(tables["seats.csv"], tables["cities.csv"])
        self.organisations(tables["organisations.csv"])
        self.people(tables["officeholders.csv"], roles["role_sector"])

    def add(
        self,
        texts: tuple[str, ...],
        actor: str,
        kind: str,
        country: str | None,
        row: Row | None = None,
        sector: str | None = None,
        dates: bool = True,
    ) -> None:
        since, until = (row["from"], last_day(row["to"])) if row is not None and dates else ("", "")
        for text in texts:
            self.names.append(Name(fold(text), actor, kind, country, sector, since, until))

    def countries(self, rows: list[Row]) -> None:
        for row in rows:
            iso = row["iso3"]
            self.entries.setdefault(iso, Entry(iso, row["name"], "state", iso, "GOV"))
            self.add((row["name"], *row.many("names")), iso, "country", iso, row, dates=row["status"] == "former")
            self.add(row.many("adjectives"), iso, "adjective", iso)
            self.add(tuple(d for d in row.many("demonyms") if d not in row.many("adjectives")), iso, "demonym", iso)
            self.add(row.many("capitals"), iso, "capital", iso)

    def hidden(self, texts: list[str]) -> None:
        self.names.extend(Name(fold(text), "", "hidden", None) for text in texts)

    def bloc_adjectives(self, table: dict[str, str]) -> None:
        for text, actor in table.items():
            self.names.append(Name(fold(text), actor, "adjective", None))

    def places(self, seats: list[Row], cities: list[Row]) -> None:
        for row in seats:
            self.add((row["name"],), row["country"], row["kind"], row["country"], row, row["sector"] or None)
        for row in cities:
            self.add(row.many("cities"), row["country"], "city", row["country"])

    def organisations(self, rows: list[Row]) -> None:
        for row in rows:
            country, sector = row["country"] or None, row["sector"] or None
            self.entries[row["id"]] = Entry(row["id"], row["name"], row["kind"], country, sector)
            self.add(
                (row["name"], *row.many("names")), row["id"], "organisation", country, row, sector, dates=row["kind"] != "outlet"
            )

    def people(self, rows: list[Row], role_sector: dict[str, str]) -> None:
        states = {entry.id for entry in self.entries.values() if entry.kind == "state"}
        told: dict[str, tuple[str, list[str], list[str]]] = {}
        entries, offices = self.entries, self.offices
        sectors: dict[tuple[str, str], str] = {}
        for row in rows:
            person, gender, more, shorter, body, role, lead, since, until, _ = row.cells()
            known = told.get(person)
            if known is None:
                known = told[person] = (slug(person), [shown(person)], [])
            ident, names, short = known
            if more:
                names += row.many("names")
            if shorter:
                short += row.many("short")
            country = body if body in states else entries[body].country if body in entries else None
            entry = entries.get(ident)
            if entry is None:
                entries[ident] = Entry(ident, names[0], "person", country, None, gender or None)
            elif (entry.country is None and country) or (entry.gender is None and gender):
                entries[ident] = entry._replace(country=entry.country or country, gender=entry.gender or gender or None)
            sector = sectors.get((body, role))
            if sector is None:
                sector = sectors[body, role] = self._office_sector(body, role, role_sector)
            office = Office(ident, body, role, bool(lead), since, last_day(until), sector)
            offices.setdefault(ident, []).append(office)
        for ident, names, short in told.values():
            home = self.entries[ident].country
            self.names += [Name(fold(text), ident, "person", home) for text in dict.fromkeys(names)]
            self.names += [Name(fold(text), ident, "surname", home) for text in dict.fromkeys(short)]

    def _office_sector(self, body: str, role: str, role_sector: dict[str, str]) -> str:
        entry = self.entries.get(body)
        kind = entry.kind if entry is not None else ""
        if kind == "party":
            return "PTY"
        if entry is not None and kind not in ("state", "igo") and entry.sector:
            return entry.sector
        return role_sector.get(role, "IGO" if kind == "igo" else "GOV")

    def finish(self, version: str, first_names: list[Row], roles: dict[str, Any], agents: dict[str, str]) -> ActorKnowledge:
        texts: dict[str, tuple[Name, ...]] = {}
        for name in self.names:
            before = texts.get(name.text)
            texts[name.text] = (name,) if before is None else (*before, name)
        bodies: dict[str, list[Office]] = {}
        for person in sorted(self.offices):
            for office in self.offices[person]:
                bodies.setdefault(office.body, []).append(office)
        return ActorKnowledge(
            version,
            self.entries,
            first_words(texts),
            texts,
            {person: tuple(group) for person, group in self.offices.items()},
            {body: tuple(group) for body, group in bodies.items()},
            _nouns(roles, agents),
            {name: row["gender"] for row in first_names for name in row.many("names")},
            read_toml("settings.toml"),
            roles,
            frozenset(roles["title_words"]["words"]),
            frozenset(roles["title_words"]["former"]),
            frozenset(roles["title_words"]["not_now"]),
        )


def _nouns(roles: dict[str, Any], agents: dict[str, str]) -> dict[str, tuple[Noun, ...]]:
    female, male = set(roles["female"]["nouns"]), set(roles["male"]["nouns"])
    needs = {noun: kind for kind in ("singular", "always") for noun in roles["needs_country"][kind]}
    found: dict[str, list[Noun]] = {}

    def add(noun: str, sector: str, named: tuple[str, ...], sector_2: str | None) -> None:
        words = tuple(WORD_PARTS.findall(noun))  # the tokeniser parts words at hyphens
        last = noun if noun in female | male else words[-1]
        gender = "f" if last in female else "m" if last in male else None
        found.setdefault(words[0], []).append(Noun(words, sector, named, gender, needs.get(noun, ""), sector_2))

    for noun, sector in agents.items():
        add(noun, sector, (), None)
    for office in roles["office"]:
        for noun in office["nouns"]:
            if noun not in agents:
                add(noun, office["sector"], tuple(office["roles"]), office.get("sector_2"))
    for sector, nouns in roles["nouns"].items():
        for noun in nouns:
            if noun not in agents:
                add(noun, sector, (), None)
    return {first: tuple(sorted(group, key=lambda noun: (-len(noun.words), noun.words))) for first, group in found.items()}
