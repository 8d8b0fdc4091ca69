"""Reads the tables of this room: CSV rows with their line numbers, TOML as plain dicts.

A table is a file, or a folder of files with the same header ("officeholders", by region).
"""

from __future__ import annotations

import csv
import tomllib
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
    "memberships.csv": ("organisation", "member", "role", "from", "to", "source"),
    "codes.csv": ("country", "scheme", "code", "from", "to", "source"),
}
OVERLAY_ONLY = {"agents.csv": ("noun", "sector", "source")}  # our own role words stand in roles.toml
# what makes two rows of a table the same: an overlay's row replaces ours (a row of countries.csv adds names to a state)
KEYS = {
    "seats.csv": ("name", "country"),
    "organisations.csv": ("id", "from"),
    "officeholders.csv": ("person", "body", "role", "from"),
}
FOLDERS = {"officeholders.csv": "officeholders", "organisations.csv": "organisations", "memberships.csv": "memberships"}


class Row:
    """One row of a table: its file, line number and cells by column name."""

    __slots__ = ("_at", "_cells", "file", "line")

    def __init__(self, file: str, line: int, at: dict[str, int], cells: list[str]) -> None:
        self.file, self.line, self._at, self._cells = file, line, at, cells

    def __getitem__(self, column: str) -> str:
        return self._cells[self._at[column]]

    def __contains__(self, column: str) -> bool:
        return column in self._at

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several values parted by semicolons."""
        cell = self._cells[self._at[column]]
        if ";" not in cell:
            return (cell,) if cell else ()
        return tuple(part.strip() for part in cell.split(";") if part.strip())

    def cells(self) -> list[str]:
        """The cells in the order of the table's columns; not to be changed."""
        return self._cells


def files_of(name: str) -> tuple[str, ...]:
    """Paths of the shipped files that make up table or file `name`, below the data folder, in a fixed order."""
    folder = FOLDERS.get(name)
    if folder is None:
        return (name,)
    found = (resources.files("polybius.actors") / "data" / folder).iterdir()
    return tuple(sorted(f"{folder}/{path.name}" for path in found if path.name.endswith(".csv")))


def read_text(name: str) -> str:
    """The text of one shipped data file."""
    return (resources.files("polybius.actors") / "data" / name).read_text(encoding="utf-8")


def read_table(name: str) -> list[Row]:
    """All rows of the shipped table `name`, of all its files.

    Raises:
        DataError: a header or the number of cells of a row is not what the table needs.
    """
    return [row for file in files_of(name) for row in read_csv(name, read_text(file), file)]


def read_csv(name: str, text: str, file: str, strip: bool = False) -> list[Row]:
    """The rows of `text` in the layout of table `name`; `file` is what findings and errors call it.

    `strip` takes spaces off the cells (a user's table); ours have none, which the linter holds.

    Raises:
        DataError: the header or the number of cells of a row is not what the table needs.
    """
    columns = COLUMNS.get(name) or OVERLAY_ONLY[name]
    reader = csv.reader(text.splitlines(), skipinitialspace=True)
    at = {column: i for i, column in enumerate(columns)}
    rows: list[Row] = []
    for line, cells in enumerate(reader, start=1):
        if line == 1:
            if tuple(cells) != columns:
                raise DataError(f"{file}:1: the header must be {','.join(columns)}.")
            continue
        if not cells or cells[0].startswith("#"):
            continue
        if len(cells) != len(columns):
            raise DataError(f"{file}:{line}: {len(cells)} cells, expected {len(columns)}. Check commas and quotes.")
        rows.append(Row(file, line, at, [cell.strip() for cell in cells] if strip else cells))
    return rows


def holds_on(since: str, until: str, on: str | None) -> bool:
    """Whether a span (ISO, empty = open, both days included) holds on a day; without a day, whether it still holds."""
    if on is None:
        return not until
    return since <= on and (not until or on <= until)


def last_day(date: str) -> str:
    """An ISO prefix as the end of a span, in a form that compares as text: "2008" gives "2008-12-31"; a full day stays."""
    return f"{date}-12-31" if len(date) == 4 else f"{date}-31" if len(date) == 7 else date


def read_toml(name: str) -> dict[str, Any]:
    """One TOML file of this room as a dict."""
    return tomllib.loads(read_text(name))


def without_replaced(name: str, rows: list[Row], extra: list[Row]) -> list[Row]:
    """`rows` of table `name` less those that a row of `extra` replaces (same key, see `KEYS`)."""
    key = KEYS.get(name)
    if key is None or not extra:
        return rows
    replaced = {tuple(row[column] for column in key) for row in extra}
    return [row for row in rows if tuple(row[column] for column in key) not in replaced]


def read_overlay(overlay: Path | None) -> dict[str, list[Row]]:
    """Rows of a user's overlay folder by table name; tables it does not hold are absent.

    Raises:
        DataError: the folder does not exist, or one of its tables is broken.
    """
    if overlay is None:
        return {}
    if not overlay.is_dir():
        raise DataError(f"The actor overlay {overlay} is not a folder. Give a folder that holds tables such as organisations.csv.")
    found = {name: overlay / name for name in (*COLUMNS, *OVERLAY_ONLY) if (overlay / name).is_file()}
    return {name: read_csv(name, path.read_text(encoding="utf-8"), str(path), strip=True) for name, path in found.items()}
