"""What must hold whatever the text and however wrong the parse."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polybius import attribution
from polybius.records import Analysis, Block, Document, stable_id
from polybius.syntax import Parse, Sentence, Token

CUES = attribution.load()
# word lemma pos tag dep head, as a parser would have them; the test then breaks them.
SENTENCES = (
    "Putin Putin PROPN NNP nsubj 1|said say VERB VBD ROOT 1|that that SCONJ IN mark 4|talks talk NOUN NNS nsubj 4"
    "|failed fail VERB VBD ccomp 1|. . PUNCT . punct 1",
    "talks talk NOUN NNS nsubj 1|failed fail VERB VBD ccomp 4|, , PUNCT , punct 4|officials official NOUN NNS nsubj 4"
    "|said say VERB VBD ROOT 4|, , PUNCT , punct 4|citing cite VERB VBG advcl 4|police police NOUN NNS dobj 6",
    "According accord VERB VBG prep 5|to to ADP IN prep 0|him he PRON PRP pobj 1|, , PUNCT , punct 5|talks talk NOUN NNS nsubj 5"
    "|failed fail VERB VBD ROOT 5|. . PUNCT . punct 5",
    "Kyiv Kyiv PROPN NNP nsubj 1|accused accuse VERB VBD ROOT 1|Moscow Moscow PROPN NNP dobj 1|of of ADP IN prep 1"
    "|shelling shell VERB VBG pcomp 3|it it PRON PRP dobj 4",
    "his he PRON PRP$ poss 1|claim claim NOUN NN nsubj 7|that that SCONJ IN mark 5|drones drone NOUN NNS nsubjpass 5"
    "|were be AUX VBD auxpass 5|hit hit VERB VBN acl 1|is be AUX VBZ aux 7|disputed dispute VERB VBN ROOT 7",
    "We we PRON PRP nsubj 1|wait wait VERB VBP ccomp 4|, , PUNCT , punct 4|she she PRON PRP nsubj 4|added add VERB VBD ROOT 4"
    "|: : PUNCT : punct 4|never never ADV RB advmod 4|. . PUNCT . punct 4",
    "envoys envoy NOUN NNS nsubj 5|who who PRON WP nsubj 2|said say VERB VBD relcl 0|it it PRON PRP nsubj 4"
    "|failed fail VERB VBD ccomp 2|left leave VERB VBD ROOT 5|to to PART TO aux 7|re re VERB VB xcomp 5|- - PUNCT HYPH punct 7"
    "|open open VERB VB xcomp 5",
)
MARKS = ["“", "”", '"', "‘", "’", "''", "«", "–", "(", ";", ","]
DEPS = [
    "nsubj",
    "nsubjpass",
    "dobj",
    "prep",
    "pobj",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "relcl",
    "conj",
    "mark",
    "appos",
    "parataxis",
    "neg",
]


def broken(draw: st.DrawFn, rows: list[list[str]]) -> list[list[str]]:
    """The rows with marks put in anywhere and some labels changed."""
    for _ in range(draw(st.integers(0, 2))):
        rows[draw(st.integers(0, len(rows) - 1))][4] = draw(st.sampled_from(DEPS))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(rows)))
        mark = draw(st.sampled_from(MARKS))
        for row in rows:
            row[5] = str(int(row[5]) + (int(row[5]) >= at))
        root = next((k for k, row in enumerate(rows) if int(row[5]) == k + (k >= at)), 0)
        rows.insert(at, [mark, mark, "PUNCT", "``", "punct", str(root + (root >= at))])
    return rows


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """A document of up to four broken sentences in one or more paragraphs or a title."""
    text, tokens, sentences, blocks = "", [], [], []
    for number in range(draw(st.integers(1, 4))):
        own_block = number == 0 or draw(st.booleans())
        text += "" if number == 0 else "\n" if own_block else " "
        first, begin = len(tokens), len(text)
        rows = broken(draw, [row.split(" ") for row in draw(st.sampled_from(SENTENCES)).split("|")])
        for word, lemma, pos, tag, dep, head in rows:
            text += " " if len(text) > begin and draw(st.integers(0, 5)) else ""
            tokens.append(Token(len(tokens), len(text), len(text) + len(word), word, lemma, pos, tag, dep, first + int(head)))
            text += word
        if own_block:
            blocks.append(Block(draw(st.sampled_from(["paragraph", "title"])), begin, len(text)))
        else:
            blocks[-1] = Block(blocks[-1].kind, blocks[-1].start, len(text))
        sentences.append(Sentence(begin, len(text), first, len(tokens), len(blocks) - 1, blocks[-1].kind))
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
