"""Who is meant by a phrase on its own: for `polybius who` and for the evaluation task "actors"."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from polybius.actors.drafts import Linking
from polybius.actors.gazetteer import Hit, find_hits
from polybius.actors.knowledge import ActorKnowledge, Name, Noun, load
from polybius.actors.naming import fold
from polybius.actors.titles import carried_sector, match_noun
from polybius.syntax import Parse, Sentence, Token

WORDS = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ](?:\.[A-Za-z])+\.?|['’]s\b|\w+(?:['’]\w+)*|[^\w\s]")
STOPS = ("of", "for", "in", "on", "from", "with", "to", "who", "that", "which", "at", "across", "into", "near", ",", "(", ";")
LONG_ENOUGH = 5  # letters from which two letters exchanged still leave one name
NEAR_KINDS = ("country", "demonym", "adjective", "capital", "city")
NEAR = 0.9  # share of letters in common from which two spellings can be one name
LATEST = "9999-12-31"  # no clock: offices without an end are held on this day
PLAIN = ("ordinary", "innocent", "common", "everyday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


@dataclass(frozen=True, slots=True)
class WhoAnswer:
    """One reading of a phrase: actor id, name, ISO3 country, sector and role on the date, why, and an uncalibrated score."""

    actor: str
    name: str
    country: str | None
    sector: str | None
    role: str | None
    reason: str
    score: float


def who(query: str, knowledge: ActorKnowledge, on: str | None = None, context: str | None = None) -> list[WhoAnswer]:
    """Readings of `query` on the day `on` (ISO prefix; None = the latest known), best first; [] when nothing is known.

    `context` is any text or country that tells which state is meant when the phrase itself does not.
    """
    doc = _document(query, knowledge, on)
    persons = [hit for hit in doc.hits if hit.of_kind("person")]
    noun, at = _head_noun(doc)
    if persons and (noun is None or at < persons[0].first or doc.text[: persons[0].start].rstrip().endswith(",")):
        return _named(doc, persons[0], "person", "full name in the tables", 0.95)
    bodies = _bodies(doc, None if noun is None else at)
    if not bodies and context:
        bodies = _bodies(_document(context, knowledge, on), None)
    if not bodies and noun is not None and (near := _near_place(doc)) is not None:
        bodies = (near,)
    former = any(token.text.lower() in doc.knowledge.former_words for token in doc.parse.tokens)
    surname = next((hit for hit in doc.hits if hit.of_kind("surname")), None)
    if noun is not None and surname is not None and surname.first == at + len(noun.words):
        found = _named(doc, surname, "surname", "surname with title", 0.85)
        if found:
            return found
    if noun is not None:
        return _role(doc, noun, at, bodies, former)
    if surname is not None and not bodies and not _other_names(doc, surname):
        return _named(doc, surname, "surname", "surname in the tables", 0.7)
    return _plain(doc) or _near(doc)


def _near(doc: Linking) -> list[WhoAnswer]:
    """Names of two words or more that are spelled nearly so ("Evelyne" for "Evelyn"); nothing for what is no name."""
    text = doc.text.strip()
    words = text.split()
    if len(words) < 2 or not all(word[:1].isupper() for word in words):
        return _near_state(doc)
    wanted = _letters(text)
    near = {
        _letters(name): name
        for name in doc.knowledge.by_text
        if " " in name and abs(len(name) - len(text)) < 4 and name[:1] == text[:1]
    }
    for letters in difflib.get_close_matches(wanted, list(near), n=1, cutoff=NEAR):
        for row in doc.knowledge.by_text[near[letters]]:
            if row.kind in ("person", "organisation") and row.holds(doc.date):
                return [_answer(doc, row.actor, f"spelled nearly like '{near[letters]}'", 0.55)]
    return _near_state(doc)


def _letters(name: str) -> str:
    return "".join(c for c in fold(name).casefold() if c.isalnum())


def _near_state(doc: Linking) -> list[WhoAnswer]:
    """A state by a name, people or town that is spelled nearly so: "Kazahks", "Dehli"."""
    row = _near_place(doc)
    return [] if row is None else [_answer(doc, row.actor, f"{row.kind} spelled nearly like '{row.text}'", 0.5)]


def _near_place(doc: Linking) -> Name | None:
    """The row of a state's name, people or town that holds the letters of an unknown capitalised word in another order."""
    for token in doc.parse.tokens:
        word = fold(token.text)
        if len(word) < LONG_ENOUGH or not word[:1].isupper() or token.i in doc.hit_at or not word.isalpha():
            continue
        letters = sorted(word.casefold())
        for name, rows in doc.knowledge.by_text.items():
            if name != word and name[:1] == word[:1] and len(name) == len(word) and sorted(name.casefold()) == letters:
                row = next((row for row in rows if row.kind in NEAR_KINDS), None)
                if row is not None:
                    return row
    return None


def predict(
    query: str, context: str | None = None, date: str | None = None, knowledge: ActorKnowledge | None = None
) -> dict[str, str | None]:
    """The best reading as {actor, country, sector, reason}; every value None but the reason when nothing is known."""
    answers = who(query, knowledge or load(), iso_date(date), context)
    if not answers:
        return {"actor": None, "country": None, "sector": None, "reason": "nothing in the tables matches"}
    best = answers[0]
    return {"actor": best.actor, "country": best.country, "sector": best.sector, "reason": best.reason}


def iso_date(date: str | None) -> str | None:
    """ "12 April 2022" or an ISO prefix as an ISO date; "today" is the last day of the tables; None for what cannot be read."""
    if not date:
        return None
    if date.strip().lower() == "today":
        return LATEST
    if re.match(r"\d{4}(-\d\d)?(-\d\d)?", date):
        return date[:10]
    match = re.search(r"(\d{1,2}) +([A-Za-z]+) +(\d{4})", date)
    if match and match.group(2).lower() in MONTHS:
        return f"{match.group(3)}-{MONTHS.index(match.group(2).lower()) + 1:02d}-{int(match.group(1)):02d}"
    return None


def _document(query: str, knowledge: ActorKnowledge, on: str | None) -> Linking:
    tokens: list[Token] = []
    for match in WORDS.finditer(query):
        word = match.group()
        for piece, start in _split(word, match.start()):
            i = len(tokens)
            tokens.append(Token(i, start, start + len(piece), piece, _singular(piece.lower()), "NOUN", "NN", "dep", 0))
    sentence = Sentence(0, len(query), 0, len(tokens), 0)
    parse = Parse(tuple(tokens), (sentence,))
    doc = Linking(parse, query, knowledge, on)
    doc.hits = find_hits(parse, query, knowledge, on) if tokens else []
    doc.hit_at = {i: hit for hit in doc.hits for i in range(hit.first, hit.last)}
    return doc


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word


def _split(word: str, start: int) -> list[tuple[str, int]]:
    for ending in ("'s", "’s"):
        if word.endswith(ending) and len(word) > 2:
            return [(word[:-2], start), (word[-2:], start + len(word) - 2)]
    return [(word, start)]


def _other_names(doc: Linking, hit: Hit) -> bool:
    """Whether capitalised words beside `hit` make it part of a longer name that no table knows ("Jam Kamal Khan")."""
    for k in (hit.first - 1, hit.last):
        if 0 <= k < len(doc.parse.tokens) and k not in doc.hit_at:
            token = doc.parse.tokens[k]
            known = token.lemma in doc.knowledge.title_words or match_noun(doc, k, len(doc.parse.tokens)) is not None
            if token.text[:1].isupper() and not known and token.text.lower() not in (*STOPS, "the", "a", "an"):
                return True
    return False


def _head_noun(doc: Linking) -> tuple[Noun | None, int]:
    """The role word that heads the phrase: the last one before the first preposition, else the first one after it."""
    tokens = doc.parse.tokens
    found: tuple[Noun | None, int] = (None, 0)
    i = 0
    while i < len(tokens):
        if tokens[i].text.lower() in STOPS and found[0] is not None:
            rest = _following(doc, i, found[0])
            return rest if rest[0] is not None else found
        noun = match_noun(doc, i, len(tokens))
        if noun is not None and not (i in doc.hit_at and not doc.hit_at[i].of_kind("surname", "city", "capital")):
            found, i = (noun, i), i + len(noun.words)
        else:
            i += 1
    return found


def _following(doc: Linking, at: int, noun: Noun) -> tuple[Noun | None, int]:
    """ "a group of tourists", "chairman of the board": the word after "of" tells the sector when the first only counts."""
    if doc.parse.tokens[at].text.lower() != "of" or noun.text not in doc.knowledge.roles["transfer"]["nouns"]:
        return None, at
    for k in range(at + 1, len(doc.parse.tokens)):
        after = match_noun(doc, k, len(doc.parse.tokens))
        if after is not None:
            return after, k
    return None, at


def _bodies(doc: Linking, head: int | None) -> tuple[Name, ...]:
    out: list[Name] = []
    for hit in doc.hits:
        name = hit.of_kind(
            "country", "adjective", "organisation", "demonym", "people", "seat", "capital", "region", "region_adjective", "city"
        )
        after = head is not None and hit.first > head
        if name is None or (after and out) or (after and doc.parse.tokens[hit.first - 1].text.lower() == "to"):
            continue
        if name.actor not in {other.actor for other in out}:
            out.append(name)
    return tuple(out)


def _answer(
    doc: Linking, actor: str, reason: str, score: float, sector: str | None = None, country: str | None = None
) -> WhoAnswer:
    entry = doc.knowledge.entries.get(actor)
    if entry is None:
        local = doc.local[actor]
        return WhoAnswer(actor, local.name, local.country, local.sector, None, reason, score)
    on_date, role = doc.knowledge.sector_on(actor, doc.date)
    return WhoAnswer(actor, entry.name, entry.country or country, sector if sector is not None else on_date, role, reason, score)


def _named(doc: Linking, hit: Hit, kind: str, why: str, score: float) -> list[WhoAnswer]:
    names = sorted(
        (name for name in hit.names if name.kind == kind),
        key=lambda n: (doc.knowledge.office_on(n.actor, doc.date) is None, n.actor),
    )
    out: list[WhoAnswer] = []
    for rank, name in enumerate(names):
        office = doc.knowledge.office_on(name.actor, doc.date)
        last = doc.knowledge.last_office(name.actor, doc.date)
        told = f"; {office.role} of {office.body} since {office.since}" if office else ""
        if office is None and last is not None:
            told = f"; {last.role} of {last.body} until {last.until}"
        out.append(_answer(doc, name.actor, why + told, max(score - 0.2 * rank, 0.1)))
    return out


def _role(doc: Linking, noun: Noun, at: int, bodies: tuple[Name, ...], former: bool) -> list[WhoAnswer]:
    words = noun.text
    if noun.roles and bodies and not former:
        held = [office for name in bodies for office in doc.knowledge.holders(name.actor, noun.roles, doc.date)]
        if held and words not in ("minister", "ambassador", "envoy"):
            return [
                _answer(
                    doc,
                    office.person,
                    f"'{words}' of {office.body}: {office.role} since {office.since}",
                    max(0.92 - 0.2 * k, 0.1),
                    office.sector,
                )
                for k, office in enumerate(held)
            ]
    if not bodies and noun.needs_country == "always":
        actor = doc.generic(None, noun.sector)
        return [_answer(doc, actor, f"role word '{words}'", 0.4)]
    told = carried_sector(doc, noun, at)
    sector = "ELI" if former and told in ("GOV", "LEG", "MIL") else told
    if bodies and doc.kind(bodies[0].actor) != "state":
        entry = doc.knowledge.entries[bodies[0].actor]
        return [
            _answer(
                doc,
                entry.id,
                f"role word '{words}' with '{entry.name}'",
                0.8,
                entry.sector if entry.kind == "armed_group" else None,
            )
        ]
    actor = doc.generic(bodies[0].country if bodies else None, sector)
    reason = f"role word '{words}'" + (f" with '{bodies[0].text}'" if bodies else "")
    return [_answer(doc, actor, reason, 0.85 if bodies else 0.6)]


def _plain(doc: Linking) -> list[WhoAnswer]:
    """A name without a role word: state, capital (the government), region, city, people, organisation."""
    out: list[WhoAnswer] = []
    words = {token.text.lower() for token in doc.parse.tokens}
    for hit in doc.hits:
        if _other_names(doc, hit) and hit.of_kind("city", "surname") is not None:
            continue
        order = (
            "country",
            "organisation",
            "seat",
            "capital",
            "region",
            "city",
            "people",
            "demonym",
            "adjective",
            "region_adjective",
        )
        for name in sorted(
            (n for n in hit.names if n.kind in order),
            key=lambda n: (bool(n.until) and doc.date is None, order.index(n.kind), n.actor),
        ):
            if name.kind == "organisation":
                sector = name.sector or ""
            elif name.kind in ("capital", "seat"):
                sector = name.sector or "GOV"
            elif name.kind == "region":
                sector = name.sector or ""
            else:
                sector = "CVL" if words & set(PLAIN) else ""
            answer = _answer(doc, name.actor, f"{name.kind.replace('_', ' ')} '{name.text}'", 0.9 - 0.2 * len(out), sector or None)
            if answer.actor not in {other.actor for other in out}:
                out.append(
                    WhoAnswer(
                        answer.actor,
                        answer.name,
                        answer.country,
                        sector or None,
                        answer.role,
                        answer.reason,
                        max(answer.score, 0.1),
                    )
                )
        if out:
            break
    return out
