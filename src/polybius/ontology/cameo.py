"""The codes of CAMEO 1.1b3, as text with leading zeros, with short names of our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from polybius.ontology.tables import read_csv


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code; `parent` is the next shorter code, None for a root; `root` its first two digits."""

    code: str
    parent: str | None
    name: str

    @property
    def root(self) -> str:
        """The two-digit root code."""
        return self.code[:2]


@cache
def load_codes() -> dict[str, CameoCode]:
    """All codes by code, sorted as text."""
    rows = read_csv("cameo.csv").rows
    return {r["code"]: CameoCode(r["code"], r["parent"] or None, r["name"]) for r in rows}
