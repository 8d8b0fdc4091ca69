"""One spelling for looking names up: no case, no accents, no full stops, no leading article."""

from __future__ import annotations

import re
import unicodedata

# As the gazetteer file numbers them; append only.
KINDS = ("country", "admin", "admin2", "city", "region", "sea", "site")

_MARKS = re.compile(r"[.'’ʼʻ`´]")
_OTHER = re.compile(r"[^\w&]+")
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"})


def normal(name: str) -> str:
    """Return the key under which `name` is stored and looked up ("" when nothing is left)."""
    text = name.lower()
    if not text.isascii():
        text = text.translate(_SPECIAL)
        decomposed = unicodedata.normalize("NFKD", text).lower()  # letters of mathematics have their capitals only there
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    if text.endswith(("'s", "’s")):
        text = text[:-2]
    text = _OTHER.sub(" ", _MARKS.sub("", text)).strip()
    if text.startswith("the "):
        text = text[4:]
    if text.startswith(("saint ", "fort ", "mount ")):
        head, _, rest = text.partition(" ")
        text = {"saint": "st", "fort": "ft", "mount": "mt"}[head] + " " + rest
    return text
