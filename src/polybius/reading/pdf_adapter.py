"""The only file that touches pypdf: PDF files, lines joined to paragraphs, running heads and feet left out with a note."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from itertools import pairwise

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from polybius.reading import front, litter
from polybius.reading.document import Facts
from polybius.reading.options import MAX_TEXT_CHARS, ReadOptions, discard
from polybius.records import Discard, Document

# Its warnings about single objects would reach the user's terminal; what fails shows in the result.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_END = (".", "!", "?", ".”", '."', ":", "…", ".)", "?”", "!”")


def read_pdf(data: bytes, uri: str, options: ReadOptions) -> Document | Discard:
    """One PDF file as one document. Its creation date is the file's, never the day of publication."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return discard("encrypted", uri, f"{uri}: the PDF is locked with a password. Save an unlocked copy.")
        pages = []
        size = 0
        for page in reader.pages:
            pages.append([" ".join(line.split()) for line in (page.extract_text() or "").split("\n")])
            size += sum(len(line) for line in pages[-1])
            if size > MAX_TEXT_CHARS:
                return discard("too_long", uri, f"{uri}: more than {MAX_TEXT_CHARS:,} characters; this is a book. Split it.")
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        if "crypt" in str(error).lower():
            return discard(
                "encrypted", uri, f"{uri}: the PDF is encrypted in a way that cannot be read here ({error}). Save an unlocked copy."
            )
        return discard("broken_pdf", uri, f"{uri}: the PDF is broken or cut short ({error}). Fetch it again, or save it anew.")
    if not any(line for page in pages for line in page):
        return discard("no_text", uri, f"{uri}: the PDF holds no text, perhaps scanned pages. Run text recognition first.")
    running = running_lines(pages)
    lines = [line for page in pages for line in page if line and _bare(line) not in running]
    text = "\n\n".join(reflow(lines))
    from polybius.reading.text import from_string

    # Running heads and feet would break paragraphs: they are left out, and a note says how many.
    found = from_string(text, Facts(uri), options)
    if isinstance(found, Document) and running:
        from dataclasses import replace

        return replace(found, notes=(*found.notes, f"{len(running)} running heads or feet were left out"))
    return found


def running_lines(pages: list[list[str]]) -> set[str]:
    """Lines that return at the top or foot of the pages (numbers disregarded): on 3 pages and half of them at least."""
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line]
        counts.update({_bare(line) for line in [*filled[:2], *filled[-2:]]})
    need = max(3, (len(pages) + 1) // 2)
    return {line for line, count in counts.items() if count >= need}


def reflow(lines: list[str]) -> list[str]:
    """Join the lines of each paragraph; a hyphen at a line's end is dropped when the next line goes on in lower case."""
    if not lines:
        return []
    margin = sorted(len(line) for line in lines)[int(len(lines) * 0.9)]
    out: list[str] = [lines[0]]
    for previous, line in pairwise(lines):
        heading = litter.is_short(previous) and len(previous) < 0.75 * margin
        ended = previous.endswith(_END) and len(previous) < 0.85 * margin
        own = front.parse_byline(line) is not None or front.place_date(line) is not None or front.dateline_end(line)[0] > 0
        if ended or own or (heading and not line[0].islower()) or re.match(r"(?:[•▪*–-]|\d{1,2}[.)])\s", line):
            out.append(line)
        elif out[-1].endswith("-") and line[0].islower():
            out[-1] = out[-1][:-1] + line
        elif out[-1].endswith("-"):
            out[-1] += line
        else:
            out[-1] = f"{out[-1]} {line}"
    return out


def _bare(line: str) -> str:
    return re.sub(r"\d+", "#", line).strip()
