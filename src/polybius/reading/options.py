"""What the reader may be told, and limits that keep one bad file from stopping a run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from polybius.errors import InputError
from polybius.records import Discard

MAX_TEXT_CHARS = 1_000_000  # spaCy's own ceiling for one text; a news text has some 5,000
MAX_PAGE_BYTES = 20_000_000
MAX_RECORD_BYTES = 20_000_000
MAX_TEXT_BYTES = 8_000_000
STAGE = "reading"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What overrides or completes a file's own statements.

    `published` (ISO prefix), `outlet` and `language` override. The columns name fields of JSONL, CSV and Parquet records;
    None looks for the usual names. `root` is the folder that uris are relative to.
    """

    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    text_column: str | None = None
    date_column: str | None = None
    id_column: str | None = None
    title_column: str | None = None
    root: str | None = None


_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?")


def is_iso(value: str) -> bool:
    """Whether `value` is an ISO prefix (year, month, day, or with time) that names a real calendar date."""
    if not _ISO.fullmatch(value):
        return False
    parts = [int(part) for part in value[:10].split("-")]
    try:
        date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
        if len(value) > 10:
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def check_iso(value: str) -> str:
    """Return `value` when it is an ISO date or prefix of one.

    Raises:
        InputError: it is not.
    """
    if not is_iso(value):
        raise InputError(
            f"'{value}' is not a date Polybius can use. Write it as 2024-05-20 (or 2024-05, or 2024-05-20T18:30+08:00)."
        )
    return value


def discard(reason: str, uri: str, detail: str) -> Discard:
    """A discard of the reading stage; `detail` says where and what to do."""
    return Discard(STAGE, reason, uri=uri, detail=detail)
