"""Which files a command line names: files, folders (all below), globs; in a fixed order, each with a fingerprint."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from polybius.errors import InputError
from polybius.reading.options import discard
from polybius.records import Discard

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read. `uri` is its path with forward slashes as given; `n_bytes` its size."""

    path: Path
    uri: str
    n_bytes: int

    def fingerprint(self) -> str:
        """SHA-256 of the content in hex, computed when asked for.

        Raises:
            InputError: the file cannot be read.
        """
        digest = hashlib.sha256()
        try:
            with self.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except OSError as error:
            raise InputError(f"{self.uri}: cannot be read ({error.strerror}). Check that it exists and its permissions.") from error
        return digest.hexdigest()


def expand(paths: Iterable[str | Path], *, on_discard: Callable[[Discard], None] | None = None) -> list[InputFile]:
    """The files that `paths` name, sorted by path, each once. Hidden files and folders are passed over.

    Args:
        paths: files, folders, glob patterns (`**` allowed).
        on_discard: called with a discard for each folder that cannot be listed, each link that leads nowhere; without it
            such a folder is an error.

    Raises:
        InputError: a path or pattern names nothing, or (without `on_discard`) a folder cannot be listed.
    """
    found: dict[str, Path] = {}

    def refuse(path: str, error: OSError) -> None:
        what = f"{Path(path).as_posix()}: cannot be listed ({error.strerror}). Give yourself read permission, or leave it out."
        if on_discard is None:
            raise InputError(what)
        on_discard(discard("unreadable_folder", Path(path).as_posix(), what))

    for given in paths:
        text = str(given)
        path = Path(text)
        if path.is_dir():
            names = sorted(_walk(path, refuse))
        elif path.exists():
            names = [text]
        else:
            names = (
                sorted(name for name in glob.glob(text, recursive=True) if not Path(name).is_dir()) if glob.has_magic(text) else []
            )
            if not names:
                raise InputError(
                    f"{text}: no such file or folder. Check the spelling; a pattern needs quotes, as in 'news/**/*.html'."
                )
        for name in names:
            found.setdefault(Path(name).as_posix(), Path(name))
    out: list[InputFile] = []
    for uri in sorted(found):
        try:
            out.append(InputFile(found[uri], uri, found[uri].stat().st_size))
        except OSError as error:
            refuse(uri, error)
    return out


def _walk(folder: Path, refuse: Callable[[str, OSError], None]) -> Iterator[str]:
    def failed(error: OSError) -> None:
        refuse(error.filename or str(folder), error)

    for place, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield os.path.join(place, name)


def uri_of(path: Path, root: str | None) -> str:
    """The path with forward slashes, relative to `root` when it lies below it."""
    if root is not None:
        try:
            return path.resolve().relative_to(Path(root).resolve()).as_posix()
        except ValueError:
            pass
    return path.as_posix()
