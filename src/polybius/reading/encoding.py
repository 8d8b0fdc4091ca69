"""Bytes to text: byte order mark, then valid UTF-8, then the declared charset, then a guess; never a silent repair."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}encoding=["']([\w.:-]+)|<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# UTF-8 read as windows-1252 (or windows-1251) and stored again: two typical letters, or the quotes.
_MOJIBAKE = re.compile(
    r"Ã[\x80-\xbf¡-¿ƒ‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[œ\x9d™˜“”¦¢\x93\x94]|Â[£°©®«»]|(?:[РС][°-џЂЃѓђ‘’“”•–—]){3}|ï¿½"
)
# Latin-1 in a page means windows-1252 to every browser (WHATWG Encoding Standard, section 4.2).
_ALIASES = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "ascii": "windows-1252",
            "us-ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the codec used, the length of the byte order mark, and what is odd about it."""

    text: str
    encoding: str
    n_bom_bytes: int
    notes: tuple[str, ...]


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode `data`; characters that cannot be decoded become U+FFFD and are counted in the notes.

    Order: byte order mark; UTF-8 when the bytes are valid UTF-8 with no worse declaration; `declared` (or what the page
    itself declares); resiliparse's guess.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], name, len(mark), [])
    notes: list[str] = []
    stated = normal_name(declared) or declared_in(data)
    if _is_utf8(data):
        if stated not in (None, "utf-8") and not data.isascii():
            notes.append(f"the page declares {stated} but is UTF-8")
        return _finish(data, "utf-8", 0, notes)
    if stated is not None and stated != "utf-8":
        return _finish(data, stated, 0, notes)
    if stated == "utf-8" and _broken_share(data) < 0.002:
        return _finish(data, "utf-8", 0, notes)
    guess = _sober(normal_name(_guess(data)), data)
    if stated is not None:
        notes.append(f"the page declares {stated} but reads as {guess}")
    return _finish(data, guess, 0, notes)


def declared_in(data: bytes) -> str | None:
    """The charset an HTML or XML head declares, as a codec name Python knows; None without one."""
    match = _DECLARED.search(data[:4096])
    return normal_name((match[1] or match[2]).decode("ascii", "replace")) if match else None


def normal_name(name: str | None) -> str | None:
    """The codec for a charset name, after the web's aliases; None when there is no such codec."""
    if not name:
        return None
    low = name.strip().lower()
    try:
        found = codecs.lookup(_ALIASES.get(low, low)).name
    except LookupError:
        return None
    return _ALIASES.get(found, {"cp1252": "windows-1252", "cp1251": "windows-1251"}.get(found, found))


def has_mojibake(text: str) -> str | None:
    """The first run of characters that looks like UTF-8 decoded with a wrong table; None when the text looks sound."""
    match = _MOJIBAKE.search(text)
    return text[max(0, match.start() - 5) : match.end() + 5].strip() if match else None


def _finish(data: bytes, name: str, n_bom: int, notes: list[str]) -> Decoded:
    text = data.decode(name, "replace")
    if lost := text.count("\ufffd"):
        notes.append(f"{lost} characters could not be decoded as {name}")
    if sample := has_mojibake(text):
        notes.append(f"mojibake: '{sample}' looks like UTF-8 read with a wrong table; left as it is")
    return Decoded(text, name, n_bom, tuple(notes))


def _sober(guess: str | None, data: bytes) -> str:
    # The ISO tables put control characters where windows tables put quotes and dashes, which news text is full of.
    if guess is None or (
        guess.startswith("iso8859") and guess not in {"iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8"}
    ):
        return "windows-1252"
    if guess == "iso8859-2" and any(0x80 <= byte <= 0x9F for byte in data[:50_000]):
        return "cp1250"
    return guess


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _broken_share(data: bytes) -> float:
    return data.decode("utf-8", "replace").count("\ufffd") / max(1, len(data))


def _guess(data: bytes) -> str | None:
    from polybius.reading.resiliparse_adapter import guess_encoding

    return guess_encoding(data[:200_000])
