"""Noun phrases headed by a role word: "Ukrainian troops", "the Russian leader", "leaders of Russia and China"."""

from __future__ import annotations

from polybius.actors.drafts import Draft, Linking
from polybius.actors.knowledge import Noun, Office
from polybius.actors.offices import then_held
from polybius.actors.titles import carried_sector, match_noun
from polybius.syntax import Token

LEFT = ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "case", "conj", "cc", "advmod", "npadvmod")
INDEFINITE = ("a", "an", "any", "every", "no", "another", "some", "each")
DEFINITE = ("the", "this", "that", "these", "those", "both", "two")
BODY_KINDS = (
    "country", "adjective", "demonym", "organisation", "seat", "capital", "city", "region", "region_adjective", "people",
)  # fmt: skip
VAGUE = ("minister", "envoy", "special envoy", "ambassador", "emissary", "mediator", "deputy ambassador", "special representative")
BELOW = frozenset(("deputy", "assistant", "under", "junior", "associate", "parliamentary"))  # not the office itself
SPOKEN = ("spokesman", "spokeswoman", "spokesperson", "press secretary")
NOT_FIRST = ("least", "most", "more", "than", "'s", "’s")
COLLECTIVE = ("police", "people", "men", "women", "gunmen", "servicemen", "fishermen", "personnel")


def draft_phrases(doc: Linking) -> None:
    """Drafts for every phrase headed by a role word that neither a name nor a person's title has claimed."""
    tokens = doc.parse.tokens
    index = doc.knowledge.nouns
    i = 0
    while i < len(tokens):
        word = tokens[i].lemma.lower()
        known = word in index or tokens[i].text.lower() in index or word.removesuffix("s") in index
        if not known or i in doc.owner or (i in doc.hit_at and doc.hit_at[i].of_kind("surname") is None):
            i += 1
            continue
        noun = match_noun(doc, i, doc.parse.sentence_of(i).last)
        if noun is None:
            i += 1
            continue
        end = i + len(noun.words)
        _phrase(doc, noun, i, end)
        i = end


def _phrase(doc: Linking, noun: Noun, first: int, last: int) -> None:
    tokens, parse = doc.parse.tokens, doc.parse
    head = parse.head_of_span(first, last)
    token = tokens[head]
    if token.pos not in ("NOUN", "PROPN", "ADJ") or not doc.free(first, last) or (token.pos == "ADJ" and token.dep == "amod"):
        return
    if _in_council(doc, noun, token):
        return
    if token.pos == "PROPN" and noun.words[-1] in COLLECTIVE and last < len(tokens) and tokens[last].text in ("'s", "’s"):
        return  # "the People's Protection Unit"
    if _modifies(doc, token, first, last) or _post(doc, token) or _part_of_name(doc, noun, token):
        return
    if _thing(doc, noun, token):
        return
    if noun.words == ("pm",) and tokens[first].text != "PM":
        return
    begin = _left_edge(doc, first, last)
    bodies = _bodies(doc, begin, first) or _owner(doc, begin)
    of_bodies, end = _of_bodies(doc, head, last)
    end = max(end, _portfolio(doc, noun, last))
    bodies = tuple(dict.fromkeys((*bodies, *of_bodies))) or _seat(doc, noun, head)
    plural = token.tag in ("NNS", "NNPS") or noun.words[-1] in COLLECTIVE
    possessor = next((k for k in range(begin, first) if tokens[k].tag == "PRP$"), None)
    bare = not bodies and possessor is None and token.dep != "appos"
    if bare and (noun.needs_country == "always" or (noun.needs_country and not plural)):
        return
    words = [t.lemma.lower() for t in tokens[begin:first]]
    if noun.words[-1] in SPOKEN and _owner(doc, begin):
        words.append("president")
    former = any(w in doc.knowledge.former_words for w in words)
    roles = () if BELOW.intersection(words) else noun.roles
    indefinite = words[:1] != [] and (words[0] in INDEFINITE or not doc.knowledge.not_now.isdisjoint(words))
    sector = "ELI" if former else _counted(doc, noun, head, first)
    draft = Draft(
        begin, end, tokens[begin].start, doc.span(first, end)[1], head, "description" if roles else "role",
        "plural" if plural else "person" if noun.roles else "body", rule="role_word", role=noun.text, roles=roles,
        bodies=bodies, sector=sector, number="pl" if plural else "sg", gender=noun.gender,
        definite=any(w in DEFINITE for w in words) or (bool(bodies) and not indefinite), possessor=possessor,
    )  # fmt: skip
    _settle(doc, draft, indefinite, former, words)
    doc.add(draft)


def _in_council(doc: Linking, noun: Noun, token: Token) -> bool:
    """The "Women" of "the National Council of Women"."""
    tokens = doc.parse.tokens
    above = tokens[tokens[token.head].head]
    named = token.pos == "PROPN" and token.dep == "pobj" and tokens[token.head].text == "of" and not noun.roles
    return named and above.text in doc.knowledge.roles["short_names"]["words"] and above.i not in doc.owner


def _modifies(doc: Linking, token: Token, first: int, last: int) -> bool:
    """Whether the role word only qualifies another noun ("police station", "press conference")."""
    governor = doc.parse.tokens[token.head]
    if token.dep not in ("compound", "amod", "nmod", "npadvmod") or first <= governor.i < last:
        return False
    if last - first > 1 and all(t.text[:1].isupper() for t in doc.parse.tokens[first:last]) and governor.text[:1].islower():
        return False  # "Foreign Secretary bilateral meeting"
    return governor.i not in doc.owner


def _thing(doc: Linking, noun: Noun, token: Token) -> bool:
    """A building ("fighters left hospitals", but not "the hospital said") or an aircraft ("F-16 fighters")."""
    before = doc.parse.tokens[token.i - 1].text if token.i else ""
    if noun.words == ("fighter",) and any(c.isdigit() for c in before) and before[:1].isupper():
        return True
    if noun.words[-1] not in doc.knowledge.roles["facilities"]["nouns"]:
        return False
    governor = doc.parse.tokens[token.head]
    return not (token.dep in ("nsubj", "agent") and governor.lemma.lower() in doc.knowledge.settings["speech"]["verbs"])


def _post(doc: Linking, token: Token) -> bool:
    """ "The office of president": a post, nobody in it."""
    governor = doc.parse.tokens[token.head]
    article = doc.parse.child(token.i, "det")
    if token.dep == "pobj" and governor.text == "as" and article is not None and article.text.lower() in ("a", "an"):
        return True  # "portrayed as a bold leader"
    if token.dep == "attr" or (token.dep == "pobj" and governor.text == "as"):
        return token.tag == "NN" and doc.parse.child(token.i, "det", "poss") is None
    above = doc.parse.tokens[governor.head].lemma.lower()
    bare = doc.parse.child(token.i, "det", "poss") is None
    return token.dep == "pobj" and governor.text == "of" and bare and above in doc.knowledge.roles["posts"]["nouns"]


def _part_of_name(doc: Linking, noun: Noun, token: Token) -> bool:
    """The last word of a proper name that the tagger knows as an organisation ("Harbin Polytechnic University")."""
    if token.pos != "PROPN" or noun.sector not in ("EDU", "BUS", "NGO", "HLH", "REL", "MED", "LAB"):
        return False
    return any(e.label == "ORG" and e.first <= token.i < e.last and e.last - e.first > 1 for e in doc.parse.entities)


def _counted(doc: Linking, noun: Noun, head: int, first: int) -> str:
    """Sector of "representatives of the press": of the word after "of" where the first word only counts people."""
    if noun.text in doc.knowledge.roles["transfer"]["nouns"]:
        for preposition in doc.parse.children(head, "prep"):
            for obj in doc.parse.children(preposition.i, "pobj") if preposition.text == "of" else ():
                after = match_noun(doc, obj.i, doc.parse.sentence_of(obj.i).last)
                if after is not None:
                    return after.sector
    return carried_sector(doc, noun, first)


def _left_edge(doc: Linking, first: int, last: int) -> int:
    """First token of the modifiers that stand without a gap before the role word, possessors included."""
    tokens = doc.parse.tokens
    edge, low = first, doc.parse.sentence_of(first).first
    while edge > low and edge - 1 not in doc.owner:
        token = tokens[edge - 1]
        if token.dep == "punct" and token.text != "-":
            break
        top, steps = token, 0
        while not first <= top.head < last and top.head != top.i and steps < 8:
            top, steps = tokens[top.head], steps + 1
        if not first <= top.head < last or top.i >= first or top.dep not in LEFT:
            break
        edge -= 1
    while edge < first and (tokens[edge].text.lower() in NOT_FIRST or tokens[edge].pos in ("CCONJ", "PUNCT", "ADP", "VERB", "AUX")):
        edge += 1
    return edge


def _bodies(doc: Linking, first: int, last: int) -> tuple[str, ...]:
    """States and organisations named in tokens [first, last)."""
    out: list[str] = []
    for i in range(first, last):
        hit = doc.hit_at.get(i)
        name = hit.of_kind(*BODY_KINDS) if hit is not None and hit.first == i else None
        if name is not None and not _stance(doc, i):
            out.append(name.actor)
    return tuple(dict.fromkeys(out))


def _stance(doc: Linking, i: int) -> bool:
    """ "Pro-Jakarta militiamen", "anti-China protesters": what they are for or against, not whose they are."""
    words = "".join(t.text.lower() for t in doc.parse.tokens[max(i - 2, 0) : i])
    return words.endswith(("pro-", "anti-"))


def _regions(doc: Linking, first: int, last: int) -> bool:
    """Whether the phrase names a breakaway region, whose offices are not those of the state it lies in."""
    hits = (doc.hit_at.get(k) for k in range(first, last))
    return any(hit is not None and hit.of_kind("region") and not hit.of_kind("country", "capital", "organisation") for hit in hits)


def _owner(doc: Linking, first: int) -> tuple[str, ...]:
    """The state of the person who owns the phrase: "President Bashar al-Assad's government", "the Obama administration"."""
    tokens = doc.parse.tokens
    k = first - 1
    if k >= 0 and tokens[k].text in ("'s", "’s", "'", "’"):
        k -= 1
    elif k < 0 or tokens[k].dep not in ("compound", "nmod", "poss"):
        return ()
    owner = doc.owner.get(k)
    if owner is not None and owner.category == "state" and owner.rule == "compass_name":
        return owner.actors
    if owner is None or owner.category != "person" or len(owner.actors) != 1:
        return ()
    country = doc.country(owner.actors[0])
    return (country,) if country in doc.knowledge.entries else ()


def _portfolio(doc: Linking, noun: Noun, last: int) -> int:
    """End of "Ministry of Education", "Minister of Finance"."""
    tokens = doc.parse.tokens
    if noun.words[-1] not in ("ministry", "minister", "department", "secretary") or last + 1 >= len(tokens):
        return last
    if tokens[last].text != "of" or not tokens[last + 1].text[:1].isupper() or last + 1 in doc.hit_at or last + 1 in doc.owner:
        return last
    end = last + 2
    while end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].dep == "compound" and end not in doc.hit_at:
        end += 1
    if tokens[last + 1].dep == "compound" and end < len(tokens) and tokens[end].i == tokens[last + 1].head:
        end += 1
    return end


def _seat(doc: Linking, noun: Noun, head: int) -> tuple[str, ...]:
    """The state told by a capital or by the body behind: "the government in Damascus", "an official of the Turkish army"."""
    parse = doc.parse
    if noun.words[-1] not in doc.knowledge.roles["transfer"]["seated"] and noun.sector not in ("GOV", "MIL", "COP"):
        return ()
    for preposition in parse.children(head, "prep"):
        for obj in parse.children(preposition.i, "pobj"):
            hit = doc.hit_at.get(obj.i)
            if preposition.text == "in" and hit is not None and noun.words[-1] in doc.knowledge.roles["transfer"]["seated"]:
                name = hit.of_kind("capital")
                return (name.actor,) if name is not None else ()
            if preposition.text in ("of", "at", "from", "with") and hit is None and match_noun(doc, obj.i, obj.i + 1) is not None:
                return _bodies(doc, min(parse.subtree(obj.i)[0], obj.i), obj.i)
    return ()


def _of_bodies(doc: Linking, head: int, last: int) -> tuple[list[str], int]:
    """States named after "of" ("of Russia and China", "of the State Council of the PRC") and where that phrase ends."""
    parse = doc.parse
    out: list[str] = []
    end = last
    for preposition in parse.children(head, "prep"):
        if preposition.text.lower() != "of" or not last - 1 <= preposition.i <= last:
            continue
        objects = [k for obj in parse.children(preposition.i, "pobj") for k in parse.conjuncts(obj.i)]
        for k in objects:
            hit = doc.hit_at.get(k)
            name = hit.of_kind("country", "organisation", "capital", "region", "city") if hit is not None else None
            if hit is None and parse.tokens[k].pos == "PROPN":
                # "of Harbin Polytechnic University": the words before its last one tell the country
                out += _bodies(doc, min([c.i for c in parse.children(k, "compound")] or [k]), k)
            if hit is None or name is None or k in doc.owner:
                continue
            deeper, deep_end = _of_bodies(doc, k, hit.last)
            out += deeper if deeper and doc.kind(name.actor) != "state" else [name.actor, *deeper]
            end = max(end, hit.last, deep_end)
    if end > last + 14 or any(k in doc.owner for k in range(last, end)):
        return [], last
    return out, end


def _settle(doc: Linking, draft: Draft, indefinite: bool, former: bool, words: list[str]) -> None:
    """Give the draft its actors, or mark what is to be found in earlier text."""
    states = tuple(b for b in draft.bodies if doc.kind(b) == "state") or draft.bodies
    one = draft.roles and draft.number == "sg" and draft.bodies and not indefinite and not former
    if one and not _regions(doc, draft.first, draft.last):
        settle_office(doc, draft, words)
        return
    if draft.roles and draft.number == "pl" and len(states) > 1:
        held = [doc.knowledge.holders(body, draft.roles, doc.date) for body in states]
        if all(held):
            draft.settle(tuple(offices[0].person for offices in held), "offices_of_several", 0.9)
            return
    if draft.bodies:
        named = states if draft.role == "side" else tuple(dict.fromkeys(doc.generic(body, draft.sector) for body in states))
        organisations = tuple(b for b in draft.bodies if doc.kind(b) != "state")
        if organisations and not draft.roles and draft.role != "side":
            named = organisations[:1]
        draft.settle(named, "role_word_with_country", 0.9)
    elif draft.possessor is not None:
        draft.pending = "description" if draft.roles and draft.number == "sg" else "sector"
    elif indefinite or former or not (draft.definite or _as_title(doc, draft)):
        draft.settle((doc.generic(None, draft.sector),), "role_word", 0.55)
    elif draft.number == "pl":
        draft.pending = "plural"
    else:
        draft.pending = "description"


def _as_title(doc: Linking, draft: Draft) -> bool:
    return bool(draft.roles) and doc.parse.tokens[draft.head].text[:1].isupper()


def settle_office(doc: Linking, draft: Draft, words: list[str]) -> None:
    """The holder of the office on the document's date; an office that several hold at once stays the generic actor."""
    roles = _speaks_for(doc, draft, words) if draft.role in SPOKEN else draft.roles
    past = then_held(doc, draft) if draft.role not in SPOKEN else None
    if past is not None or "then" in words:
        person = past[0].person if past else None
        if person is None or draft.role in VAGUE:
            draft.settle((doc.generic(draft.bodies[0], draft.sector),), "office_unknown_holder", 0.6)
        else:
            draft.settle((person,), "office_in_past", 0.85)
        return
    found: list[Office] = [office for body in draft.bodies for office in doc.knowledge.holders(body, roles, doc.date)]
    fitting = (office.person for office in found if not draft.gender or doc.gender(office.person) in (draft.gender, None))
    people = list(dict.fromkeys(fitting))
    vague = draft.role in VAGUE or (draft.role in SPOKEN and len(people) > 1)
    if people and not vague and doc.date is not None:
        draft.sector = found[0].sector
        score = 0.92 if len(people) == 1 else 0.75
        draft.settle((people[0],), "office_on_date", score, people[1] if len(people) > 1 else None)
        return
    draft.settle((doc.generic(draft.bodies[0], draft.sector),), "office_unknown_holder", 0.6, people[0] if people else None)


def _speaks_for(doc: Linking, draft: Draft, words: list[str]) -> tuple[str, ...]:
    said = {*words, *(t.lemma.lower() for t in doc.parse.tokens[draft.first : draft.last])}
    if said & {"kremlin", "presidential", "president", "house"}:
        return ("spokesperson_president",)
    if "foreign" in said or "state" in said:
        return ("spokesperson_foreign_ministry",)
    if said & {"defence", "defense", "pentagon"}:
        return ("spokesperson_defence_ministry",)
    return ("spokesperson_army",) if said & {"army", "military", "idf"} else ()
