"""From a laid-out text to a finished Document: language, genre, id, overrides and checks."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.reading import genre, language
from polybius.reading.builder import TextBuilder
from polybius.reading.options import MAX_TEXT_CHARS, ReadOptions, discard
from polybius.records import Discard, Document, OffsetMap, stable_id


@dataclass(frozen=True, slots=True)
class Facts:
    """What the source says about a text."""

    uri: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    description: str = ""
    outlet: str | None = None
    published: str | None = None
    published_from: str | None = None
    section: str = ""
    url: str = ""
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def finish(builder: TextBuilder, facts: Facts, options: ReadOptions, offsets: OffsetMap | None = None) -> Document | Discard:
    """The Document, or a discard when there is no text in it or far too much."""
    text = builder.text
    body = "\n".join(text[block.start : block.end] for block in builder.blocks if block.kind in {"paragraph", "title", "caption"})
    texts = [text[block.start : block.end] for block in builder.blocks if block.kind in {"paragraph", "caption"}]
    if not any(c.isalpha() for part in texts for c in part):
        if any(block.kind == "title" for block in builder.blocks):
            reason = "only a headline was found"
        else:
            reason = "only page litter was found" if builder.blocks else "there is no text in it"
        return discard("no_text", facts.uri, f"{facts.uri}: {reason}. Check that the file holds the article itself.")
    if len(text) > MAX_TEXT_CHARS:
        return discard(
            "too_long",
            facts.uri,
            f"{facts.uri}: {len(text):,} characters; the limit for one text is {MAX_TEXT_CHARS:,}. Split it into its articles "
            "(one file or one JSONL line each).",
        )
    code, score = (options.language, None) if options.language else language.detect(body)
    signs = genre.Page(text, tuple(builder.blocks), facts.authors, facts.description, facts.url or facts.uri, facts.section)
    kind, kind_score = genre.classify(signs)
    published, origin = (options.published, "override") if options.published else (facts.published, facts.published_from)
    return Document(
        id=stable_id("d", facts.uri, text),
        uri=facts.uri,
        text=text,
        blocks=tuple(builder.blocks),
        title=facts.title,
        authors=facts.authors,
        outlet=options.outlet or facts.outlet,
        published=published,
        published_from=origin if published else None,
        language=code,
        language_score=score,
        genre=kind,
        genre_score=kind_score,
        encoding=facts.encoding,
        offsets=offsets or OffsetMap(),
        notes=facts.notes,
    )
