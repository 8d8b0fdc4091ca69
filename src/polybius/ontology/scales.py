"""Named quad maps and named scales. A number without its map's name means nothing: four maps disagree on protest.

A map is defined on one basis, `cameo` or `plover`. Asked with the other kind of code it goes through the crosswalk:
a CAMEO code is turned into its PLOVER type and mode, a PLOVER act into its nearest CAMEO code. CAMEO codes absent
from a map take the value of their parent code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from polybius.errors import DataError
from polybius.ontology.crosswalk import best_cameo, load_to_plover
from polybius.ontology.tables import DATA_FILES, read_csv

#: The names of the quad classes, by number; 0 exists in some maps only.
QUAD_NAMES: dict[int, str] = {
    0: "neutral",
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a map and the remark that goes with it."""

    value: float
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class NamedMap:
    """A versioned map from codes to numbers: a quad map or a scale. `basis` is `cameo` or `plover`."""

    name: str
    version: str
    basis: str
    unit: str
    source: str
    notes: str
    file: str
    entries: dict[tuple[str, str | None], Entry]

    def entry(
        self,
        event_type: str | None,
        mode: str | None = None,
        cameo: str | None = None,
        contexts: Iterable[str] = (),
    ) -> Entry | None:
        """The entry for an act. On its own basis directly; else through the crosswalk. None where there is none."""
        if self.basis == "cameo":
            code = cameo
            if code is None and event_type is not None:
                target = best_cameo(event_type, mode, contexts)
                code = target.cameo if target else None
            return self._by_cameo(code)
        if event_type is None and cameo is not None:
            plover = load_to_plover().get(cameo)
            event_type, mode = (plover.event_type, plover.mode) if plover else (None, None)
        if event_type is None:
            return None
        return self.entries.get((event_type, mode)) or self.entries.get((event_type, None))

    def _by_cameo(self, code: str | None) -> Entry | None:
        while code and len(code) >= 2:
            if (code, None) in self.entries:
                return self.entries[(code, None)]
            code = code[:-1]
        return None


def _load(file: str, column: str) -> NamedMap:
    table = read_csv(file)
    missing = [key for key in ("name", "version", "basis", "unit", "source", "notes") if not table.header.get(key)]
    if missing:
        raise DataError(f"{file}:1: header lacks {', '.join(missing)}")
    entries: dict[tuple[str, str | None], Entry] = {}
    for row in table.rows:
        code = row.cells.get("code") or row["event_type"]
        try:
            entry = Entry(float(row[column]), row["note"], row.line)
        except ValueError as error:
            raise DataError(f"{file}:{row.line}: {row[column]!r} is not a number") from error
        entries[(code, row.cells.get("mode") or None)] = entry
    h = table.header
    return NamedMap(
        h["name"], h["version"], h["basis"], h["unit"], h["source"], h["notes"], file, entries
    )


@cache
def load_quad_maps() -> dict[str, NamedMap]:
    """The quad maps by name."""
    maps = [_load(file, "quad") for file in DATA_FILES if file.startswith("quad_")]
    return {m.name: m for m in maps}


@cache
def load_scales() -> dict[str, NamedMap]:
    """The scales by name."""
    maps = [_load(file, "value") for file in DATA_FILES if file.startswith("scale_")]
    return {m.name: m for m in maps}
