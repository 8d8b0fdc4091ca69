"""Names that states, towns and people share: which hit is none of a state's, and which state an adjective of two means."""

from __future__ import annotations

from dataclasses import replace

from polybius.actors.drafts import Linking
from polybius.actors.gazetteer import MODIFIER_KINDS, STATE_KINDS, Hit
from polybius.actors.knowledge import Name

OTHER_LABELS = ("ORG", "GPE", "FAC", "EVENT", "LAW", "LOC", "NORP", "PRODUCT", "WORK_OF_ART")


def settle_namesakes(doc: Linking, hits: list[Hit]) -> list[Hit]:
    """`hits` without names of people ("Denzel Washington"), with the state meant first where several share the name."""
    kept = [hit for hit in hits if not _of_person(doc, hit)]
    sure = {hit.names[0].actor for hit in kept if len({name.actor for name in hit.names}) == 1}
    return [_ordered(doc, hit, sure) for hit in kept]


def _of_person(doc: Linking, hit: Hit) -> bool:
    """A name that people bear too, beside another capitalised word that is neither a title nor known: "Paris Hilton"."""
    rules = doc.knowledge.settings["namesakes"]
    if hit.last - hit.first != 1 or doc.text[hit.start : hit.end] not in rules["also_persons"]:
        return False
    tokens = doc.parse.tokens
    for k in (hit.first - 1, hit.last):
        if not 0 <= k < len(tokens) or doc.parse.sentence_index(k) != doc.parse.sentence_index(hit.first):
            continue
        token = tokens[k]
        word = token.text.lower()
        joined = token.head == hit.first or tokens[hit.first].head == k or tokens[hit.first].head == token.head
        known = word in doc.knowledge.nouns or token.lemma.lower() in doc.knowledge.title_words or token.text in rules["before"]
        name = token.tag == "NNP" and token.text[:1].isupper() and not token.text.isupper()
        if name and joined and not known and (k < hit.first or token.ent not in OTHER_LABELS or token.ent == "GPE"):
            return True
    return False


def _ordered(doc: Linking, hit: Hit, sure: set[str]) -> Hit:
    states = [name for name in hit.names if name.kind in (*STATE_KINDS, *MODIFIER_KINDS, "demonym")]
    if not states:
        return hit
    rules = doc.knowledge.settings["namesakes"]
    text = doc.text[hit.start : hit.end]
    if _in_american_state(doc, hit) or _by_cues(doc, hit, rules["cues"].get(text)):
        return replace(hit, names=(Name(text, "USA", "city", "USA"),))
    actors = {name.actor for name in states}
    if len(actors) < 2:
        return hit
    named = [name for name in states if name.actor in sure]
    first = named[0].actor if len({name.actor for name in named}) == 1 else rules["usual"].get(text)
    if first is None:
        return hit
    chosen = tuple(name for name in hit.names if name.actor == first)
    return replace(hit, names=(*chosen, *(name for name in hit.names if name.actor != first))) if chosen else hit


def _in_american_state(doc: Linking, hit: Hit) -> bool:
    """ "Paris, Texas", "Lebanon, Pennsylvania"."""
    tokens = doc.parse.tokens
    if hit.last + 1 >= len(tokens) or tokens[hit.last].text != ",":
        return False
    rest = doc.text[tokens[hit.last + 1].start : tokens[hit.last + 1].start + 20]
    return any(rest.startswith(state) for state in doc.knowledge.settings["namesakes"]["american_states"])


def _by_cues(doc: Linking, hit: Hit, cues: dict[str, list[str]] | None) -> bool:
    """Whether words of the sentence, else of the text, speak for the American bearer of the name and none for the other."""
    if cues is None:
        return False
    sentence = doc.parse.sentence_of(hit.first)
    for part in (doc.text[sentence.start : sentence.end], doc.text):
        american = any(cue in part for cue in cues["american"])
        if american or any(cue in part for cue in cues["own"]):
            return american and not any(cue in part for cue in cues["own"])
    return False
