"""Genre from measurable signs: how the author speaks, how the text is laid out, what the page calls itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from polybius.errors import DataError
from polybius.records import GENRES, Block

_QUOTES = re.compile(r"“[^”]{0,2000}”|\"[^\"\n]{0,2000}\"|«[^»]{0,2000}»")
_FIRST = re.compile(r"\b(?:I|me|my|myself|we|us|our|ours|ourselves|I['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll))\b")
_TURN = re.compile(
    r"(?:Q|A|Question|Answer|Spokesperson|Spokesman|Moderator|Interviewer)\s*[.:]\s"
    r"|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,4}:\s+[A-Z“\"]"
)
_OPINION_MARK = re.compile(
    r"[/\-_. ](?:opinions?|editorials?|op-?ed|comment(?:isfree|ary)|columns?|columnists?|blogs?|views?|viewpoint"
    r"|perspectives?)(?:[/\-_. ]|$)",
    re.I,
)
_OPINION_TITLE = re.compile(r"(?:opinion|editorial|op-?ed|comment|column|viewpoint)\s*[|:–—]", re.I)
_DAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\btoday\b|\byesterday\b")
_OBSERVER = re.compile(
    r"\b(?:observer|analyst|columnist|commentator|political scientist|publicist|expert|professor|fellow|blogger"
    r"|historian)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What genre is judged on."""

    text: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    description: str = ""
    url: str = ""
    section: str = ""


def classify(page: Page) -> tuple[str, float | None]:
    """(genre, score 0..1): the genre with the highest weighted sum of signs; "other" below the threshold.

    The score is uncalibrated: the winner's sum, cut to 1.
    """
    table = _load()
    found = signs(page)
    totals = {genre: 0.0 for genre in GENRES if genre != "other"}
    for name, row in table["signs"].items():
        for genre in totals:
            totals[genre] += float(row.get(genre, 0.0)) * found[name]
    best = max(totals, key=lambda genre: totals[genre])
    score = round(min(1.0, totals[best]), 3)
    return (best, score) if score >= table["threshold"] else ("other", None)


def signs(page: Page) -> dict[str, float]:
    """The signs named in `genre.toml`, each between 0 and 1."""
    words = _load()["words"]
    paragraphs = [page.text[block.start : block.end] for block in page.blocks if block.kind == "paragraph"]
    title = " ".join(page.text[block.start : block.end] for block in page.blocks if block.kind == "title").lower()
    own = _unquoted(paragraphs)
    turns = sum(bool(_TURN.match(text)) for text in paragraphs)
    # In a transcript the first person is the guest's, not the author's.
    spoken = turns >= 4 and turns * 3 >= len(paragraphs)
    n_words = max(60, len(own.split()))
    where = f"{page.url} {page.section}"
    disclaimer = any(block.detail == "disclaimer" for block in page.blocks)
    about_author = any(block.detail == "about-author" for block in page.blocks)
    return {
        "author_first_person": 0.0 if spoken else _level(len(_FIRST.findall(own)) * 100 / n_words, 1.5),
        "author_questions": 0.0 if turns >= 2 else _level(own.count("?") / max(3, len(paragraphs)), 1 / 3),
        "evaluative": 0.0 if spoken else _level(_count(words["evaluative"], own) * 100 / n_words, 3.0),
        "byline_opinion": float(about_author or bool(_OBSERVER.search(page.description))),
        "marked_opinion": float(bool(_OPINION_MARK.search(where) or _OPINION_TITLE.match(title)) or disclaimer),
        "marked_interview": float("interview" in title or "interview" in where.lower()),
        "turns": min(1.0, turns / max(1, len(paragraphs)) * 1.3) if turns >= 4 else 0.0,
        "formula": _level(_count(words["formula"], own), 3.0),
        "official_title": float(any(phrase in title for phrase in words["official_title"])),
        "dateline": float(any(block.kind == "dateline" and len(page.text[block.start : block.end]) > 3 and
                              page.text[block.start : block.end].rstrip()[-1] in "—–-:" for block in page.blocks)),
        "attribution": _level(_count(words["saying"], own) * 100 / n_words, 1.5),
        "past_narration": sum(bool(_DAYS.search(text)) for text in paragraphs[:5]) / max(1, min(5, len(paragraphs))),
    }  # fmt: skip


def lint() -> list[str]:
    """Problems in `genre.toml` as `genre.toml:line: what`; empty when it is sound."""
    text = _source()
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [f"genre.toml:1: {error}"]
    problems: list[str] = []
    known = set(signs(Page("", ()))) if not table.get("broken") else set()
    for name, row in table.get("signs", {}).items():
        line = next((n for n, row_text in enumerate(text.splitlines(), 1) if row_text == f"[signs.{name}]"), 1)
        extra = sorted(row.keys() - {"about", "source", *GENRES})
        problems += [f"genre.toml:{line}: unknown key '{key}'" for key in extra]
        if "source" not in row:
            problems.append(f"genre.toml:{line}: source is missing")
        if name not in known:
            problems.append(f"genre.toml:{line}: genre.py measures no sign '{name}'")
    return problems + [f"genre.toml:1: sign '{name}' has no weights" for name in sorted(known - table.get("signs", {}).keys())]


def _unquoted(paragraphs: list[str]) -> str:
    """The author's own words: quotations out, with the paragraphs inside a quotation that stays open."""
    own: list[str] = []
    still_open = False
    for text in paragraphs:
        bare = _QUOTES.sub(" ", text)
        # A closing mark that touches the next word: a quotation whose opening mark was lost.
        glued = re.search(r"[.,!?][\"”]\w", text) is not None
        marks = len(re.findall(r"[“”\"]", bare)) + 2 * glued
        if still_open and marks == 0 and not re.search(r"[“\"]", text):
            continue
        if marks:
            still_open = not bare.rstrip().endswith(("”", '"')) or marks > 1
            continue
        still_open = False
        own.append(bare)
    return "\n".join(own)


def _level(value: float, full: float) -> float:
    return min(1.0, value / full)


def _count(phrases: Iterable[str], text: str) -> int:
    return len(_pattern(tuple(phrases)).findall(text.lower()))


@lru_cache(maxsize=8)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + r")(?!\w)")


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    try:
        return tomllib.loads(_source())
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"genre.toml: {error}. Reinstall Polybius, or mend the table.") from error


def _source() -> str:
    return resources.files("polybius.reading").joinpath("genre.toml").read_text("utf-8")
