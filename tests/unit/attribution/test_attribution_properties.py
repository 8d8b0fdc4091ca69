"""What must hold whatever the text and however wrong the parse."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polybius import attribution
from polybius.records import Analysis, Block, Document, stable_id
from polybius.syntax import Parse, Sentence, Token

CUES = attribution.load()
WORDS = [
    ("Putin", "Putin", "PROPN", "NNP"), ("he", "he", "PRON", "PRP"), ("officials", "official", "NOUN", "NNS"),
    ("said", "say", "VERB", "VBD"), ("accused", "accuse", "VERB", "VBD"), ("citing", "cite", "VERB", "VBG"),
    ("according", "accord", "VERB", "VBG"), ("to", "to", "ADP", "IN"), ("that", "that", "SCONJ", "IN"),
    ("claim", "claim", "NOUN", "NN"), ("failed", "fail", "VERB", "VBD"), ("who", "who", "PRON", "WP"),
    ("“", "“", "PUNCT", "``"), ("”", "”", "PUNCT", "''"), ('"', '"', "PUNCT", "``"), ("‘", "‘", "PUNCT", "``"),
    (",", ",", "PUNCT", ","), (".", ".", "PUNCT", "."), (":", ":", "PUNCT", ":"), ("–", "–", "PUNCT", ":"),
    ("(", "(", "PUNCT", "-LRB-"), ("and", "and", "CCONJ", "CC"), ("re", "re", "VERB", "VB"), ("-", "-", "PUNCT", "HYPH"),
]  # fmt: skip
DEPS = ["nsubj", "nsubjpass", "dobj", "prep", "pobj", "ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "mark", "aux",
        "punct", "appos", "parataxis", "neg", "poss", "agent", "advmod", "cc"]  # fmt: skip


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """A document of up to four sentences whose words, heads and labels are drawn at will (heads form trees)."""
    text, tokens, sentences, blocks = "", [], [], []
    for number in range(draw(st.integers(1, 4))):
        if text:
            text += "\n"
        first, begin = len(tokens), len(text)
        size = draw(st.integers(1, 14))
        root = draw(st.integers(0, size - 1))
        for k in range(size):
            word, lemma, pos, tag = draw(st.sampled_from(WORDS))
            text += " " if len(text) > begin and draw(st.booleans()) else ""
            if k == root:
                head, dep = root, "ROOT"
            else:
                # Heads lie nearer to the root, so the tree has no cycle.
                head = draw(st.integers(min(k, root), max(k, root)).filter(lambda h, k=k: h != k))
                dep = draw(st.sampled_from(DEPS))
            tokens.append(Token(len(tokens), len(text), len(text) + len(word), word, lemma, pos, tag, dep, first + head))
            text += word
        kind = draw(st.sampled_from(["paragraph", "title"]))
        sentences.append(Sentence(begin, len(text), first, len(tokens), number, kind))
        blocks.append(Block(kind, begin, len(text)))
    document = Document(stable_id("d", text), "test.txt", text, tuple(blocks))
    return Analysis(document, Parse(tuple(tokens), tuple(sentences), ()))


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(analyses())
def test_records_are_sound(base: Analysis) -> None:
    result = attribution.attribute(base, CUES)
    length = len(base.document.text)
    found = {a.id: a for a in result.attributions}
    assert list(found) == [f"A{n}" for n in range(1, len(result.attributions) + 1)]
    for a in result.attributions:
        spans = [*a.cue, *a.content, *a.speaker.spans]
        assert a.content and all(0 <= start < end <= length for start, end in spans)
        assert not any(c.start < e and s < c.end for c in a.cue for s, e in a.content)
        assert list(a.content) == sorted(a.content)
        assert all(x.end <= y.start for x, y in zip(a.content, a.content[1:], strict=False))
        seen, parent = {a.id}, a.parent
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = found[parent].parent
    assert attribution.attribute(base, CUES) == result
