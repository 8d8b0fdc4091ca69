"""A document for a person: sentences with their evidence underlined, one line per report, voices, figures, discards.

On a terminal evidence is underlined and coloured; in a pipe a line of marks stands below the text instead
(`s` source, `t` target, `^` act, `~` date, place and figures).
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from polybius.records import Analysis, Attribution, Discard, Figure, Participant, Report, Span

MARKS = {"trigger": "^", "source": "s", "target": "t"}
STYLES = {"^": "bold underline red", "s": "underline green", "t": "underline blue", "~": "underline yellow"}
QUOTE_CHARS = 140


def show(results: Sequence[Analysis | Discard]) -> None:
    """Print every document of `results` on stdout, and what was discarded."""
    console = Console(highlight=False, soft_wrap=True)
    for item in results:
        if isinstance(item, Analysis):
            _document(console, item)
        else:
            console.print(Text(f"not read: {item.uri or ''} {item.reason}: {item.detail}".replace("  ", " ")))


def _document(console: Console, analysis: Analysis) -> None:
    _head(console, analysis)
    text = analysis.document.text
    voices = {a.id: a for a in analysis.attributions}
    ids = {report.id: number for number, report in enumerate(analysis.reports, 1)}
    by_sentence: dict[Span, list[Report]] = {}
    for report in analysis.reports:
        by_sentence.setdefault(report.sentence, []).append(report)
    console.print(Text(f"\nREPORTS ({len(analysis.reports)})", style="bold"))
    for sentence in sorted(by_sentence):
        reports = by_sentence[sentence]
        console.print()
        _underlined(console, text, sentence, _marks(reports))
        for report in reports:
            console.print(Text("  " + report_line(report, ids, voices)))
    _voices(console, analysis)
    _figures(console, analysis)
    _discards(console, analysis)


def _head(console: Console, analysis: Analysis) -> None:
    document = analysis.document
    published = f"{document.published} (from {document.published_from})" if document.published else "not found"
    console.print(Text(document.title or "(no title)", style="bold"))
    genre = document.genre + (f" ({document.genre_score:.2f})" if document.genre_score is not None else "")
    for name, value in (
        ("outlet", document.outlet or "not found"),
        ("authors", "; ".join(document.authors) or "not found"),
        ("published", published),
        ("genre", genre),
        ("language", document.language or "unknown"),
        ("document", document.id),
    ):
        console.print(Text(f"{name + ':':<11}{value}"))
    for note in document.notes:
        console.print(Text(f"note:      {note}"))


def report_line(report: Report, ids: dict[str, int], voices: dict[str, Attribution]) -> str:
    """One report as one line: number, who -> type/mode -> whom, when, where, status, in whose voice."""
    act = report.event_type + (f"/{report.mode}" if report.mode else "")
    sides = f"{_side(report.source)} -> {act}" + (f" -> {_side(report.target)}" if report.target else "")
    if report.reciprocal:
        sides = f"{_side(report.source)} <-> {act}" + (f" <-> {_side(report.target)}" if report.target else "")
    parts = [sides, report.status]
    if report.date is not None:
        span = report.date.start or ""
        if report.date.end != report.date.start:
            span += f"..{report.date.end or ''}"
        parts.append(span)
    if report.place is not None:
        parts.append("in " + report.place.name)
    parts.append("narrator" if report.attribution is None else "voice: " + voice_chain(report.attribution, voices))
    if report.parent in ids:
        parts.append(f"part of {ids[report.parent]}")
    return f"{ids[report.id]}. " + " | ".join(parts)


def voice_chain(attribution: str, voices: dict[str, Attribution]) -> str:
    """Who says so, innermost first: `Chinese statistics [A12], told by Vladimir Putin [A11]`."""
    names: list[str] = []
    current: str | None = attribution
    while current is not None and current in voices and len(names) < len(voices):
        voice = voices[current]
        names.append(f"{voice.speaker.name or voice.speaker.text or 'unknown'} [{voice.id}]")
        current = voice.parent
    return ", told by ".join(names) or "unknown"


def _side(side: Sequence[Participant]) -> str:
    if not side:
        return "(nobody named)"
    return " + ".join(f"{p.name}" + (f" ({p.country})" if p.country and p.country != p.actor else "") for p in side)


def _marks(reports: Sequence[Report]) -> list[tuple[int, int, str]]:
    marks: list[tuple[int, int, str]] = []
    for report in reports:
        for field, spans in report.evidence:
            mark = MARKS.get(field, "" if field in ("event_type", "status", "mode") else "~")
            marks += [(span.start, span.end, mark) for span in spans if mark]
        marks += [(p.start, p.end, "s") for p in report.source]
        marks += [(p.start, p.end, "t") for p in report.target]
        marks.append((report.trigger.start, report.trigger.end, "^"))
    return marks


def _underlined(console: Console, text: str, sentence: Span, marks: Sequence[tuple[int, int, str]]) -> None:
    line = text[sentence.start : sentence.end].replace("\n", " ").replace("\t", " ")
    under = [" "] * len(line)
    for start, end, mark in marks:
        for position in range(max(start, sentence.start), min(end, sentence.end)):
            under[position - sentence.start] = mark
    width = min(shutil.get_terminal_size((100, 24)).columns, 120) - 2
    position = 0
    for piece in textwrap.wrap(line, width, break_long_words=True, drop_whitespace=False) or [line]:
        shown = piece.rstrip()
        marked = "".join(under[position : position + len(shown)])
        position += len(piece)
        if console.is_terminal:
            rich_line = Text("  " + shown)
            for k, mark in enumerate(marked):
                if mark != " ":
                    rich_line.stylize(STYLES[mark], k + 2, k + 3)
            console.print(rich_line)
        else:
            console.print(Text("  " + shown))
            if marked.strip():
                console.print(Text("  " + marked.rstrip()))


def _voices(console: Console, analysis: Analysis) -> None:
    text = analysis.document.text
    console.print(Text(f"\nVOICES ({len(analysis.attributions)})", style="bold"))
    for a in analysis.attributions:
        console.print(Text("  " + voice_line(a, text)))


def voice_line(a: Attribution, text: str) -> str:
    """One attribution as one line: speaker with the words that name them, cue with its force, content."""
    speaker = a.speaker.name or a.speaker.text or "unknown speaker"
    if a.speaker.text and a.speaker.text != speaker:
        speaker += f' ("{a.speaker.text}")'
    cue = " ".join(text[s.start : s.end] for s in a.cue)
    content = _short(" [...] ".join(text[s.start : s.end] for s in a.content))
    inside = f", told by {a.parent}" if a.parent else ""
    return f"{a.id}. {speaker} | {cue} ({a.certainty}, {a.kind}{inside}) | {content}"


def _figures(console: Console, analysis: Analysis) -> None:
    console.print(Text(f"\nFIGURES ({len(analysis.figures)})", style="bold"))
    voices = {a.id: a for a in analysis.attributions}
    for figure in analysis.figures:
        who = "narrator" if figure.attribution is None else voice_chain(figure.attribution, voices)
        console.print(Text(f"  {figure_line(figure)} | {who}"))


def figure_line(figure: Figure) -> str:
    """One figure as one line: words, value with unit, what it counts, kind, period."""
    value = "" if figure.value is None else f"{figure.value:,.15g}"
    if figure.low is not None or figure.high is not None:
        low, high = ("" if bound is None else f"{bound:,.15g}" for bound in (figure.low, figure.high))
        value += f" [{low}..{high}]"
    parts = [f'"{figure.text}"', f"{(figure.approximate or '').replace('_', ' ')} {value} {figure.unit}".strip(), figure.kind]
    if figure.of:
        parts.append(f"of {figure.of}")
    if figure.period is not None:
        parts.append(f"{figure.period.start or ''}..{figure.period.end or ''}")
    if figure.participants:
        parts.append("+".join(figure.participants))
    return " | ".join(parts)


def _discards(console: Console, analysis: Analysis) -> None:
    document = analysis.document
    litter = document.litter
    console.print(Text(f"\nDISCARDED ({len(analysis.discards) + len(litter)})", style="bold"))
    for block in litter:
        console.print(Text(f"  litter, {block.detail or 'page'}: {_short(document.text[block.start : block.end])}"))
    for discard in analysis.discards:
        words = "" if discard.start is None else _short(document.text[discard.start : discard.end])
        console.print(Text(f"  {discard.stage}, {discard.reason}: {words}" + (f" ({discard.detail})" if discard.detail else "")))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= QUOTE_CHARS else text[: QUOTE_CHARS - 4].rstrip() + " ..."
