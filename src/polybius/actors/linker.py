"""Links the mentions of one document: names, then titles, role phrases, states, and last what points back."""

from __future__ import annotations

import re
from dataclasses import replace

from polybius.actors.coreference import draft_epithets, draft_plurals, draft_pronouns, resolve
from polybius.actors.countries import draft_countries
from polybius.actors.drafts import Draft, Linking
from polybius.actors.gazetteer import STATE_KINDS, Hit, find_hits
from polybius.actors.grammar import quoted_tokens
from polybius.actors.knowledge import ActorKnowledge, Noun
from polybius.actors.namesakes import settle_namesakes
from polybius.actors.naming import slug
from polybius.actors.persons import draft_persons
from polybius.actors.phrases import draft_phrases
from polybius.actors.plurals import draft_the_two
from polybius.actors.short_names import draft_short_names
from polybius.actors.states import draft_state, is_place, state_names
from polybius.records import Actor, Analysis

NUMERAL = re.compile(r"[IVXLC]+$|One$|Two$|Three$|Belt$|Road$")
DASHES = ("-", "–", "—", "--", "|")
DATELINE = 14  # tokens at the head of a paragraph that a dateline can take
NOT_STATES = ("PERSON", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW")


def link(analysis: Analysis, knowledge: ActorKnowledge) -> Analysis:
    """`analysis` with `mentions` (by start, never overlapping) and `actors` (by id) as of the day of publication.

    A mention without actors is one whose referent the text leaves open; its rule says so. Scores are not calibrated.
    """
    published = analysis.document.published
    date = published[:10] if published else None
    doc = Linking(analysis.parse, analysis.document.text, knowledge, date)
    hits = find_hits(analysis.parse, analysis.document.text, knowledge, date)
    doc.hits = settle_namesakes(doc, [hit for hit in hits if not _inside_other(doc, hit)])
    doc.hit_at = {i: hit for hit in doc.hits for i in range(hit.first, hit.last)}
    doc.quoted = quoted_tokens(analysis.parse)
    doc.times = analysis.times
    doc.named = frozenset(name.actor for hit in doc.hits for name in hit.names if name.kind not in ("person", "surname"))
    draft_persons(doc)
    _compass(doc)
    draft_phrases(doc)
    draft_epithets(doc)
    draft_plurals(doc)
    draft_the_two(doc)
    draft_countries(doc)
    for hit in doc.hits:
        if doc.free(hit.first, hit.last):
            _name(doc, hit)
    _unknown_organisations(doc)
    draft_short_names(doc)
    draft_pronouns(doc)
    doc.drafts.sort(key=lambda d: (d.start, d.end))
    _appositions(doc)
    resolve(doc)
    mentions, actors = doc.freeze()
    return replace(analysis, mentions=mentions, actors=actors)


def _inside_other(doc: Linking, hit: Hit) -> bool:
    """A state's name inside a longer name of something else: "Jordan Peterson", "the Berlin Wall", "the Cuban Adjustment Act"."""
    if hit.of_kind("person", "organisation"):
        return False
    tokens = doc.parse.tokens
    k = hit.last
    while k < len(tokens) and tokens[k].pos == "PROPN" and tokens[k].text[:1].isupper() and k - hit.last < 5:
        if tokens[k].text in doc.knowledge.roles["no_bodies"]["laws"]:
            return True
        k += 1
    for entity in doc.parse.entities:
        if entity.first <= hit.first and hit.last <= entity.last and entity.label in NOT_STATES:
            rest = [t for t in doc.parse.tokens[entity.first : entity.last] if not hit.first <= t.i < hit.last]
            rest = [
                t for t in rest if t.text.lower() not in ("the", "'s", "’s") and t.lemma.lower() not in doc.knowledge.title_words
            ]
            names = hit.of_kind("country", "capital", "city", "surname", "region", "seat")
            if rest and names is not None and all(t.text[:1].isupper() for t in rest) and not hit.of_kind("surname"):
                return entity.label == "PERSON" or hit.of_kind("adjective") is None
    return False


def _name(doc: Linking, hit: Hit) -> None:
    organisation = hit.of_kind("organisation")
    states = state_names(hit)
    if organisation is not None and not states:
        _organisation(doc, hit)
    elif states:
        draft_state(doc, Hit(hit.first, hit.last, hit.start, hit.end, states))


def _organisation(doc: Linking, hit: Hit) -> None:
    name = hit.of_kind("organisation")
    assert name is not None
    tokens = doc.parse.tokens
    if doc.kind(name.actor) == "outlet" and _credit(doc, hit):
        return
    first, head = hit.first, doc.parse.head_of_span(hit.first, hit.last)
    if first > 0 and tokens[first - 1].text.lower() == "the" and hit.first <= tokens[first - 1].head < hit.last:
        first -= 1
    if doc.text[hit.start : hit.end] in (
        "IS",
        "PAN",
        "WHO",
        "CAR",
        "AP",
        "Labour",
        "Meta",
        "Amal",
        "Wagner",
        "Quad",
        "Eta",
        "PA",
        "EC",
        "AU",
        "Congress",
    ) and tokens[head].pos not in ("PROPN", "NOUN"):
        return
    plural = tokens[head].tag == "NNPS" or doc.text[hit.start : hit.end].endswith(
        ("capitals", "countries", "states", "Houthis", "nations", "powers")
    )
    doc.add(
        Draft(
            first,
            hit.last,
            tokens[first].start,
            hit.end,
            head,
            "name",
            "body",
            (name.actor,),
            "organisation_name",
            0.95,
            sector=name.sector,
            number="pl" if plural else "sg",
            bodies=(name.actor,),
        )
    )


def _credit(doc: Linking, hit: Hit) -> bool:
    """The agency in a dateline or by-line: "MOSCOW (Reuters) -", "... - Xinhua"."""
    tokens = doc.parse.tokens
    before = tokens[hit.first - 1].text if hit.first else ""
    after = tokens[hit.last].text if hit.last < len(tokens) else ""
    block = [sentence for sentence in doc.parse.sentences if sentence.block == doc.parse.sentence_of(hit.first).block]
    early = hit.first - block[0].first < DATELINE
    return (before == "(" and after == ")" and early) or (before in DASHES and hit.last == block[-1].last)


def _compass(doc: Linking) -> None:
    """ "The North", where North Korea is spoken of."""
    table = doc.knowledge.roles["compass"]
    named = {name.actor for hit in doc.hits for name in hit.names}
    tokens = doc.parse.tokens
    for token in tokens:
        if token.text not in table or token.i in doc.owner or token.i == 0 or tokens[token.i - 1].text.lower() != "the":
            continue
        actor, needed = table[token.text]
        if needed not in named or tokens[token.i - 1].head != token.i:
            continue
        kind = "place" if is_place(doc.parse, token.i, doc.knowledge.settings["place"]) else "name"
        start, end = doc.span(token.i - 1, token.i + 1)
        doc.add(Draft(token.i - 1, token.i + 1, start, end, token.i, kind, "state", (actor,), "compass_name", 0.8, bodies=(actor,)))


def _unknown_organisations(doc: Linking) -> None:
    """Organisations that only the tagger knows get an id of this document, a sector by a role word in the name."""
    tokens = doc.parse.tokens
    for entity in doc.parse.entities:
        if entity.label != "ORG" or not doc.free(entity.first, entity.last):
            continue
        first, last = entity.first, entity.last
        while last > first and (tokens[last - 1].text in ("'s", "’s") or not tokens[last - 1].text[:1].isalpha()):
            last -= 1
        while first < last and (tokens[first].pos in ("DET", "ADP") or not tokens[first].text[:1].isupper()):
            first += 1
        if last <= first or (last - first == 1 and (len(tokens[first].text) < 3 or tokens[first].pos != "PROPN")):
            continue
        if last < len(tokens) and tokens[last].text == "-" and tokens[last].start == tokens[last - 1].end:
            continue  # "MAP-supported"
        start, end = doc.span(first, last)
        text = doc.text[start:end]
        words = [t.text for t in tokens[first:last] if t.text[:1].isalpha()]
        if all(NUMERAL.match(word) for word in words) or (len(words) < 2 and not (text.isupper() and len(text) > 2)):
            continue
        if not _acts_by_name(doc, first, last, words):
            continue
        noun = _noun_in(doc, first, last)
        country = next(
            (
                hit.names[0].country
                for hit in (doc.hit_at.get(i) for i in range(first, last))
                if hit is not None and hit.names[0].kind in (*STATE_KINDS, "adjective")
            ),
            None,
        )
        if not slug(text):
            continue
        known = _abbreviated(doc, last)
        if known is not None:
            head = doc.parse.head_of_span(first, last)
            doc.add(Draft(first, last, start, end, head, "name", "body", (known,), "abbreviated_after", 0.85, bodies=(known,)))
            continue
        actor = f"org:{slug(text)}"
        doc.local.setdefault(actor, Actor(actor, text, "group", country, noun.sector if noun else None))
        doc.add(
            Draft(
                first,
                last,
                start,
                end,
                doc.parse.head_of_span(first, last),
                "name",
                "body",
                (actor,),
                "unknown_organisation",
                0.6,
                sector=noun.sector if noun else None,
            )
        )


def _acts_by_name(doc: Linking, first: int, last: int, words: list[str]) -> bool:
    """Whether an unknown name can be a body: no operation, law or zone, and an abbreviation only where it acts."""
    sites = doc.knowledge.roles["no_bodies"]
    if words[0] in sites["first"] or words[-1] in sites["last"]:
        return False
    token = doc.parse.tokens[doc.parse.head_of_span(first, last)]
    return len(words) > 1 or token.dep in ("nsubj", "nsubjpass", "agent", "poss", "conj")


def _abbreviated(doc: Linking, last: int) -> str | None:
    """The known organisation whose abbreviation follows a name in brackets: "People's Protection Unit (YPG)"."""
    tokens = doc.parse.tokens
    if last + 2 >= len(tokens) or tokens[last].text != "(" or tokens[last + 2].text != ")" or not tokens[last + 1].text.isupper():
        return None
    hit = doc.hit_at.get(last + 1)
    name = hit.of_kind("organisation") if hit is not None else None
    return name.actor if name is not None else None


def _noun_in(doc: Linking, first: int, last: int) -> Noun | None:
    for token in reversed(doc.parse.tokens[first:last]):
        for noun in doc.knowledge.nouns.get(token.text.lower(), ()):
            if len(noun.words) == 1:
                return noun
    return None


def _appositions(doc: Linking) -> None:
    """ "Mehmet Oz, a Turkish analyst": one person; the phrase tells country and sector."""
    tokens, things = doc.parse.tokens, doc.knowledge.roles["things"]["nouns"]
    for draft in doc.drafts:
        if draft.category not in ("person", "body") or (not draft.role and draft.kind not in ("description", "role")):
            continue
        if draft.kind == "role" and draft.number == "sg" and not draft.definite and tokens[draft.head].dep == "appos":
            named = doc.owner.get(tokens[draft.head].head)
            if named is not None and named.category == "body" and named.kind == "name" and len(named.actors) == 1:
                draft.settle(named.actors, "apposition", 0.9)  # "the Mujahedin, an exiled opposition group"
                continue
        for other in _appositive(doc, draft, tokens[draft.head].i):
            if other.category != "person" or len(other.actors) != 1 or other is draft or doc.kind(other.actors[0]) != "person":
                continue
            if draft.kind in ("description", "role") and draft.number == "sg" and draft.role not in things:
                actor = other.actors[0]
                if actor in doc.local:
                    body = next((b for b in draft.bodies), None)
                    country = doc.country(body) or body if body else None
                    doc.local[actor] = replace(
                        doc.local[actor],
                        country=doc.local[actor].country or country,
                        sector=doc.local[actor].sector or draft.sector,
                        role=doc.local[actor].role or draft.role,
                    )
                draft.settle((actor,), "apposition", 0.9)


def _appositive(doc: Linking, draft: Draft, head: int) -> list[Draft]:
    tokens = doc.parse.tokens
    near = [child.i for child in doc.parse.children(head, "appos")]
    if tokens[head].dep == "appos":
        near.append(tokens[head].head)
    if draft.last < len(tokens) and draft.last in doc.owner and doc.owner[draft.last].category == "person":
        near.append(draft.last)
    return [owner for owner in (doc.owner.get(k) for k in near) if owner is not None]
