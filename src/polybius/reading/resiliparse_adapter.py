"""The only file that touches resiliparse: a guess at the charset of bytes."""

from __future__ import annotations

from resiliparse.parse.encoding import detect_encoding


def guess_encoding(data: bytes) -> str | None:
    """The likely charset of `data` after the WHATWG table; None when there is no guess."""
    name = detect_encoding(data)
    return str(name) if name else None
