"""Reads the tables of this room: CSV rows with their line numbers, TOML as plain dicts."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from polybius.errors import DataError

DATA = "polybius.actors.data"
COLUMNS = {
    "countries.csv": ("iso3", "iso2", "name", "names", "adjectives", "demonyms", "capitals", "status", "from", "to", "source"),
    "seats.csv": ("name", "country", "sector", "kind", "from", "to", "source"),
    "cities.csv": ("country", "cities", "source"),
    "organisations.csv": ("id", "name", "names", "kind", "country", "sector", "from", "to", "source"),
    "officeholders.csv": ("person", "gender", "names", "short", "body", "role", "lead", "from", "to", "source"),
    "first_names.csv": ("gender", "names", "source"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its file, line number and cells by column name."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several values parted by semicolons."""
        return tuple(part.strip() for part in self.cells[column].split(";") if part.strip())


def read_text(name: str) -> str:
    """The text of one shipped data file."""
    return (resources.files("polybius.actors") / "data" / name).read_text(encoding="utf-8")


def read_csv(name: str, text: str | None = None) -> list[Row]:
    """All rows of table `name` (or of `text` in its layout).

    Raises:
        DataError: the header or the number of cells of a row is not what the table needs.
    """
    columns = COLUMNS[name]
    reader = csv.reader((read_text(name) if text is None else text).splitlines())
    rows: list[Row] = []
    for line, cells in enumerate(reader, start=1):
        if line == 1:
            if tuple(cells) != columns:
                raise DataError(f"{name}:1: the header must be {','.join(columns)}.")
            continue
        if not cells or cells[0].startswith("#"):
            continue
        if len(cells) != len(columns):
            raise DataError(f"{name}:{line}: {len(cells)} cells, expected {len(columns)}. Check commas and quotes.")
        rows.append(Row(name, line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
    return rows


def read_toml(name: str) -> dict[str, Any]:
    """One TOML file of this room as a dict."""
    return tomllib.loads(read_text(name))


def read_overlay(overlay: Path | None) -> dict[str, list[Row]]:
    """Rows of a user's overlay folder by table name; tables it does not hold are absent.

    Raises:
        DataError: the folder does not exist, or one of its tables is broken.
    """
    if overlay is None:
        return {}
    if not overlay.is_dir():
        raise DataError(f"The actor overlay {overlay} is not a folder. Give a folder that holds tables such as organisations.csv.")
    return {name: read_csv(name, (overlay / name).read_text(encoding="utf-8")) for name in COLUMNS if (overlay / name).is_file()}
