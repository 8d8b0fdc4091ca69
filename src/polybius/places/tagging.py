"""Which words name a place: the tagger's GPE, LOC and FAC, corrected and completed with the gazetteer and cue words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from polybius.places.gazetteer import Entry, Gazetteer, Tables
from polybius.places.names import normal
from polybius.records import Analysis
from polybius.syntax import Parse, Sentence, Token

PLACE_LABELS = ("GPE", "LOC", "FAC")
JOINERS = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "la",
        "el",
        "al",
        "del",
        "di",
        "-",
        "'",
        "’",
        "&",
        "du",
        "des",
        "do",
        "da",
        "sur",
        "upon",
        "'s",
        "’s",
        "to",
    }
)
MAX_WORDS = 6
# A name in capitals that the tagger did not see as a place must belong to a place at least this big when no cue supports it.
MIN_POPULATION_UNSEEN = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """A toponym before resolution: tokens [first, last), the places it may mean, and the rule that accepted it."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    rule: str


def tag(analysis: Analysis, gazetteer: Gazetteer) -> list[Found]:
    """Toponyms of the document in text order, none overlapping."""
    parse = analysis.parse
    labels = _labels(parse)
    out: list[Found] = []
    for sentence in parse.sentences:
        out.extend(_tag_sentence(parse, sentence, labels, gazetteer))
    return sorted([*out, *_repeated(parse, out, labels)], key=lambda found: found.first)


def _labels(parse: Parse) -> dict[int, tuple[str, int, int]]:
    """Token index -> (label, first, last) of the entity that covers it; articles and possessives cut off."""
    out: dict[int, tuple[str, int, int]] = {}
    for entity in parse.entities:
        first, last = entity.first, entity.last
        while first < last - 1 and (parse.tokens[first].text[:1].islower() or parse.tokens[first].text == "The"):
            first += 1
        while last - 1 > first and (parse.tokens[last - 1].tag in ("POS", ".", ",") or parse.tokens[last - 1].text[:1].islower()):
            last -= 1
        for i in range(first, last):
            out[i] = (entity.label, first, last)
    return out


def _tag_sentence(
    parse: Parse, sentence: Sentence, labels: dict[int, tuple[str, int, int]], gazetteer: Gazetteer
) -> Iterator[Found]:
    i = sentence.first
    while i < sentence.last:
        token = parse.tokens[i]
        if not token.text[:1].isupper():
            i += 1
            continue
        found = (
            _short_form(parse, i, sentence.first, gazetteer)
            or _longest(parse, i, sentence.last, labels, gazetteer)
            or _division(parse, i, sentence.last, labels, gazetteer)
        )
        if found is None:
            label = labels.get(i)
            if label is not None and label[0] in PLACE_LABELS and label[1] == i:
                found = _unknown(parse, label, gazetteer.tables)
        if found is not None:
            yield found
            i = found.last
        else:
            i += 1


def _longest(parse: Parse, i: int, end: int, labels: dict[int, tuple[str, int, int]], gazetteer: Gazetteer) -> Found | None:
    tokens = parse.tokens
    last = i + 1
    while last < end and last - i < MAX_WORDS and (tokens[last].text[:1].isupper() or tokens[last].text in JOINERS):
        last += 1
    text = ""
    for stop in range(last, i, -1):
        final = tokens[stop - 1]
        if stop - 1 > i and not (final.text[:1].isupper() or final.text[:1].isdigit()):
            continue
        text = _surface(tokens, i, stop)
        key = normal(text)
        entries = gazetteer.find_key(key) if len(key) > 1 else ()
        if not entries:
            continue
        rule = _accept(parse, i, stop, key, entries, labels, gazetteer.tables)
        if rule:
            return Found(i, stop, key, entries, rule)
    return None


def _repeated(parse: Parse, found: list[Found], labels: dict[int, tuple[str, int, int]]) -> list[Found]:
    """Other mentions of names already taken as places, where the words stand alone ("Tin Can Island, Lagos")."""
    tokens = parse.tokens
    taken = {i for item in found for i in range(item.first, item.last)}
    known: dict[str, list[Found]] = {}
    for item in found:
        same = known.setdefault(tokens[item.first].text, [])
        if item.entries and item.rule in ("tagger", "cue") and all(item.key != other.key for other in same):
            same.append(item)
    out = []
    for i, token in enumerate(tokens):
        if i in taken or token.text not in known or labels.get(i, ("",))[0] == "PERSON":
            continue
        for item in known[token.text]:
            last = i + item.last - item.first
            if [t.text for t in tokens[i:last]] != [t.text for t in tokens[item.first : item.last]]:
                continue
            if not _is_part(parse, i, last) and not taken & set(range(i, last)):
                out.append(Found(i, last, item.key, item.entries, "repeated"))
                taken |= set(range(i, last))
                break
    return out


def _is_part(parse: Parse, first: int, last: int) -> bool:
    """Whether a capitalised name stands directly before or behind, so that the words are part of a longer name."""
    tokens, sentence = parse.tokens, parse.sentence_of(first)
    sides = []
    if first > sentence.first and tokens[first - 1].end >= tokens[first].start - 1:
        sides.append(tokens[first - 1])
    if last < sentence.last and tokens[last].start <= tokens[last - 1].end + 1:
        sides.append(tokens[last])
    return any(t.pos == "PROPN" and t.text[:1].isupper() for t in sides)


def _short_form(parse: Parse, i: int, first: int, gazetteer: Gazetteer) -> Found | None:
    """A state in short ("Ill.", "TX") after the comma behind a town."""
    text = parse.tokens[i].text
    known = gazetteer.tables.short.get(text.rstrip("."))
    if known is None or i < first + 2 or parse.tokens[i - 1].text != "," or not parse.tokens[i - 2].text[:1].isupper():
        return None
    if len(text) <= 2 and not text.isupper():
        return None
    name, country = known
    entries = tuple(e for e in gazetteer.find(name) if e.kind == "admin" and e.country == country)
    return Found(i, i + 1, normal(name), entries, "short_form") if entries else None


def _division(parse: Parse, i: int, end: int, labels: dict[int, tuple[str, int, int]], gazetteer: Gazetteer) -> Found | None:
    """A name with its kind of division ("Scott County"), resolved if the gazetteer knows the whole or a division of the name."""
    tokens, words = parse.tokens, gazetteer.tables.cues["divisions"]
    last = i
    while last < end and last - i < 4 and tokens[last].text[:1].isupper() and tokens[last].pos == "PROPN":
        last += 1
        if last - i > 1 and tokens[last - 1].text in words and labels.get(i, ("",))[0] not in ("PERSON", "ORG"):
            if i and tokens[i - 1].pos == "PROPN" and tokens[i - 1].end + 1 == tokens[i].start:
                return None
            key = normal(_surface(tokens, i, last))
            entries = gazetteer.find_key(key) or tuple(
                e for e in gazetteer.find_key(normal(_surface(tokens, i, last - 1))) if e.kind in ("admin", "admin2")
            )
            return Found(i, last, key, entries, "division")
    return None


def _surface(tokens: tuple[Token, ...], first: int, last: int) -> str:
    parts = [tokens[first].text]
    for k in range(first + 1, last):
        if tokens[k].start > tokens[k - 1].end:
            parts.append(" ")
        parts.append(tokens[k].text)
    return "".join(parts)


def _accept(
    parse: Parse,
    first: int,
    last: int,
    key: str,
    entries: tuple[Entry, ...],
    labels: dict[int, tuple[str, int, int]],
    tables: Tables,
) -> str:
    """The rule under which the words are a toponym, or "" when they are not."""
    tokens = parse.tokens
    text = _surface(tokens, first, last)
    label, begin, stop = labels.get(first, ("", first, last))
    if text in tables.demonyms:
        return ""
    if (
        last - first == 1
        and tokens[first].tag in ("JJ", "NNPS")
        and label not in PLACE_LABELS
        and not any(e.kind == "country" for e in entries)
    ):
        return ""
    cue = _cue(parse, first, tables)
    if key in tables.cues["not_places"]:
        spoken = key in tables.cues["place_after_preposition"] and (cue or label == "GPE")
        if key == "us":
            spoken = text in ("US", "U.S.", "U.S")
        if not spoken:
            return ""
    if (
        text.isupper()
        and len(text) <= 3
        and "." not in text
        and not any(e.kind in ("country", "admin", "city") and _short_ok(e, text) for e in entries)
    ):
        return ""
    big = _big(entries)
    if (
        label in PLACE_LABELS
        and (begin, stop) != (first, last)
        and not _part_of_place(tokens, first, last, begin, stop, big, tables)
    ):
        return ""
    if _part_of_other_name(parse, first, last, label, tables):
        return ""
    if label in PLACE_LABELS:
        return "tagger"
    if label == "PERSON":
        whole = (begin, stop) == (first, last)
        if whole and (cue in ("strong", "head") or _followed_by_region(parse, last, tables) or (cue and big)):
            return "cue"
        return "country_name" if whole and any(e.kind == "country" and e.exact for e in entries) else ""
    if label in ("ORG", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"):
        return _inside_name(first, last, begin, stop, entries, cue, big)
    return _unlabelled(parse, first, last, entries, label, cue, big, tables)


def _part_of_other_name(parse: Parse, first: int, last: int, label: str, tables: Tables) -> bool:
    """Whether the next word makes the name one of a disease ("Ebola virus"), a division or a newspaper."""
    tokens = parse.tokens
    if last >= len(tokens):
        return False
    nearby = tokens[last]
    if nearby.text.lower() in tables.cues["diseases"] and nearby.text.lower() != "outbreak":
        return True
    if nearby.text in tables.cues["divisions"] and nearby.i < parse.sentence_of(first).last:
        return True
    joined = nearby.start - tokens[last - 1].end <= 1
    return nearby.text in tables.cues["outlets"] and joined and label not in PLACE_LABELS


def _part_of_place(tokens: tuple[Token, ...], first: int, last: int, begin: int, stop: int, big: bool, tables: Tables) -> bool:
    """Whether a known name inside a longer place of the tagger may stand alone ("Hebei" in "Hebei province", not "West Nile")."""
    if first < begin or last > stop:
        return True
    before, after = tokens[begin:first], tokens[last:stop]
    if any(t.pos == "PROPN" and t.text[:1].isupper() and t.text not in tables.cues["directions"] for t in (*before, *after)):
        return big and not before
    return not any(t.text in tables.cues["directions"] for t in before) or big


def _inside_name(first: int, last: int, begin: int, stop: int, entries: tuple[Entry, ...], cue: str, big: bool) -> str:
    if (begin, stop) == (first, last):
        return "cue" if cue else ("gazetteer" if big else "")
    if first == begin and big:
        return "modifier"
    return "modifier" if big and cue in ("strong", "head") else ""


def _unlabelled(
    parse: Parse, first: int, last: int, entries: tuple[Entry, ...], label: str, cue: str, big: bool, tables: Tables
) -> str:
    tokens = parse.tokens
    odd = tokens[first].pos not in ("PROPN", "NOUN", "ADJ") or tokens[first].tag in ("JJ", "RB", "VBZ", "VB")
    if odd and not (big and cue):
        return ""
    part = _is_part(parse, first, last)
    if _followed_by_region(parse, last, tables):
        return "containment"
    if cue in ("strong", "head") and (big or not part):
        return "cue"
    if big and not part and (cue or (label in ("", "NORP") and last - first + len(tokens[first].text) > 4)):
        return "gazetteer"
    if big and part and first == parse.sentence_of(first).first:
        return "dateline" if tokens[first].text.isupper() else ""
    return ""


def _short_ok(entry: Entry, text: str) -> bool:
    return (
        entry.kind == "country"
        or (entry.kind in ("admin", "city") and entry.id < 0)
        or entry.kind == "admin"
        or text in ("NYC", "DC")
    )


def _big(entries: tuple[Entry, ...]) -> bool:
    """Whether the name is known well enough to be taken as a place without a cue."""
    for entry in entries:
        if entry.kind in ("country", "region", "sea", "site"):
            return True
        if entry.kind == "admin" and (entry.exact or entry.country in ("USA", "CAN", "AUS", "CHN", "IND", "GBR", "RUS", "UKR")):
            return True
        if entry.kind == "city" and entry.population >= MIN_POPULATION_UNSEEN and (entry.exact or entry.population > 1_000_000):
            return True
    return False


def _cue(parse: Parse, first: int, tables: Tables) -> str:
    """What stands before token `first`: "strong" or "weak" preposition, "head" ("city of"), or ""."""
    k = first - 1
    tokens = parse.tokens
    if k >= 0 and tokens[k].text.lower() == "the":
        k -= 1
    if k < 0:
        return ""
    word = tokens[k].text.lower()
    if word in tables.cues["strong_prepositions"]:
        return "strong"
    if word == "of" and k and tokens[k - 1].text.lower() in tables.cues["heads"]:
        return "head"
    if word in tables.cues["generic_city"]:
        return "head"
    return "weak" if word in tables.cues["prepositions"] else ""


def _followed_by_region(parse: Parse, last: int, tables: Tables) -> bool:
    """Whether ", Ill." or ", Calif" follows."""
    tokens = parse.tokens
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return False
    return tokens[last + 1].text.rstrip(".") in tables.short and (len(tokens[last + 1].text) > 2 or tokens[last + 1].text.isupper())


def _unknown(parse: Parse, label: tuple[str, int, int], tables: Tables) -> Found | None:
    """A tagger's place that the gazetteer does not know: kept, unresolved, when its shape is that of a name."""
    kind, first, last = label
    words = parse.tokens[first:last]
    text = _surface(parse.tokens, first, last)
    key = normal(text)
    if key in tables.cues["not_places"] or text in tables.demonyms or any(c.isdigit() for c in text):
        return None
    if not all(w.text[:1].isupper() or w.text in JOINERS or not w.text[:1].isalpha() for w in words) or words[-1].pos != "PROPN":
        return None
    if "." in text and len(text) <= 6:
        return None
    if kind == "FAC" and words[-1].text.lower() not in tables.cues["facility"]:
        return None
    cue = _cue(parse, first, tables)
    if kind == "GPE" and not cue and words[0].dep in ("nsubj", "dobj", "poss") and last - first == 1:
        return None
    return Found(first, last, key, (), "tagger_unknown")
