"""Which language a text is in, and whether a pipeline reads it."""

from __future__ import annotations

from collections.abc import Iterable

from polybius.records import Discard, Document

MIN_CHARS = 40
# Below this the guess is a coin toss (short or mixed texts); such a text is read as if its language were unknown.
MIN_SCORE = 0.5


def detect(text: str) -> tuple[str | None, float | None]:
    """ISO 639-1 code and score 0..1 for `text`; (None, None) for fewer than 40 characters."""
    sample = " ".join(text.split())
    if len(sample) < MIN_CHARS:
        return None, None
    from polybius.reading.langdetect_adapter import detect_language

    return detect_language(sample[:3000])


def unsupported(document: Document, languages: Iterable[str]) -> Discard | None:
    """A discard when `document` is surely in a language outside `languages`, else None (unknown passes)."""
    known = tuple(languages)
    language, score = document.language, document.language_score
    if language is None or language.split("-")[0] in known or (score is not None and score < MIN_SCORE):
        return None
    shown = "" if score is None else f" (score {score:.2f})"
    return Discard(
        "reading",
        "language_without_pipeline",
        document.id,
        uri=document.uri,
        detail=f"{document.uri}: the text is in '{language}'{shown}; there is a pipeline for {', '.join(known)}. "
        f"If that is wrong, give --language {known[0] if known else 'en'}.",
    )
