"""PETRARCH input XML (openeventdata/petrarch2, docs/inputs.rst): `<Sentences><Sentence date id source sentence><Text>`.

With sentence="true" each element is one sentence and the id ends in its number; the sentences of one story become one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree

from polybius.reading import dates
from polybius.reading.document import Facts
from polybius.reading.options import ReadOptions, discard
from polybius.records import Discard, Document

_NUMBERED = re.compile(r"(.+)[-_.](\d+)")


def read_petrarch(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    """One document per story, in file order; parse trees in the file are not used."""
    story: str | None = None
    head: dict[str, str] = {}
    parts: list[str] = []
    number = 0
    try:
        for _, element in ElementTree.iterparse(stream, events=("end",)):
            if element.tag.lower() != "sentence":
                continue
            number += 1
            name = _story(element, number)
            if name != story and story is not None:
                yield _document(story, head, parts, uri, options)
                parts = []
            if name != story:
                story, head = name, {key.lower(): value for key, value in element.attrib.items()}
            text = next((child.text or "" for child in element if child.tag.lower() == "text"), "")
            if text.strip():
                parts.append(" ".join(text.split()))
            element.clear()
    except ElementTree.ParseError as error:
        where = f"{uri}:{error.position[0]}"
        if story is not None:
            yield _document(story, head, parts, uri, options)
        yield discard("broken_xml", where, f"{where}: the XML is broken here ({error}); what stands before was read.")
        return
    if story is not None:
        yield _document(story, head, parts, uri, options)
    else:
        yield discard("no_text", uri, f"{uri}: no <Sentence> with <Text> in it.")


def _story(element: Any, number: int) -> str:
    name = str(element.get("id") or number)
    match = _NUMBERED.fullmatch(name)
    return match[1] if match and str(element.get("sentence", "")).lower() == "true" else name


def _document(story: str, head: dict[str, str], parts: list[str], uri: str, options: ReadOptions) -> Document | Discard:
    own = head.get("url") or f"{uri}#{story}"
    if not parts:
        return discard("no_text", own, f"{uri}: the story '{story}' has no <Text>.")
    day = dates.clean_stamp(head.get("date"))
    facts = Facts(
        own, outlet=head.get("source") or None, published=day, published_from="xml" if day else None, url=head.get("url", "")
    )
    from polybius.reading.builder import TextBuilder
    from polybius.reading.document import finish

    builder = TextBuilder()
    for part in parts:
        builder.gap("\n")
        builder.add_slice(part, 0, len(part), "paragraph", mapped=False)
    return finish(builder, facts, options)
