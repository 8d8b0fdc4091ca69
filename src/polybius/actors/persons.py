"""Persons by name: known ones from the tables, unknown ones from the tagger, each with the title in front of the name."""

from __future__ import annotations

from polybius.actors.drafts import Draft, Linking
from polybius.actors.gazetteer import Hit
from polybius.actors.knowledge import Name, Noun, fold
from polybius.syntax import Entity

SHORT_TITLES = (
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "dame",
    "sen",
    "rep",
    "gen",
    "gov",
    "col",
    "lt",
    "maj",
    "adm",
    "prof",
    "sheikh",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "ayatollah",
    "madame",
    "comrade",
)
JOINING = ("of", "the", "'s", "’s", "-", "and")


def draft_persons(doc: Linking) -> None:
    """Drafts for every person named. Known full names come first, so that a surname alone can mean one of them."""
    known = [hit for hit in doc.hits if hit.of_kind("person")]
    full = {name.actor for hit in known for name in hit.names if name.kind == "person"}
    entities = {i: entity for entity in doc.parse.entities if entity.label == "PERSON" for i in range(entity.first, entity.last)}
    labels = {i: entity for entity in doc.parse.entities for i in range(entity.first, entity.last)}
    for hit in known:
        names = tuple(name for name in hit.names if name.kind == "person")
        _known(doc, hit, _best(doc, names, full), "full_name", 0.98)
    surnames: dict[str, str] = {}
    for entity in doc.parse.entities:
        if entity.label == "PERSON":
            _unknown(doc, entity, surnames)
    for hit in doc.hits:
        rows = tuple(name for name in hit.names if name.kind == "surname")
        if rows and doc.free(hit.first, hit.last):
            _surname(doc, hit, rows, full, surnames, labels.get(hit.first), hit.first in entities)
    for entity in doc.parse.entities:
        if entity.label == "PERSON":
            _unknown(doc, entity, surnames, alone=True)


def _best(doc: Linking, names: tuple[Name, ...], full: set[str]) -> tuple[Name, Name | None]:
    """The bearer in office on the date before one named in full here before any other; and the runner-up."""

    def rank(name: Name) -> tuple[bool, bool, str]:
        return (name.actor not in full, doc.knowledge.office_on(name.actor, doc.date) is None, name.actor)

    ordered = sorted(names, key=rank)
    return ordered[0], next((name for name in ordered[1:] if name.actor != ordered[0].actor), None)


def _surname(
    doc: Linking, hit: Hit, rows: tuple[Name, ...], full: set[str], local: dict[str, str], entity: Entity | None, tagged: bool
) -> None:
    word = fold(doc.text[hit.start : hit.end])
    best, second = _best(doc, rows, full)
    if best.actor not in full and word in local:
        return
    if best.actor not in full:
        others = any(name.kind != "surname" for name in hit.names)
        token = doc.parse.tokens[hit.first]
        longer = entity is not None and (entity.first < hit.first or entity.last > hit.last) and not _title_only(doc, entity, hit)
        served = doc.knowledge.last_office(best.actor, doc.date)
        if longer or others or token.pos != "PROPN" or served is None:
            return
        if not tagged and doc.knowledge.office_on(best.actor, doc.date) is None:
            return
        in_office = doc.knowledge.office_on(best.actor, doc.date) is not None
        if not in_office and not _titled(doc, hit.first):
            return
    _known(
        doc,
        hit,
        (best, second),
        "surname_of_named" if best.actor in full else "surname_in_office",
        0.93 if best.actor in full else 0.75,
    )


def _title_only(doc: Linking, entity: Entity, hit: Hit) -> bool:
    rest = [t for t in doc.parse.tokens[entity.first : entity.last] if not hit.first <= t.i < hit.last]
    return all(t.lemma.lower() in doc.knowledge.title_words or t.text in ("'s", "’s") for t in rest)


def _titled(doc: Linking, first: int) -> bool:
    return first > 0 and doc.parse.tokens[first - 1].lemma.lower() in doc.knowledge.title_words


def _known(doc: Linking, hit: Hit, chosen: tuple[Name, Name | None], rule: str, score: float) -> None:
    best, second = chosen
    last = hit.last
    entity = next((e for e in doc.parse.entities if e.first <= hit.first < e.last and e.label == "PERSON"), None)
    if entity is not None and rule == "full_name" and entity.last > hit.last:
        tail = doc.parse.tokens[hit.last : entity.last]
        if all(t.text[:1].isupper() for t in tail) and not any(t.text in ("'s", "’s") for t in tail):
            last = entity.last
    first, role, noun, bodies = title_before(doc, hit.first)
    start = doc.parse.tokens[first].start
    end = max(hit.end, doc.parse.tokens[last - 1].end)
    office = doc.knowledge.office_on(best.actor, doc.date)
    draft = Draft(
        first,
        last,
        start,
        end,
        doc.parse.head_of_span(first, last),
        "title" if noun is not None else "name",
        "person",
        (best.actor,),
        rule,
        score,
        role or (office.role if office else None),
        second.actor if second else None,
        bodies=bodies,
        roles=noun.roles if noun else (),
        gender=doc.gender(best.actor),
    )
    doc.add(draft)


def _unknown(doc: Linking, entity: Entity, local: dict[str, str], alone: bool = False) -> None:
    """A person whom no table knows. Two or more words make a name of the document; one word only repeats such a name."""
    tokens = doc.parse.tokens
    first, last = entity.first, entity.last
    while last > first and (tokens[last - 1].text in ("'s", "’s", "'", "’", ".", ",") or not tokens[last - 1].text[:1].isalpha()):
        last -= 1
    while first < last - 1 and (tokens[first].lemma.lower() in doc.knowledge.title_words or tokens[first].pos == "DET"):
        first += 1
    if last <= first or not doc.free(first, last) or not tokens[first].text[:1].isupper():
        return
    if (
        any(
            hit is not None and hit.of_kind("country", "organisation", "seat")
            for hit in (doc.hit_at.get(i) for i in range(first, last))
        )
        and last - first < 2
    ):
        return
    start, end = doc.span(first, last)
    name = doc.text[start:end]
    surname = fold(tokens[last - 1].text)
    if last - first == 1:
        if surname not in local and not alone:
            return
        if (
            surname not in local
            and not _titled(doc, first)
            and any(h.of_kind("capital", "city", "country") for h in _hits_in(doc, first, last))
        ):
            return
    else:
        local[surname] = name
        if not name.isupper():
            local.setdefault(fold(tokens[first].text), name)
    full = local.get(surname, name) if last - first == 1 else name
    begin, role, noun, bodies = title_before(doc, first)
    country = next((c for c in (doc.country(body) or (body if len(body) == 3 else None) for body in bodies) if c), None)
    former = noun is not None and any(t.lemma.lower() in doc.knowledge.former_words for t in tokens[begin:first])
    sector = "ELI" if former else noun.sector if noun else None
    actor = doc.person(full, country, sector, role)
    gender = _gender(doc, begin, first, full, noun)
    if gender:
        doc.genders.setdefault(actor, gender)
    doc.add(
        Draft(
            begin,
            last,
            tokens[begin].start,
            end,
            doc.parse.head_of_span(begin, last),
            "title" if noun else "name",
            "person",
            (actor,),
            "unknown_person",
            0.8 if last - first > 1 else 0.75,
            role,
            bodies=bodies,
            roles=noun.roles if noun else (),
            gender=doc.genders.get(actor),
        )
    )


def _hits_in(doc: Linking, first: int, last: int) -> list[Hit]:
    return [hit for hit in (doc.hit_at.get(i) for i in range(first, last)) if hit is not None]


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


def title_before(doc: Linking, first: int) -> tuple[int, str | None, Noun | None, tuple[str, ...]]:
    """The title that ends just before token `first`: its first token, words, role word and the bodies named in it.

    Without a role word directly before the name the answer is (first, None, None, ()).
    """
    tokens, knowledge = doc.parse.tokens, doc.knowledge
    sentence = doc.parse.sentence_of(first)
    i = first
    while i > sentence.first and first - i < 12:
        token = tokens[i - 1]
        word = token.lemma.lower()
        hit = doc.hit_at.get(i - 1)
        if hit is not None and hit.of_kind(
            "adjective", "country", "region_adjective", "organisation", "seat", "capital", "demonym"
        ):
            i = hit.first
        elif (
            word in knowledge.title_words
            or token.text.lower() in knowledge.title_words
            or (any(len(noun.words) == 1 for noun in knowledge.nouns.get(word, ())) and token.pos in ("NOUN", "PROPN"))
            or word in knowledge.former_words
            or token.text in JOINING
        ):
            i -= 1
        else:
            break
    while i < first and (
        tokens[i].text.lower() in (*JOINING, "state") or tokens[i].pos in ("ADP", "PUNCT", "PART", "CCONJ", "VERB")
    ):
        i += 1
    noun, end = _last_noun(doc, i, first)
    if noun is None or end < first:
        if first > sentence.first and tokens[first - 1].text.lower().rstrip(".") in SHORT_TITLES:
            return first - 1, None, None, ()
        return first, None, None, ()
    bodies = tuple(dict.fromkeys(name.actor for hit in _hits_in(doc, i, first) for name in hit.names[:1]))
    role = doc.text[tokens[i].start : tokens[first - 1].end]
    return i, role, noun, bodies


def _last_noun(doc: Linking, first: int, last: int) -> tuple[Noun | None, int]:
    """The longest role word that ends nearest before token `last`, and where it ends."""
    found: tuple[Noun | None, int] = (None, first)
    k = first
    while k < last:
        noun = match_noun(doc, k, last)
        if noun is not None:
            found, k = (noun, k + len(noun.words)), k + len(noun.words)
        else:
            k += 1
    return found


def match_noun(doc: Linking, i: int, limit: int) -> Noun | None:
    """The longest role word that begins at token `i` and ends before `limit`."""
    tokens = doc.parse.tokens
    word = tokens[i].lemma.lower()
    for key in dict.fromkeys((word, tokens[i].text.lower(), word.rstrip("s"))):
        for noun in doc.knowledge.nouns.get(key, ()):
            if i + len(noun.words) <= limit and all(
                w in (tokens[i + k].lemma.lower(), tokens[i + k].text.lower(), tokens[i + k].lemma.lower().removesuffix("s"))
                for k, w in enumerate(noun.words)
            ):
                return noun
    return None
