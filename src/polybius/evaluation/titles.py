"""Encyclopedia titles against the names a prediction gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def titled(title: str, names: Iterable[str]) -> bool:
    """Whether one of `names`, folded, is the title (less what stands in brackets), is part of it, or holds it."""
    wanted = fold(re.sub(r"\(.*?\)", "", title))
    return any(name and (name == wanted or name in wanted or wanted in name) for name in map(fold, names))


def fold(name: str) -> str:
    """Letters and digits of a name in lower case without marks, words parted by one space."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z0-9]+", bare))
