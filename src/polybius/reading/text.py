"""Plain-text files and plain-text fields to Documents."""

from __future__ import annotations

from polybius.reading import plain
from polybius.reading.document import Facts, finish
from polybius.reading.encoding import Decoded, decode, has_mojibake
from polybius.reading.options import MAX_TEXT_BYTES, ReadOptions, discard
from polybius.records import Discard, Document

# White space or a letter at least every so often: base64, minified code and dumps have neither sentence nor word.
_MAX_WORD = 3000


def read_text(data: bytes, uri: str, options: ReadOptions) -> Document | Discard:
    """One plain-text file."""
    if len(data) > MAX_TEXT_BYTES:
        return discard(
            "too_long",
            uri,
            f"{uri}: {len(data):,} bytes of plain text; the limit is {MAX_TEXT_BYTES:,}. Split it into its articles "
            "(one file or one JSONL line each).",
        )
    decoded = decode(data)
    return from_string(decoded.text, Facts(uri, encoding=decoded.encoding, notes=decoded.notes), options, decoded)


def from_string(source: str, facts: Facts, options: ReadOptions, decoded: Decoded | None = None) -> Document | Discard:
    """A Document from text in hand; what `facts` already state (a column, a feed) wins over the text's own head."""
    if any(len(word) > _MAX_WORD for word in source.split()):
        return discard(
            "no_running_text", facts.uri, f"{facts.uri}: one 'word' of more than {_MAX_WORD} characters: this is no article text."
        )
    laid = plain.lay_out(source, title=facts.title)
    front = laid.front
    notes = facts.notes
    if decoded is None and (sample := has_mojibake(source)):
        notes = (*notes, f"mojibake: '{sample}' looks like UTF-8 read with a wrong table; left as it is")
    published, origin = (facts.published, facts.published_from) if facts.published else (front.published, front.published_from)
    merged = Facts(
        uri=facts.uri,
        title=facts.title or front.title,
        authors=facts.authors or front.authors,
        description=facts.description or front.description,
        outlet=facts.outlet or front.outlet,
        published=published,
        published_from=origin,
        section=facts.section or front.section,
        url=facts.url,
        encoding=facts.encoding,
        notes=(*notes, *(front.notes if published is None and not options.published else ())),
    )
    return finish(laid.builder, merged, options, plain.offsets(laid, source, decoded))
