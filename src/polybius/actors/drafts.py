"""Working records of the linker: a mention before it is frozen, and the document it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

from polybius.actors.gazetteer import Hit
from polybius.actors.knowledge import ActorKnowledge, Entry
from polybius.actors.naming import slug
from polybius.records import Actor, Mention, Time
from polybius.syntax import Parse, Token


@dataclass(slots=True)
class Draft:
    """A mention in the making. `category`: person, state, body, plural. `bodies` are the states or organisations named in it;
    `roles` the offices its role word stands for; `number` is sg or pl."""

    first: int
    last: int
    start: int
    end: int
    head: int
    kind: str
    category: str
    actors: tuple[str, ...] = ()
    rule: str = ""
    score: float = 0.0
    role: str | None = None
    runner_up: str | None = None
    roles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sector: str | None = None
    number: str = "sg"
    gender: str | None = None
    definite: bool = False
    pending: str = ""
    possessor: int | None = None

    def leave(self, rule: str, runner_up: str | None = None) -> None:
        """Leave it open, and say why."""
        self.actors, self.rule, self.score, self.runner_up, self.pending = (), rule, 0.0, runner_up, ""

    def settle(self, actors: tuple[str, ...], rule: str, score: float, runner_up: str | None = None) -> None:
        """Write down who is meant and why."""
        self.actors, self.rule, self.score, self.runner_up, self.pending = actors, rule, score, runner_up, ""


@dataclass(slots=True)
class Linking:
    """One document while it is linked."""

    parse: Parse
    text: str
    knowledge: ActorKnowledge
    date: str | None
    hits: list[Hit] = field(default_factory=list)
    hit_at: dict[int, Hit] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    owner: dict[int, Draft] = field(default_factory=dict)
    local: dict[str, Actor] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    quoted: list[bool] = field(default_factory=list)
    times: tuple[Time, ...] = ()
    named: frozenset[str] = frozenset()

    def at_home(self, person: str) -> bool:
        """Whether the text names the state, or a body, that a person of the tables serves or served."""
        if self.knowledge.country_of(person, self.date) in self.named:
            return True
        return any(office.body in self.named for office in self.knowledge.offices.get(person, ()))

    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the document."""
        return self.parse.tokens

    def add(self, draft: Draft) -> Draft:
        """Keep `draft` and claim its tokens."""
        self.drafts.append(draft)
        for i in range(draft.first, draft.last):
            self.owner.setdefault(i, draft)
        return draft

    def free(self, first: int, last: int) -> bool:
        """Whether no draft has claimed a token of [first, last)."""
        return not any(i in self.owner for i in range(first, last))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of tokens [first, last)."""
        return self.parse.tokens[first].start, self.parse.tokens[last - 1].end

    def entry(self, actor: str) -> Entry | None:
        """The table's entry of an actor, or None for a local or generic one."""
        return self.knowledge.entries.get(actor)

    def country(self, actor: str) -> str | None:
        """ISO3 of any actor of this document."""
        if actor in self.local:
            return self.local[actor].country
        return self.knowledge.country_of(actor, self.date)

    def kind(self, actor: str) -> str:
        """Kind of any actor of this document."""
        if actor in self.local:
            return self.local[actor].kind
        entry = self.knowledge.entries.get(actor)
        return entry.kind if entry is not None else "group"

    def gender(self, actor: str) -> str | None:
        """m, f or None."""
        if actor in self.genders:
            return self.genders[actor]
        entry = self.knowledge.entries.get(actor)
        return entry.gender if entry is not None else None

    def generic(self, body: str | None, sector: str | None) -> str:
        """Id of the unnamed people or bodies of a sector in a state ("UKR.MIL"), or of an organisation itself; recorded."""
        entry = self.knowledge.entries.get(body) if body else None
        if entry is not None and entry.kind != "state":
            return entry.id
        if not sector:
            return body or "UNK"
        actor = f"{body}.{sector}" if body else sector
        if actor not in self.local:
            name = f"{entry.name} ({sector})" if entry is not None else sector
            kind = "government" if body and sector == "GOV" else "group"
            self.local[actor] = Actor(actor, name, kind, body, sector)
        return actor

    def person(self, name: str, country: str | None, sector: str | None, role: str | None) -> str:
        """Id of a person named only in this document; what is learnt later about country or sector is filled in."""
        actor = f"person:{slug(name)}"
        old = self.local.get(actor)
        self.local[actor] = Actor(
            actor,
            old.name if old else name,
            "person",
            (old.country if old else None) or country,
            (old.sector if old else None) or sector,
            (old.role if old else None) or role,
        )
        return actor

    def freeze(self) -> tuple[tuple[Mention, ...], tuple[Actor, ...]]:
        """The mentions in text order and the actors they name."""
        mentions = tuple(
            Mention(
                d.start, d.end, self.text[d.start : d.end], d.head, d.kind, d.actors, d.rule, round(d.score, 3), d.role, d.runner_up
            )
            for d in sorted(self.drafts, key=lambda d: (d.start, d.end))
        )
        ids = sorted({actor for mention in mentions for actor in mention.actors})
        return mentions, tuple(self._actor(actor) for actor in ids)

    def _actor(self, actor: str) -> Actor:
        if actor in self.local:
            return self.local[actor]
        entry = self.knowledge.entries.get(actor)
        if entry is None:
            return Actor(actor, actor, "group")
        sector, role = self.knowledge.sector_on(actor, self.date)
        return Actor(entry.id, entry.name, entry.kind, self.knowledge.country_of(actor, self.date), sector, role)
