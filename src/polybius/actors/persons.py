"""Persons by name: known ones from the tables, unknown ones from the tagger, each with the title in front of the name."""

from __future__ import annotations

from polybius.actors.drafts import Draft, Linking
from polybius.actors.gazetteer import Hit
from polybius.actors.knowledge import Name, Noun
from polybius.actors.naming import fold, slug
from polybius.actors.titles import SHORT_TITLES, is_titled, title_before
from polybius.records import Actor
from polybius.syntax import Entity

NOT_NAMES = ("'s", "’s", "'", "’", ".", ",")
OTHER_KINDS = ("country", "organisation", "seat", "region", "city", "capital", "adjective", "demonym", "people")


def draft_persons(doc: Linking) -> None:
    """Drafts for every person named. Full names come first, so that a surname alone can mean one of them."""
    known = [hit for hit in doc.hits if hit.of_kind("person")]
    people = [entity for entity in doc.parse.entities if entity.label == "PERSON"]
    labels = {i: entity for entity in doc.parse.entities for i in range(entity.first, entity.last)}
    known = [hit for hit in known if _meant(doc, hit)]
    full = {name.actor for hit in known for name in hit.names if name.kind == "person"}
    for hit in known:
        names = tuple(name for name in hit.names if name.kind == "person")
        _known(doc, hit, _best(doc, names, full), "full_name", 0.98)
    local: dict[str, str] = {}
    for hit in known:
        name = hit.of_kind("person")
        if name is not None and " " in name.text:
            local[name.text.split()[-1]] = name.actor
    for entity in people:
        _unknown(doc, entity, local)
    for hit in doc.hits:
        rows = tuple(name for name in hit.names if name.kind == "surname")
        if rows and doc.free(hit.first, hit.last):
            _surname(doc, hit, rows, full, local, labels.get(hit.first))
    for entity in people:
        _unknown(doc, entity, local, alone=True)


def _meant(doc: Linking, hit: Hit) -> bool:
    """Whether a name of the tables can be the person of the tables: somebody in office, a leader of any time, or somebody whose
    state or body the text names. A namesake of a minister of long ago, far from that state, is somebody else."""
    for name in hit.names:
        if name.kind != "person":
            continue
        offices = doc.knowledge.offices.get(name.actor, ())
        if any(office.lead for office in offices) or doc.knowledge.office_on(name.actor, doc.date) or doc.at_home(name.actor):
            return True
    return False


def _best(doc: Linking, names: tuple[Name, ...], full: set[str]) -> tuple[Name, Name | None]:
    """The bearer named in full here, then who holds an office on the date.

    Of several in office first whose state the text names, then who leads a state; with the runner-up.
    """

    def rank(name: Name) -> tuple[bool, bool, bool, bool, str]:
        office = doc.knowledge.office_on(name.actor, doc.date)
        away, follows = not doc.at_home(name.actor), office is None or not office.lead
        return (name.actor not in full, office is None, away, follows, name.actor)

    ordered = sorted(names, key=rank)
    return ordered[0], next((name for name in ordered[1:] if name.actor != ordered[0].actor), None)


def _surname(doc: Linking, hit: Hit, rows: tuple[Name, ...], full: set[str], local: dict[str, str], entity: Entity | None) -> None:
    """A surname alone: of somebody named in full here, or of somebody who holds office or is called by a title."""
    best, second = _best(doc, rows, full)
    if best.actor in full:
        _known(doc, hit, (best, second), "surname_of_named", 0.93)
        return
    longer = entity is not None and (entity.first < hit.first or entity.last > hit.last) and not _only_titles(doc, entity, hit)
    others = any(name.kind != "surname" for name in hit.names)
    if fold(doc.text[hit.start : hit.end]) in local or longer or others or doc.parse.tokens[hit.first].pos != "PROPN":
        return
    office = doc.knowledge.office_on(best.actor, doc.date)
    titled = is_titled(doc, hit.first) and doc.knowledge.last_office(best.actor, doc.date) is not None
    if (office is not None and (office.lead or doc.at_home(best.actor))) or (titled and doc.at_home(best.actor)):
        _known(doc, hit, (best, second), "surname_in_office", 0.75)


def _only_titles(doc: Linking, entity: Entity, hit: Hit) -> bool:
    rest = [t for t in doc.parse.tokens[entity.first : entity.last] if not hit.first <= t.i < hit.last]
    return all(t.lemma.lower() in doc.knowledge.title_words or t.text in NOT_NAMES for t in rest)


def _known(doc: Linking, hit: Hit, chosen: tuple[Name, Name | None], rule: str, score: float) -> None:
    best, second = chosen
    tokens = doc.parse.tokens
    if _ship(doc, hit.first):
        return
    last = _full_length(doc, hit) if rule == "full_name" else hit.last
    first, role, noun, bodies = title_before(doc, hit.first)
    office = doc.knowledge.office_on(best.actor, doc.date)
    start, end, head = tokens[first].start, max(hit.end, tokens[last - 1].end), doc.parse.head_of_span(first, last)
    draft = Draft(first, last, start, end, head, "title" if noun is not None else "name", "person", (best.actor,), rule, score)
    draft.role, draft.runner_up = role or (office.role if office else None), second.actor if second else None
    draft.roles, draft.bodies, draft.gender = noun.roles if noun else (), bodies, doc.gender(best.actor)
    doc.add(draft)


def _ship(doc: Linking, first: int) -> bool:
    """Whether a name is that of a vessel: "the aircraft carrier George Washington", "USS Gerald Ford"."""
    return first > 0 and doc.parse.tokens[first - 1].lemma.lower() in doc.knowledge.roles["no_bodies"]["vessels"]


def _full_length(doc: Linking, hit: Hit) -> int:
    """End of the name where the tagger sees a longer one than the tables ("Ali Khamenei Hosseini")."""
    entity = next((e for e in doc.parse.entities if e.first <= hit.first < e.last and e.label == "PERSON"), None)
    if entity is None or entity.last <= hit.last:
        return hit.last
    tail = doc.parse.tokens[hit.last : entity.last]
    return entity.last if all(t.text[:1].isupper() for t in tail) else hit.last


def _unknown(doc: Linking, entity: Entity, local: dict[str, str], alone: bool = False) -> None:
    """A person whom no table knows. Two or more words make a name of the document; one word alone must be told as a person."""
    tokens = doc.parse.tokens
    first, last = _trim(doc, entity)
    if last <= first or not doc.free(first, last) or not tokens[first].text[:1].isupper() or _named_otherwise(doc, first, last):
        return
    if tokens[last - 1].text in doc.knowledge.roles["sites"]["words"] or _ship(doc, first):
        return
    start, end = doc.span(first, last)
    surname = fold(tokens[last - 1].text)
    if any(len(noun.words) == 1 for noun in doc.knowledge.nouns.get(tokens[last - 1].text.lower(), ())) and last - first > 1:
        return
    if last - first > 1 and tokens[last - 1].text not in doc.knowledge.roles["outlet"]["words"]:
        local[surname] = doc.text[start:end]
        local.setdefault(fold(tokens[first].text), doc.text[start:end])
    elif last - first == 1 and surname not in local and not (alone and _acts(doc, first)):
        return
    if last - first > 1 and tokens[last - 1].text in doc.knowledge.roles["outlet"]["words"]:
        _outlet(doc, first, last)
        return
    full = doc.text[start:end] if last - first > 1 else local.get(surname, doc.text[start:end])
    begin, role, noun, bodies = title_before(doc, first)
    if full in doc.knowledge.entries:
        kind = "title" if noun else "name"
        head = doc.parse.head_of_span(begin, last)
        repeated = Draft(begin, last, tokens[begin].start, end, head, kind, "person", (full,), "surname_of_named", 0.93, role)
        repeated.bodies, repeated.gender = bodies, doc.gender(full)
        doc.add(repeated)
        return
    country = next((c for c in (doc.country(body) for body in bodies) if c), None)
    former = noun is not None and any(t.lemma.lower() in doc.knowledge.former_words for t in tokens[begin:first])
    actor = doc.person(full, country, "ELI" if former else noun.sector if noun else None, role)
    gender = _gender(doc, begin, first, full, noun)
    if gender:
        doc.genders.setdefault(actor, gender)
    head, kind = doc.parse.head_of_span(begin, last), "title" if noun else "name"
    score = 0.8 if last - first > 1 else 0.7
    draft = Draft(begin, last, tokens[begin].start, end, head, kind, "person", (actor,), "unknown_person", score)
    draft.role, draft.roles, draft.bodies, draft.gender = role, noun.roles if noun else (), bodies, doc.genders.get(actor)
    doc.add(draft)


def _outlet(doc: Linking, first: int, last: int) -> None:
    """ "Levant Courier", which the tagger takes for a person: a medium of this document."""
    start, end = doc.span(first, last)
    name = doc.text[start:end]
    actor = f"org:{slug(name)}"
    doc.local.setdefault(actor, Actor(actor, name, "group", None, "MED"))
    head = doc.parse.head_of_span(first, last)
    doc.add(Draft(first, last, start, end, head, "name", "body", (actor,), "outlet_by_name", 0.65, sector="MED"))


def _trim(doc: Linking, entity: Entity) -> tuple[int, int]:
    """Tokens of the name itself: without title, article, possessive mark, and what follows a mark of punctuation."""
    tokens = doc.parse.tokens
    first, last = entity.first, entity.last
    while last > first and (tokens[last - 1].text in NOT_NAMES or not tokens[last - 1].text[:1].isalpha()):
        last -= 1
    while first < last - 1 and (tokens[first].lemma.lower() in doc.knowledge.title_words or tokens[first].pos == "DET"):
        first += 1
    while first < last - 1 and tokens[first].text.lower().rstrip(".") in SHORT_TITLES:
        first += 1
    return first, last


def _named_otherwise(doc: Linking, first: int, last: int) -> bool:
    """Whether the tables know these words as a whole, or their first word, as something that is no person."""
    hit = doc.hit_at.get(first)
    if hit is None or hit.of_kind(*OTHER_KINDS) is None:
        return False
    return hit.last >= last or hit.of_kind("organisation", "adjective") is not None


def _acts(doc: Linking, i: int) -> bool:
    """Whether a single unknown word behaves as a person: a title before it, or it says something."""
    token = doc.parse.tokens[i]
    verb = doc.parse.tokens[token.head]
    speaks = token.dep in ("nsubj", "nsubjpass") and verb.lemma.lower() in doc.knowledge.settings["speech"]["verbs"]
    return is_titled(doc, i) or speaks


def _gender(doc: Linking, begin: int, first: int, name: str, noun: Noun | None) -> str | None:
    if noun is not None and noun.gender:
        return noun.gender
    words = doc.knowledge.roles["title_words"]
    for token in doc.parse.tokens[max(begin - 1, 0) : first]:
        if token.text.lower() in words["female"]:
            return "f"
        if token.text.lower() in words["male"]:
            return "m"
    return doc.knowledge.first_names.get(fold(name).split()[0])
