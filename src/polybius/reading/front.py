"""Headline, byline, date line and dateline at the head of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from polybius.reading import dates

# Words after a name and a comma that make the line a byline ("Sergey Saenko, international observer").
ROLES = (
    "observer", "analyst", "columnist", "correspondent", "reporter", "journalist", "editor", "commentator", "author", "writer",
    "professor", "fellow", "researcher", "expert", "contributor", "blogger", "publicist", "political scientist", "historian",
    "staff writer", "special to", "editorial board", "bureau chief",
)  # fmt: skip
_PARTICLES = {
    "de",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "bin",
    "ibn",
    "al",
    "el",
    "ul",
    "ben",
    "y",
    "e",
    "of",
    "the",
    "jr",
    "jr.",
}
# Words that make a capitalised phrase the name of an outlet rather than of a place.
_OUTLET = re.compile(
    r"\b(?:Times|Post|News|Wire|Review|Herald|Gazette|Journal|Tribune|Observer|Standard|Courier|Guardian|Daily|Weekly"
    r"|Press|Agency|Dispatch|Ledger|Magazine|Chronicle|Telegraph|Mail|Globe|Star|Echo|Monitor|Today|Service)\b"
)
_HONORIFIC = re.compile(r"^(?:Prof(?:essor)?|Dr)\.?\s+(?=[A-Z])")
_BY = re.compile(
    r"\s*(?:(?:por|par|von)\s*/\s*)?(?:by|written by|story by|words by|authors?|(?:words|text|story|pictures"
    r"|photos)(?:\s+and\s+\w+)?:)\s*:?\s+(?=\S)",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:,?\s+and\s+|\s+&\s+|;\s*|,\s+)")
_IN = re.compile(r"\s+in\s+[A-Z][\w.\-’' ]+$")
_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]+"
_PLACE = rf"(?:{_CAPS}(?:[ /]{{1,2}}{_CAPS}|/){{0,5}})"
_REGION = rf"(?:,\s+(?!(?i:{dates.MONTH})\b)[A-ZÀ-ÖØ-Þ][\w.’'\-]+(?:\s[A-ZÀ-ÖØ-Þ][\w.’'\-]+){{0,2}}){{0,2}}"
_DATE = (
    rf"(?i:,?\s+{dates.WEEKDAY}?(?:{dates.MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}\s+{dates.MONTH}\.?(?:,?\s+\d{{4}})?))"
)
_AGENCY = r"(?:\s*\((?P<{n}>[^()\d]{{2,40}})\))"
_DASH = r"(?:\s*(?:—|–|―|-{2,3})\s*|\s+-\s+)"
_MIXED = r"[A-ZÀ-ÖØ-Þ][\w.’'\-]+(?:[ /][A-ZÀ-ÖØ-Þ][\w.’'\-]+){0,3}"
DATELINES = (
    re.compile(rf"{_PLACE}{_REGION}{_DATE}?{_AGENCY.format(n='a')}?{_DATE}?(?:{_DASH}|\s*\.\s*[—–-]{{1,3}}\s*)(?=\S)"),
    re.compile(rf"(?=[^:]{{4,}}){_PLACE}{_DATE}?{_AGENCY.format(n='a')}?:\s+(?=[“\"‘']?[A-Z][\w’'-]*\s+\S*[a-z])"),
    re.compile(rf"{_MIXED}{_REGION}(?:{_DATE}{_AGENCY.format(n='a')}?|{_AGENCY.format(n='b')}{_DATE}?){_DASH}(?=\S)"),
    re.compile(r"\((?P<a>[A-Z][^()\d]{1,30})\)\s*(?:—|–|-{1,2})\s+(?=[A-Z“\"])"),
)
_PLACE_DATE = re.compile(rf"\s*(?:{_PLACE}|{_MIXED}){_REGION},?\s+(?P<date>{dates.WORDED.pattern})\s*[.:]?\s*", re.I)
_ENDS_DATED = re.compile(rf"[,.;|–—-]\s+{dates.WORDED.pattern}\s*$", re.I)
_STATED = re.compile(
    r"\W*(?:first |originally )?(?:published|posted|issued|released)(?:\s+(?:on"
    rf"|at))?\s*:?\s+(?:{dates.WORDED.pattern}|{dates.NUMERIC.pattern})",
    re.I,
)
# Capitals before a colon or a dash that are no place.
_NO_PLACE = {"SECRETARY", "PRESIDENT", "MINISTER", "SENATOR", "AMBASSADOR", "GENERAL", "NATO", "ASEAN", "BRICS", "OPEC", "OSCE",
             "ECOWAS", "UNESCO", "UNICEF", "BREAKING", "EXCLUSIVE", "UPDATE", "WATCH", "OPINION", "ANALYSIS", "EXPLAINER",
             "EDITORIAL", "INTERVIEW", "QUESTION", "ANSWER", "MODERATOR", "SPOKESPERSON", "NOTE", "LIVE"}  # fmt: skip
# Ministry usage: the title names the day of the act of speaking itself.
_DATED_TITLE = re.compile(
    r"\b(?:press conference|briefing|statement|remarks|speech|address|communiqu[eé]|press release|declaration)\b.*\bon\b", re.I
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; any field may be empty."""

    authors: tuple[str, ...] = ()
    description: str = ""
    outlet: str | None = None
    published: str | None = None


def parse_byline(line: str) -> Byline | None:
    """Read `line` as a byline; None when it is not one.

    Known forms: "By A and B", "By A, Outlet", "A, international observer", "A in X and B in Y | Outlet | date".
    """
    if len(line) > 200:
        return None
    parts = [part.strip() for part in re.split(r"\s*[|·•]\s*", line) if part.strip()]
    if len(parts) > 1:
        return _parted(parts)
    if match := _BY.match(line):
        return _authored(line[match.end() :].strip())
    name, comma, rest = line.partition(",")
    if comma and len(line.split()) <= 12 and is_name(name) and not line.endswith("."):
        if house := re.fullmatch(r"\s*(?:for|of)\s+((?:The\s+)?[A-Z].{2,40})", rest):
            return Byline(_plain_names([name.strip()]), "", house[1])
        if _has_role(rest):
            return Byline(_plain_names([name.strip()]), rest.strip())
    return None


def is_name(text: str) -> bool:
    """Whether `text` has the form of a person's name: two to five capitalised words, particles aside."""
    words = text.split()
    big = [word for word in words if word.lower().rstrip(".") not in _PARTICLES]
    return (
        2 <= len(words) <= 6
        and 1 <= len(big) <= 5
        and all(word[0].isupper() and not any(c.isdigit() for c in word) and word[-1] not in ":;!?" for word in big)
    )


def dateline_end(paragraph: str) -> tuple[int, str | None, str | None]:
    """(length of the dateline at the head of `paragraph`, agency, ISO day); zero length when there is none."""
    for pattern in DATELINES:
        if (match := pattern.match(paragraph)) and match.end() <= 120:
            groups = match.groupdict()
            head = re.split(r"[\s:,(—–-]", match[0])[0]
            if head in _NO_PLACE or (head.isupper() and len(head) <= 3 and not any(groups.values())):
                continue
            agency = (groups.get("a") or groups.get("b") or "").strip() or None
            if agency and re.fullmatch(rf"{dates.MONTH}\W*", agency, re.I):
                agency = None
            return match.end(), agency, dates.iso_of(match[0])
    return 0, None, None


def place_date(line: str) -> str | None:
    """The ISO day of a line that holds a place and a date only ("Warsaw, 25 March 2024"); None otherwise."""
    if len(line) <= 80 and (_PLACE_DATE.fullmatch(line) or (len(line.split()) <= 12 and _ENDS_DATED.search(line))):
        return dates.iso_of(line)
    return None


def outlet_of(line: str) -> str | None:
    """The outlet in a line such as "Levant Courier, 20 March 2023"; None when the words before the date name a place."""
    name = re.split(r",|\||·|\s[–—-]\s", dates.WORDED.sub("", line))[0].strip()
    return name if _OUTLET.search(name) and len(name.split()) <= 5 else None


def stated_date(line: str) -> str | None:
    """The ISO day of a line that opens with "Published 12 January 2018"; None otherwise."""
    return dates.iso_of(line[:60]) if _STATED.match(line) and len(line) <= 160 else None


def title_date(title: str) -> str | None:
    """The ISO day in the title of a transcript or statement ("... Press Conference on August 25, 2023"); None otherwise."""
    return dates.iso_of(title) if _DATED_TITLE.search(title) else None


def looks_like_title(line: str, *, followed_by_blank: bool = True) -> bool:
    """Whether `line` at the head of a text reads as a headline."""
    words = line.split()
    if re.match(r"(?:Q(?:uestion)?|A(?:nswer)?|Moderator|Interviewer)\s*[:.]\s", line, re.I):
        return False
    if not 2 <= len(words) <= 32 or len(line) > 220 or dates.is_date_line(line) or dateline_end(line)[0]:
        return False
    if line.endswith((".", ";", ",", ":")):
        return line.endswith(".") and followed_by_blank and len(words) <= 14
    return line[0].isupper() or line[0].isdigit() or line[0] in "“\"'‘«¿¡[("


def _has_role(text: str) -> bool:
    if text.strip().startswith("The "):  # "The Strait Observer" is an outlet
        return False
    low = text.lower()
    return any(re.search(rf"\b{role}s?\b", low) for role in ROLES)


def _authored(text: str) -> Byline | None:
    text = text.rstrip(" .")
    if published := dates.iso_of(text):
        text = re.sub(r"\s+(?:on|at|published)$", "", dates.WORDED.sub("", text).strip(" ,-–—|"))
    pieces = [_IN.sub("", piece).strip() for piece in _SPLIT.split(text) if piece.strip()]
    if not pieces or not all(piece[0].isupper() for piece in pieces[:1]):
        return None
    authors = [pieces[0]] if len(pieces[0].split()) <= 6 else []
    description, outlet = "", None
    joined_by_and = bool(re.search(r"\s(?:and|&)\s|;", text))
    for piece in pieces[1:]:
        if (house := re.match(r"(?:for|of|with)\s+(?=[A-Z])", piece)) and outlet is None:
            outlet = piece[house.end() :]
        elif _has_role(piece) or piece[0].islower():
            description = f"{description}, {piece}".strip(", ")
        elif is_name(piece) and joined_by_and and not piece.startswith("The "):
            authors.append(piece)
        elif outlet is None:
            outlet = piece
    return Byline(_plain_names(authors), description, outlet, published) if authors else None


def _plain_names(names: list[str]) -> tuple[str, ...]:
    return tuple(_HONORIFIC.sub("", name) for name in names)


def _parted(parts: list[str]) -> Byline | None:
    published = next((found for part in parts if (found := dates.iso_of(part))), None)
    rest = [part for part in parts if not dates.is_date_line(part)]
    if not rest or len(rest) > 3:
        return None
    head = rest[0]
    inner = parse_byline(head) if _BY.match(head) else None
    if inner is None and (published is not None or len(rest) == 2):
        inner = _named(head)
    if inner is None and published is not None and len(rest) == 1 and len(head.split()) <= 6 and head[0].isupper():
        return Byline((), "", None if re.search(r"\bdesk\b", head, re.I) else head, published)
    if inner is None:
        return None
    outlet = rest[1] if len(rest) > 1 and rest[1][0].isupper() else inner.outlet
    return Byline(inner.authors, inner.description, outlet, inner.published or published)


def _named(text: str) -> Byline | None:
    pieces = [_IN.sub("", piece).strip() for piece in re.split(r"\s+and\s+|,\s+|;\s*", text)]
    return Byline(tuple(pieces)) if pieces and all(is_name(piece) and not piece.startswith("The ") for piece in pieces) else None
