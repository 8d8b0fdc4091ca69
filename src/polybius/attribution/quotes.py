"""Quotation marks to quotations, from punctuation alone: a parser errs around quotes, characters do not.

A quotation never reaches beyond its paragraph; one that runs over several paragraphs is a chain of pieces, each opened
anew, as printers do. A mark that is opened and not closed reaches to the end of the paragraph only when it clearly opened
speech; otherwise it is ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from polybius.records import Block

# Mark -> what it may do: "o" opens, "c" closes, "b" both; single marks only where they cannot be an apostrophe.
_DOUBLE = {"“": "o", "”": "c", "„": "o", "«": "o", "»": "c", '"': "b", "″": "b", "‟": "b"}
_MARK = re.compile(r"''|``|[“”„«»\"″‟‘’']")
_SPEECH_END = ",.?!…—–-;:"
_OPENERS = " \t\n\u00a0\u202f([{—–-/:,.?!…"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks: characters [start, end) of the text, paragraph, depth (0 outermost).

    `kind`: "speech" (a clause, or cut off by a comma as told speech is), "phrase" (some words only), "title" (the name of a
    text or thing). `chain` is the index of the piece before it in a quotation over several paragraphs. `words` counts them.
    """

    start: int
    end: int
    block: int
    depth: int
    closed: bool
    kind: str = "phrase"
    chain: int | None = None
    words: int = 0


def find(text: str, blocks: tuple[Block, ...], kinds: tuple[str, ...], title_words: frozenset[str]) -> list[Quote]:
    """Return the quotations of the blocks of the given kinds in text order, outer before inner."""
    out: list[Quote] = []
    numbers = [n for n, block in enumerate(blocks) if block.kind in kinds]
    for place, number in enumerate(numbers):
        block = blocks[number]
        following = blocks[numbers[place + 1]] if place + 1 < len(numbers) else None
        opens_next = following is not None and _opens(text, following.start, following.end)
        found = _scan(text, block.start, block.end, number, opens_next, block.kind == "title")
        before = _open_piece(out, numbers[place - 1] if place else None)
        for quote in sorted(found, key=lambda q: (q.start, -q.end)):
            quote = _classify(text, quote, block.start, title_words)
            if before is not None and quote.depth == 0 and not text[block.start : quote.start].strip():
                quote = replace(quote, chain=before, kind="speech")
            before = None
            out.append(quote)
    return out


def _opens(text: str, start: int, end: int) -> bool:
    head = text[start:end].lstrip()
    return (head[:1] in _DOUBLE and _DOUBLE.get(head[:1]) != "c") or head.startswith(("''", "``"))


def _open_piece(quotes: list[Quote], block: int | None) -> int | None:
    if quotes and block is not None:
        for index in range(len(quotes) - 1, -1, -1):
            quote = quotes[index]
            if quote.block != block:
                return None
            if quote.depth == 0:
                return index if not quote.closed else None
    return None


def _scan(text: str, start: int, end: int, block: int, opens_next: bool, headline: bool) -> list[Quote]:
    stack: list[tuple[int, int, str]] = []
    found: list[Quote] = []
    for match in _MARK.finditer(text, start, end):
        at, after, mark = match.start(), match.end(), match.group()
        before_char = text[at - 1] if at > start else " "
        after_char = text[after] if after < end else " "
        action = _action(mark, before_char, after_char, [opened for _, _, opened in stack], headline)
        if action == "open":
            if mark in ("'", "‘") and not _closes_later(text, after, end, mark):
                continue
            stack.append((at, after, mark))
        elif action == "close":
            while stack:
                begin, _, opened = stack.pop()
                if (opened in "'‘") == (mark in "'’") or (len(opened) == 2) != (len(mark) == 2):
                    found.append(Quote(begin, after, block, len(stack), True))
                    break
    if stack:
        begin = stack[0][0]
        lead = text[start:begin].rstrip()
        if stack[0][2] not in ("'", "‘") and (not lead or opens_next or lead[-1] in ":,.?!"):
            tail = len(text[begin:end].rstrip())
            inner = [quote for quote in found if quote.start > begin and quote.depth > 0]
            found = [quote for quote in found if quote.end <= begin] + inner
            found.append(Quote(begin, begin + tail, block, 0, False))
        else:
            found = [replace(quote, depth=max(quote.depth - len(stack), 0)) if quote.start > begin else quote for quote in found]
    return found


def _action(mark: str, before: str, after: str, stack: list[str], headline: bool) -> str:
    spaced_left = before in _OPENERS or before in "“\"‘'"
    spaced_right = not (after.isalnum() or after in "$€£“\"‘'[(…#@")
    if mark in ("'", "‘", "’"):
        return _single(mark, before, after, stack)
    use = {"''": "b", "``": "o"}.get(mark) or _DOUBLE[mark]
    doubles = [opened for opened in stack if opened not in ("'", "‘")]
    if use == "o":
        return "close" if doubles and not before.isspace() and spaced_right and before not in "([" else "open"
    if use == "c":
        if doubles:
            return "close"
        return "open" if spaced_left and not spaced_right else ""
    if doubles:
        # A second straight mark inside an open quotation closes it unless it hugs the word on its right only.
        return "open" if before.isspace() and after.isalnum() and not _same(doubles[-1], mark) else "close"
    return "open" if spaced_left and not after.isspace() else ""


def _same(opened: str, mark: str) -> bool:
    return opened == mark or {opened, mark} <= {'"', "“", "”", "″"}


def _single(mark: str, before: str, after: str, stack: list[str]) -> str:
    if stack and stack[-1] in ("'", "‘"):
        if mark == "‘" or after.isalnum() or before.isspace():
            return ""
        return "close" if not (before in "sS" and after == " " and mark == "'" and stack[-1] == "‘") else ""
    if mark == "’":
        return ""
    return "open" if (before in _OPENERS or before in '“"') and after.isalpha() else ""


def _closes_later(text: str, start: int, end: int, mark: str) -> bool:
    close = "['’]" if mark == "'" else "’"
    for match in re.finditer(close + r"(?!\w)", text[start:end]):
        before = text[start + match.start() - 1]
        if match.start() > 1 and (before in ",.?!" or before.isalnum()):
            return True
    return False


def _classify(text: str, quote: Quote, block_start: int, title_words: frozenset[str]) -> Quote:
    inner = text[quote.start : quote.end].strip("“”„«»\"'‘’″` ")
    words = inner.split()
    lead = re.findall(r"[\w-]+", text[max(block_start, quote.start - 60) : quote.start].lower())
    ends = inner[-1:] in ",.?!…" if inner else False
    kind = "phrase"
    if lead and lead[-1] in title_words and text[: quote.start].rstrip()[-1:] not in ",:":
        kind = "title"
    elif len(words) >= 7 or (ends and inner[:1].isupper()) or not quote.closed:
        kind = "speech"
    return replace(quote, kind=kind, words=len(words))
