"""Numbers that are no figures: names, addresses, telephone numbers, dates, pronouns, parties to a talk."""

from __future__ import annotations

from polybius.annotation.atoms import Atom
from polybius.annotation.figures.draft import Draft
from polybius.annotation.figures.lexicon import load
from polybius.records import Analysis
from polybius.syntax import Token

_NAME_ENTITIES = frozenset({"PRODUCT", "ORG", "LAW", "FAC", "WORK_OF_ART", "EVENT", "GPE", "LOC", "PERSON", "NORP"})
_BARE = ("count",)


def refused(analysis: Analysis, atoms: list[Atom], draft: Draft, sentence_start: int) -> bool:
    """Whether the amount is part of something else and must be dropped."""
    if _glued(atoms, draft) or _address(atoms, draft):
        return True
    if draft.rule == "fraction":
        return _not_share(analysis, atoms, draft)
    if draft.unit not in _BARE or draft.rule == "vague":
        return False
    return _name(analysis, atoms, draft, sentence_start) or _pronoun(analysis, atoms, draft) or _discourse(analysis, atoms, draft)


def _glued(atoms: list[Atom], draft: Draft) -> bool:
    """COVID-19, 011-82-2100, 3:1, 2-1, version 10.4, 747's."""
    first, last = draft.first, draft.last
    if draft.value is not None and draft.value < 0 and atoms[first].low == "-":
        return False
    before = atoms[first - 1] if first else None
    after = atoms[last] if last < len(atoms) else None
    if before is not None and atoms[first].glued and atoms[first].kind == "number":
        if before.low == "-" and before.glued and first > 1 and atoms[first - 2].kind in ("word", "code", "number"):
            return True
        if before.kind in ("word", "code") or before.low in (":", "/", "_", "@", "+", "'", "’", "‘"):
            return True
    if after is not None and after.glued:
        if after.low == "'s" and draft.unit == "count":
            return True
        if after.kind in ("code", "number") or after.low in (":", "/", "_", "@", "="):
            return True
        if after.low == "-" and last + 1 < len(atoms) and atoms[last + 1].glued and atoms[last + 1].kind in ("number", "code"):
            return True
        if draft.unit == "count" and after.kind == "word" and draft.noun is None:
            return True
        if draft.unit == "count" and after.low == "-" and last + 1 < len(atoms) and atoms[last + 1].glued and draft.noun is None:
            return True
    return False


def _address(atoms: list[Atom], draft: Draft) -> bool:
    """103 Kurortniy Prospekt, 10 Downing Street."""
    if draft.unit != "count" or draft.last >= len(atoms) or not atoms[draft.last].text[0].isupper():
        return False
    return any(a.low in load().streets and a.text[0].isupper() for a in atoms[draft.last : draft.last + 4])


def _token(analysis: Analysis, atoms: list[Atom], draft: Draft) -> Token | None:
    return analysis.parse.token_at(atoms[draft.number[1] - 1].start)


def _name(analysis: Analysis, atoms: list[Atom], draft: Draft, sentence_start: int) -> bool:
    words, first, last = load(), draft.first, draft.last
    single = draft.last - draft.first == 1 and atoms[first].kind == "number"
    before = atoms[first - 1] if first else None
    low = before.low if before else ""
    after = atoms[last].low if last < len(atoms) else ""
    digits = all(atom.kind == "number" or atom.low == "-" for atom in atoms[first:last])
    if digits and low in words.names_before and before is not None and not _plural_next(analysis, atoms, last):
        return True
    alone = len(analysis.parse.sentences) == 1
    if single and (
        (first == 0 and after in (".", ")", "") and not alone) or (low == "(" and after == ")" and len(atoms[first].text) < 3)
    ):
        return True
    if (low in ("#", "№", "vs", "v.") and single) or (
        low == "." and first > 1 and atoms[first - 2].low in ("no", "nos", "art", "para")
    ):
        return True
    token = _token(analysis, atoms, draft)
    if token is None:
        return False
    head = analysis.parse.tokens[token.head]
    if token.ent in _NAME_ENTITIES and single and not (token.dep == "nummod" and head.tag == "NNS"):
        return True
    if (
        single
        and before is not None
        and before.kind == "word"
        and before.text != before.text.lower()
        and atoms[first].kind == "number"
    ):
        named = analysis.parse.token_at(before.start)
        if before.text[1:] != before.text[1:].lower() and not before.text.isupper():
            return True
        if (
            named is not None
            and named.pos == "PROPN"
            and (named.head == token.i or (named.head == token.head and named.dep == "compound"))
        ):
            return True
        if named is not None and named.pos in ("PROPN", "NOUN", "X") and not _plural_next(analysis, atoms, last):
            return low not in ("january", "us") and token.dep not in ("dobj", "npadvmod")
    typed = single and low in ("the", "its", "their", "a", "'s") and atoms[first].text.isdigit() and len(atoms[first].text) == 3
    if typed and not _plural_next(analysis, atoms, last) and after not in ("of", "who", "that"):
        return True
    if single and atoms[first].kind == "number" and _labelled(analysis, token, head):
        return True
    if token.dep == "nummod" and head.i < token.i and head.pos in ("NOUN", "PROPN") and single and low not in (",", "("):
        return head.pos == "PROPN"
    if token.dep == "nummod" and single:
        return _second_number(analysis, token, head, atoms[first].text)
    return False


def _labelled(analysis: Analysis, token: Token, head: Token) -> bool:
    """The type number in "Boeing's 787", "their 737 airliner", "larger 777 planes": after a describing word."""
    parse = analysis.parse
    if token.dep == "nummod" and head.i > token.i:
        before = [kid for kid in parse.children(head.i, "amod", "poss", "det") if kid.i < token.i]
        describing = any(kid.dep == "amod" and kid.lemma.lower() not in load().plain_adjectives for kid in before)
        named = any(kid.dep == "poss" for kid in before)
        singular = head.tag in ("NN", "NNP") and head.lemma not in _COLLECTIVE and not _unit_like(analysis, head)
        return token.text.isdigit() and len(token.text) == 3 and (describing or (named and singular))
    kids = parse.children(token.i, "amod", "poss")
    return token.text.isdigit() and len(token.text) == 3 and any(kid.lemma.lower() not in load().plain_adjectives for kid in kids)


_COLLECTIVE = frozenset({"percent", "people", "%", "personnel", "staff", "crew", "aircraft", "police", "cattle"})


def _second_number(analysis: Analysis, token: Token, head: Token, text: str) -> bool:
    """The type in "five new 737 aircraft", "the final 717 jet", "Boeing's 787"."""
    numbers = [kid for kid in analysis.parse.children(head.i, "nummod") if kid.i < token.i]
    if numbers and text.isdigit():
        return True
    singular = head.tag == "NN" and head.lemma not in _COLLECTIVE
    return (
        singular
        and text.isdigit()
        and int(text) > 1
        and len(text) in (2, 3)
        and head.i == token.i + 1
        and not _unit_like(analysis, head)
    )


def _unit_like(analysis: Analysis, head: Token) -> bool:
    return head.lemma in load().measures or head.lemma in load().people or head.ent in ("QUANTITY", "MONEY", "PERCENT")


def _plural_next(analysis: Analysis, atoms: list[Atom], k: int) -> bool:
    """Whether a plural noun stands within the next three words."""
    for atom in atoms[k : k + 3]:
        token = analysis.parse.token_at(atom.start)
        if token is None or token.pos in ("PUNCT", "VERB", "AUX", "ADP", "CCONJ"):
            return False
        if token.tag == "NNS":
            return True
    return False


def _pronoun(analysis: Analysis, atoms: list[Atom], draft: Draft) -> bool:
    """ "one" as pronoun or article: only "one soldier", "one civilian" and the like count."""
    if draft.last - draft.first != 1 or draft.value != 1 or atoms[draft.first].kind == "number":
        return False
    token = _token(analysis, atoms, draft)
    if token is None or draft.noun is not None:
        return False
    head = analysis.parse.tokens[token.head]
    counts = token.dep == "nummod" and head.lemma.lower() in load().people and head.i > token.i
    before = atoms[draft.first - 1].low if draft.first else ""
    return not counts or before in ("the", "this", "that", "no", "any", "each", "every", "number")


def _discourse(analysis: Analysis, atoms: list[Atom], draft: Draft) -> bool:
    """the two countries, two leaders, both sides: small counts that name the parties."""
    words = load()
    if draft.value is None or draft.value > 6 or draft.noun is not None or atoms[draft.first].kind == "number" or draft.approximate:
        return False
    before = atoms[draft.first - 1].low if draft.first else ""
    token = _token(analysis, atoms, draft)
    if token is None:
        return before in words.discourse_determiners
    head = analysis.parse.tokens[token.head]
    if token.dep == "nummod" and head.i > token.i:
        return head.lemma.lower() in words.discourse or before in words.discourse_determiners
    if atoms[draft.last].low == "of" if draft.last < len(atoms) else False:
        return False
    return before in words.discourse_determiners


def _not_share(analysis: Analysis, atoms: list[Atom], draft: Draft) -> bool:
    """ "third" as ordinal, "a quarter" of a year, "half" of a day or a match, "a second" of time."""
    words = [atom.low for atom in atoms[draft.first : draft.last]]
    follow = [atom.low for atom in atoms[draft.last : draft.last + 3]]
    before = atoms[draft.first - 1].low if draft.first else ""
    plain = [w for w in words if w not in ("of", "-")]
    if plain[0] in ("a", "an") and plain[-1] in (
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "hundredth",
    ):
        return not (
            "of" in words or not follow or not follow[0].isalpha() or follow[0] in ("in", "since", "from", "to", "on", "and")
        )
    if plain == ["half"]:
        glued = draft.last < len(atoms) and atoms[draft.last].low == "-"
        return (
            glued
            or before in ("first", "second", "latter", "other", "better", "-", "last")
            or (
                bool(follow)
                and (follow[0] in ("way", "century", "hour", "day", "year", "decade", "dozen", "brother", "sister", "hearted"))
            )
        )
    return bool(follow) and follow[0] in ("final", "finals", "century", "hour", "-") and "of" not in words
