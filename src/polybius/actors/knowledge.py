"""What Polybius knows of actors: names, offices with dates, role words. Loaded once, looked up by first word."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from polybius.actors.tables import COLUMNS, Row, read_csv, read_overlay, read_text, read_toml

FIRST_WORD = re.compile(r"[^\s\-'.,/()&+]+")
TOP_ROLES = ("president", "prime_minister", "monarch", "supreme_leader", "head_of_government")
_FOLD: dict[int, str] = {
    0x2019: "'",
    0x2018: "'",
    0x02BC: "'",
    0x00A0: " ",
    0x2010: "-",
    0x2011: "-",
    0x0131: "i",
    0x0142: "l",
    0x00F8: "o",
    0x00D8: "O",
    0x0141: "L",
    0x0111: "d",
}
for _code in range(0xC0, 0x250):
    _base = unicodedata.normalize("NFD", chr(_code))[0]
    if ord(_base) < 128:
        _FOLD.setdefault(_code, _base)
for _code in range(0x1E00, 0x1F00):
    _base = unicodedata.normalize("NFD", chr(_code))[0]
    if ord(_base) < 128:
        _FOLD.setdefault(_code, _base)


def fold(text: str) -> str:
    """`text` with plain apostrophes, spaces, hyphens and Latin letters without marks; every character keeps its place."""
    return text if text.isascii() else text.translate(_FOLD)


def slug(name: str) -> str:
    """The kebab-case id of a name: "José Barroso" gives "jose-barroso"."""
    plain = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(frozen=True, slots=True)
class Name:
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
        return date is None or ((not self.since or self.since <= date) and (not self.until or date <= self.until))


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the tables: a state, person, organisation, group, bloc, outlet."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
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
        if date is None:
            return not self.until
        return self.since <= date and (not self.until or date <= self.until)


@dataclass(frozen=True, slots=True)
class Noun:
    """A role word: its sector, the offices it may stand for, and the gender it tells."""

    words: tuple[str, ...]
    sector: str
    roles: tuple[str, ...] = ()
    gender: str | None = None
    needs_country: str = ""
    sector_2: str | None = None


@dataclass(frozen=True)
class ActorKnowledge:
    """All tables, indexed. `version` is the hash of every table read."""

    version: str
    entries: dict[str, Entry]
    names: dict[str, tuple[Name, ...]]
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
            return None, None
        return (last.sector, last.role) if date is None else ("ELI", f"former {last.role}")

    def country_of(self, actor: str, date: str | None) -> str | None:
        """ISO3 of an actor: of a person the state served, on that date where it is told."""
        entry = self.entries.get(actor)
        return entry.country if entry else None

    def _dated_sector(self, actor: str, date: str | None) -> str | None:
        entry = self.entries[actor]
        for name in self.by_text.get(fold(entry.name), ()):
            if name.actor == actor and name.holds(date):
                return name.sector
        return None


@lru_cache(maxsize=4)
def load(overlay: Path | None = None) -> ActorKnowledge:
    """Read all tables, with the rows of an `overlay` folder (same layout) added after ours.

    Raises:
        DataError: a table or the overlay is broken; the message names file and line.
    """
    extra = read_overlay(overlay)
    tables = {name: read_csv(name) + extra.get(name, []) for name in COLUMNS}
    builder = _Builder()
    builder.countries(tables["countries.csv"])
    builder.places(tables["seats.csv"], tables["cities.csv"])
    builder.organisations(tables["organisations.csv"])
    roles = read_toml("roles.toml")
    builder.people(tables["officeholders.csv"], roles["role_sector"])
    builder.bloc_adjectives(roles["bloc_adjectives"])
    builder.hidden(roles["hidden"]["names"])
    digest = hashlib.sha256()
    for name in (*sorted(COLUMNS), "roles.toml", "settings.toml"):
        digest.update(read_text(name).encode())
    for name in sorted(extra):
        digest.update(repr([(row.line, sorted(row.cells.items())) for row in extra[name]]).encode())
    return builder.finish(digest.hexdigest()[:16], tables["first_names.csv"])


class _Builder:
    """Collects names and offices table by table."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.names: list[Name] = []
        self.offices: dict[str, list[Office]] = {}

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
        since, until = (row["from"], row["to"]) if row is not None and dates else ("", "")
        for text in texts:
            self.names.append(Name(fold(text), actor, kind, country, sector, since, until))

    def countries(self, rows: list[Row]) -> None:
        for row in rows:
            iso = row["iso3"]
            self.entries[iso] = Entry(iso, row["name"], "state", iso, "GOV")
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
        for row in rows:
            person = slug(row["person"])
            body = row["body"]
            country = body if len(body) == 3 and body.isupper() else None
            home = country or (self.entries[body].country if body in self.entries else None)
            if person not in self.entries:
                self.entries[person] = Entry(person, row["person"], "person", home, None, row["gender"] or None)
                self.add((row["person"], *row.many("names")), person, "person", home)
                self.add(row.many("short"), person, "surname", home)
            elif home and self.entries[person].country is None:
                old = self.entries[person]
                self.entries[person] = Entry(person, old.name, "person", home, None, old.gender)
            default = "IGO" if body in self.entries and self.entries[body].kind == "igo" else "GOV"
            sector = role_sector.get(row["role"], default)
            if body in self.entries and self.entries[body].kind == "party":
                sector = "PTY"
            until = row["to"]
            office = Office(person, body, row["role"], bool(row["lead"]), row["from"], until, sector)
            self.offices.setdefault(person, []).append(office)

    def finish(self, version: str, first_names: list[Row]) -> ActorKnowledge:
        texts: dict[str, list[Name]] = {}
        for name in self.names:
            texts.setdefault(name.text, []).append(name)
            upper = name.text.upper()
            if name.kind not in ("adjective", "demonym", "surname", "organisation") and upper != name.text and len(upper) > 3:
                texts.setdefault(upper, []).append(name)
        index: dict[str, list[str]] = {}
        for text in texts:
            match = FIRST_WORD.search(text)
            if match is not None:
                index.setdefault(match.group() if match.start() == 0 else text[0], []).append(text)
        names: dict[str, tuple[Name, ...]] = {}
        for first, options in index.items():
            ordered = sorted(set(options), key=lambda text: (-len(text), text))
            names[first] = tuple(texts[text][0] if texts[text][0].text == text else _as(texts[text][0], text) for text in ordered)
        bodies: dict[str, list[Office]] = {}
        for person in sorted(self.offices):
            for office in self.offices[person]:
                bodies.setdefault(office.body, []).append(office)
        roles = read_toml("roles.toml")
        return ActorKnowledge(
            version,
            self.entries,
            names,
            {text: tuple(group) for text, group in texts.items()},
            {person: tuple(group) for person, group in self.offices.items()},
            {body: tuple(group) for body, group in bodies.items()},
            _nouns(roles),
            {name: row["gender"] for row in first_names for name in row.many("names")},
            read_toml("settings.toml"),
            roles,
            frozenset(roles["title_words"]["words"]),
            frozenset(roles["title_words"]["former"]),
            frozenset(roles["title_words"]["not_now"]),
        )


def _as(name: Name, text: str) -> Name:
    return Name(text, name.actor, name.kind, name.country, name.sector, name.since, name.until)


def _nouns(roles: dict[str, Any]) -> dict[str, tuple[Noun, ...]]:
    female, male = set(roles["female"]["nouns"]), set(roles["male"]["nouns"])
    needs = {noun: kind for kind in ("singular", "always") for noun in roles["needs_country"][kind]}
    found: dict[str, list[Noun]] = {}

    def add(noun: str, sector: str, named: tuple[str, ...], sector_2: str | None) -> None:
        words = tuple(noun.split())
        last = noun if noun in female | male else words[-1]
        gender = "f" if last in female else "m" if last in male else None
        found.setdefault(words[0], []).append(Noun(words, sector, named, gender, needs.get(noun, ""), sector_2))

    for office in roles["office"]:
        for noun in office["nouns"]:
            add(noun, office["sector"], tuple(office["roles"]), office.get("sector_2"))
    for sector, nouns in roles["nouns"].items():
        for noun in nouns:
            add(noun, sector, (), None)
    return {first: tuple(sorted(group, key=lambda noun: (-len(noun.words), noun.words))) for first, group in found.items()}
