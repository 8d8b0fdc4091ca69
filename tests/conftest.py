"""Builders for records made by hand; no test that uses them loads a model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from polybius.records import Analysis, Block, Document, stable_id
from polybius.syntax import Entity, Parse, Sentence, Token


def build_analysis(*tables: str, published: str | None = "2024-05-20", title: bool = False) -> Analysis:
    """An Analysis from one table per sentence.

    Each line of a table: `text lemma pos tag dep head [ENT]`; `head` counts from 0 within the sentence; a root points to
    itself. Adjacent lines with the same ENT form one entity; write `ENT*` to begin a new one. Words are joined by spaces.
    """
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    blocks: list[Block] = []
    text = ""
    for number, table in enumerate(tables):
        if text:
            text += "\n\n"
        first, begin = len(tokens), len(text)
        rows = [line.split() for line in table.strip().splitlines()]
        current: list[int] = []
        label = ""
        for row in rows:
            word, lemma, pos, tag, dep, head = row[:6]
            ent = row[6] if len(row) > 6 else ""
            if len(text) > begin:
                text += " "
            start = len(text)
            text += word
            if current and (not ent or ent.endswith("*") or ent != label):
                entities.append(_entity(tokens, current, label, text))
                current = []
            tokens.append(Token(len(tokens), start, len(text), word, lemma, pos, tag, dep, first + int(head), ent.rstrip("*")))
            if ent:
                label = ent.rstrip("*")
                current.append(len(tokens) - 1)
        if current:
            entities.append(_entity(tokens, current, label, text))
        kind = "title" if title and number == 0 else "paragraph"
        sentences.append(Sentence(begin, len(text), first, len(tokens), number, kind))
        blocks.append(Block(kind, begin, len(text)))
    document = Document(stable_id("d", text), "test.txt", text, tuple(blocks), published=published, language="en", genre="news")
    return Analysis(document, Parse(tuple(tokens), tuple(sentences), tuple(entities)))


def _entity(tokens: list[Token], indices: list[int], label: str, text: str) -> Entity:
    start, end = tokens[indices[0]].start, tokens[indices[-1]].end
    return Entity(start, end, indices[0], indices[-1] + 1, label, text[start:end])


@pytest.fixture
def analysis() -> Callable[..., Analysis]:
    """The builder `build_analysis`."""
    return build_analysis
