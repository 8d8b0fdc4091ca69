"""Role words in the text, and the titles that stand before a name ("Russian Foreign Minister Sergei Lavrov")."""

from __future__ import annotations

from polybius.actors.drafts import Linking
from polybius.actors.knowledge import Noun
from polybius.syntax import Token

JOINING = ("of", "the", "'s", "’s", "-", "and", "for")
SHORT_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "sen", "rep", "gen", "gov", "col", "lt", "maj", "adm"),
        *("prof", "sheikh", "king", "queen", "prince", "princess", "pope", "ayatollah", "madame", "comrade"),
    )
)
BODY_KINDS = ("adjective", "country", "region_adjective", "organisation", "seat", "capital", "demonym", "region", "people")
LONGEST = 14  # tokens of a title


def match_noun(doc: Linking, i: int, limit: int) -> Noun | None:
    """The longest role word that begins at token `i` and ends before `limit`."""
    tokens = doc.parse.tokens
    word = tokens[i].lemma.lower()
    for key in dict.fromkeys((word, tokens[i].text.lower(), word.removesuffix("s"))):
        for noun in doc.knowledge.nouns.get(key, ()):
            if i + len(noun.words) <= limit and all(_is(tokens[i + k], w) for k, w in enumerate(noun.words)):
                return noun
    return None


def carried_sector(doc: Linking, noun: Noun, first: int) -> str:
    """Sector of the role word that begins at `first`: an "intelligence agency officer" belongs where the agency does."""
    if noun.words[-1] in doc.knowledge.roles["transfer"]["carried"]:
        for k in range(max(first - 3, 0), first):
            before = match_noun(doc, k, first)
            if before is not None and k + len(before.words) == first:
                return before.sector
    return noun.sector


def _is(token: Token, word: str) -> bool:
    lemma = token.lemma.lower()
    return word in (lemma, token.text.lower(), lemma.removesuffix("s"))


def is_titled(doc: Linking, first: int) -> bool:
    """Whether the word before token `first` can be part of a title."""
    if first == 0:
        return False
    word = doc.parse.tokens[first - 1].lemma.lower()
    return word.rstrip(".") in SHORT_TITLES or any(len(noun.words) == 1 for noun in doc.knowledge.nouns.get(word, ()))


def title_before(doc: Linking, first: int) -> tuple[int, str | None, Noun | None, tuple[str, ...]]:
    """The title that ends just before token `first`: its first token, its words, its role word and the bodies named in it.

    Without a role word directly before the name the answer is (first, None, None, ()); "Mr" and the like join the name alone.
    """
    tokens = doc.parse.tokens
    i = _title_start(doc, first)
    while i < first and (
        tokens[i].text.lower() in (*JOINING, "state") or tokens[i].pos in ("ADP", "PUNCT", "PART", "CCONJ", "VERB", "AUX", "DET")
    ):
        i += 1
    noun, end = _last_noun(doc, i, first)
    if noun is None or end < first:
        short = first > doc.parse.sentence_of(first).first and tokens[first - 1].text.lower().rstrip(".") in SHORT_TITLES
        return first - 1 if short else first, None, None, ()
    hits = (doc.hit_at.get(k) for k in range(i, first))
    bodies = tuple(dict.fromkeys(hit.names[0].actor for hit in hits if hit is not None))
    return i, doc.text[tokens[i].start : tokens[first - 1].end], noun, bodies


def _title_start(doc: Linking, first: int) -> int:
    """Walks left over title words, states and organisations, and nouns that qualify a word of the title."""
    tokens, low = doc.parse.tokens, doc.parse.sentence_of(first).first
    i = first
    while i > low and first - i < LONGEST and i - 1 not in doc.owner:
        hit = doc.hit_at.get(i - 1)
        if hit is not None and hit.of_kind(*BODY_KINDS):
            i = hit.first
        elif _of_title(doc, tokens[i - 1], i, first):
            i -= 1
        else:
            break
    return i


def _of_title(doc: Linking, token: Token, i: int, first: int) -> bool:
    word = token.lemma.lower()
    known = doc.knowledge
    if word in known.title_words or token.text.lower() in known.title_words or word in known.former_words or token.text in JOINING:
        return True
    if token.pos in ("NOUN", "PROPN") and any(len(noun.words) == 1 for noun in known.nouns.get(word, ())):
        return True
    return token.dep in ("compound", "amod") and token.pos in ("NOUN", "ADJ") and i < first and token.i < token.head


def _last_noun(doc: Linking, first: int, last: int) -> tuple[Noun | None, int]:
    """The longest role word that ends nearest before token `last`, and where it ends."""
    found: tuple[Noun | None, int] = (None, first)
    k = first
    while k < last:
        noun = match_noun(doc, k, last)
        if noun is not None:
            k += len(noun.words)
            found = (noun, k)
        else:
            k += 1
    return found
