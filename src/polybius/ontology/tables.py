"""Reading the tables of this room: CSV with `# key: value` lines on top, and TOML."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from polybius.errors import DataError

#: Every data file of the ontology; `Ontology.version` is a hash over them in this order.
DATA_FILES: tuple[str, ...] = (
    "cameo.csv",
    "cameo_to_plover.csv",
    "contexts.csv",
    "plover.toml",
    "plover_to_cameo.csv",
    "quad_gdelt_2.csv",
    "quad_phoenix.csv",
    "quad_plover_2021.csv",
    "quad_py_gdelt.csv",
    "scale_gdelt_2.csv",
    "scale_goldstein_1992.csv",
    "scale_icews.csv",
    "scale_plover_2021.csv",
    "views.csv",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the line it stands on (1-based) and its cells by column name."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """A data file: its name, the header (`name`, `version`, `source`, ...) and its rows."""

    file: str
    header: dict[str, str]
    rows: tuple[Row, ...]


def read_text(file: str) -> str:
    """The text of one data file. Raises `DataError` when it is missing."""
    try:
        return files(__package__).joinpath("data", file).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataError(f"ontology table {file} is missing: reinstall polybius") from error


def read_csv(file: str) -> Table:
    """One CSV table with its header. Raises `DataError` naming file and line when a row has the wrong width."""
    lines = read_text(file).splitlines()
    header: dict[str, str] = {}
    start = 0
    while start < len(lines) and lines[start].startswith("#"):
        key, _, value = lines[start][1:].partition(":")
        header[key.strip()] = value.strip()
        start += 1
    reader = csv.reader(lines[start:])
    columns = next(reader, None)
    if columns is None:
        raise DataError(f"{file}: the table has no column line")
    rows: list[Row] = []
    for offset, cells in enumerate(reader, start=start + 2):
        if len(cells) != len(columns):
            raise DataError(f"{file}:{offset}: {len(cells)} cells, expected {len(columns)}: mend the row")
        rows.append(Row(offset, dict(zip(columns, cells, strict=True))))
    return Table(file, header, tuple(rows))


def read_toml(file: str) -> dict[str, Any]:
    """One TOML file as nested dictionaries. Raises `DataError` when it does not parse."""
    try:
        return tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{file}: {error}") from error


def data_version() -> str:
    """The first 12 hex digits of SHA-256 over all data files: changes whenever a table changes."""
    digest = hashlib.sha256()
    for file in DATA_FILES:
        digest.update(file.encode())
        digest.update(read_text(file).encode())
    return digest.hexdigest()[:12]
