from __future__ import annotations

import inspect

import pytest

from polybius import errors
from polybius.errors import ArchiveError, PolybiusError, SchemaVersionError

ALL = [thing for _, thing in inspect.getmembers(errors, inspect.isclass) if issubclass(thing, BaseException)]


@pytest.mark.parametrize("error", ALL)
def test_every_error_is_a_polybius_error_with_a_docstring(error: type[BaseException]) -> None:
    assert issubclass(error, PolybiusError)
    assert error.__doc__


@pytest.mark.parametrize("error", ALL)
def test_the_message_is_what_a_person_reads(error: type[BaseException]) -> None:
    assert str(error("x.csv:3: two cells, expected three")) == "x.csv:3: two cells, expected three"


def test_the_tree_in_the_docstring_names_every_error() -> None:
    assert {name.__name__ for name in ALL} <= set((errors.__doc__ or "").split())


def test_a_wrong_schema_version_is_an_archive_error() -> None:
    assert issubclass(SchemaVersionError, ArchiveError)
    assert not issubclass(PolybiusError, ArchiveError)
