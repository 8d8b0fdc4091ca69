"""Every exception Polybius raises. A message says what is wrong, where, and what to do next.

    PolybiusError
    ├── ConfigError              a setting or an option is wrong
    ├── InputError               the user's file, column, code or name cannot be used
    ├── DataError                a table shipped with Polybius (or an overlay) is broken
    ├── ArchiveError             an archive cannot be opened or written
    │   └── SchemaVersionError   an archive of another schema version
    ├── MissingDependencyError   an optional package is not installed; names the extra
    └── StepError                a step failed on one document: a bug; names step and document

One bad document in a corpus is a `Discard`, not an exception.
"""

from __future__ import annotations


class PolybiusError(Exception):
    """Base of all errors; `str(error)` is one message fit for a person."""


class ConfigError(PolybiusError):
    """A setting or option is wrong."""


class InputError(PolybiusError):
    """What the user named (file, column, code, actor) cannot be used."""


class DataError(PolybiusError):
    """A knowledge table is broken; the message names file and line."""


class ArchiveError(PolybiusError):
    """An archive cannot be opened, read or written."""


class SchemaVersionError(ArchiveError):
    """The archive was written by another schema version."""


class MissingDependencyError(PolybiusError):
    """An optional package is missing; the message names what to install."""


class StepError(PolybiusError):
    """A step failed on one document; the message names both."""
