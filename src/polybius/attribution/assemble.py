"""Findings to records: speakers linked to actors, nesting, numbers, and the voice of every report and figure."""

from __future__ import annotations

from dataclasses import replace

from polybius.attribution.context import RELATIVES, Context, Finding
from polybius.records import Analysis, Attribution, Figure, Mention, Report, Span, Speaker

_RANK = {"verb": 0, "phrase": 1, "citing": 1, "label": 2, "noun": 3, "quote": 4}


def assemble(context: Context, findings: list[Finding]) -> Analysis:
    """Return the analysis with `attributions` and the `attribution` of every report and figure filled."""
    kept = _unique(findings)
    parents = _parents(kept)
    names = [f"A{number}" for number in range(1, len(kept) + 1)]
    linker = _Linker(context)
    records = []
    for number, finding in enumerate(kept):
        parent = parents[number]
        records.append(
            Attribution(
                names[number], linker.speaker(finding), finding.cue, finding.content, _kind(context, finding),
                names[parent] if parent is not None else None, finding.certainty, finding.rule,
            )
        )  # fmt: skip
    analysis = context.analysis
    voices = [(finding, name) for finding, name in zip(kept, names, strict=True) if not finding.presupposes]
    return replace(
        analysis,
        attributions=tuple(records),
        reports=tuple(_voiced_report(report, voices) for report in analysis.reports),
        figures=tuple(_voiced_figure(figure, voices) for figure in analysis.figures),
    )


def _unique(findings: list[Finding]) -> list[Finding]:
    """Text order; of two findings with the same cue the one of the better rule stays."""
    best: dict[tuple[Span, ...], Finding] = {}
    loose = []
    for finding in findings:
        if not finding.cue:
            loose.append(finding)
            continue
        rival = best.get(finding.cue)
        if rival is None or _RANK[finding.rule.split(":")[0]] < _RANK[rival.rule.split(":")[0]]:
            best[finding.cue] = finding
    return sorted([*best.values(), *loose], key=_place)


def _place(finding: Finding) -> tuple[int, int, int]:
    starts = [span.start for span in (*finding.cue, *finding.content)]
    return min(starts), max(span.end for span in finding.content), finding.token


def _at(finding: Finding) -> int:
    return finding.cue[0].start if finding.cue else finding.content[0].start


def _size(finding: Finding) -> int:
    return sum(end - start for start, end in finding.content)


def _parents(findings: list[Finding]) -> list[int | None]:
    """For each finding the one with the smallest content that holds its cue; no cycles."""
    parents: list[int | None] = [None] * len(findings)
    for number, finding in enumerate(findings):
        if finding.host is not None:
            parents[number] = next((index for index, other in enumerate(findings) if other.token == finding.host), None)
            continue
        at = _at(finding)
        around = [
            (_size(other), index) for index, other in enumerate(findings)
            if index != number and any(start <= at < end for start, end in other.content) and _size(other) > _size(finding)
            and other.host is None
        ]  # fmt: skip
        if around:
            parents[number] = min(around)[1]
    return parents


def _kind(context: Context, finding: Finding) -> str:
    """direct = all in quotation marks, mixed = part of it, indirect = none of it."""
    quotes = [quote for quote in context.quotes if quote.depth == 0 and quote.kind != "title"]
    inside = outside = 0
    for start, end in finding.content:
        zone = [
            q
            for q in context.quotes
            if q.start < start and end <= q.end and finding.cue and q.start <= finding.cue[0].start < q.end
        ]
        depth = max((q.depth for q in zone), default=-1) + 1
        pool = quotes if depth == 0 else [q for q in context.quotes if q.depth == depth]
        covered = sum(max(0, min(end, q.end) - max(start, q.start)) for q in pool)
        inside += covered
        outside += (end - start) - covered
    if not inside:
        return "indirect"
    return "direct" if outside <= 3 else "mixed"


def _voice(at: int, voices: list[tuple[Finding, str]]) -> str | None:
    around = [
        (_size(finding), number, name) for number, (finding, name) in enumerate(voices)
        if any(start <= at < end for start, end in finding.content)
    ]  # fmt: skip
    return min(around)[2] if around else None


def _voiced_report(report: Report, voices: list[tuple[Finding, str]]) -> Report:
    return replace(report, attribution=_voice(report.trigger.start, voices))


def _voiced_figure(figure: Figure, voices: list[tuple[Finding, str]]) -> Figure:
    return replace(figure, attribution=_voice(figure.start, voices))


class _Linker:
    """Finds the mention that a speaker's words are, by syntactic head first, by overlap second."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._actors = {actor.id: actor for actor in context.analysis.actors}
        self._heads: dict[int, Mention] = {}
        for mention in context.analysis.mentions:
            rival = self._heads.get(mention.head)
            if rival is None or mention.end - mention.start > rival.end - rival.start:
                self._heads[mention.head] = mention

    def speaker(self, finding: Finding) -> Speaker:
        """The `Speaker` of a finding; text "" and no actor where nobody is named."""
        if finding.speaker is None or finding.referent is None:
            return Speaker("", (), None, "", None)
        span = self._context.span(*finding.speaker)
        text = self._context.text[span.start : span.end]
        mention = self._mention(finding, span)
        name = text
        if text.lower() in RELATIVES or not finding.speaker.start <= finding.referent < finding.speaker.end:
            antecedent = self._context.span(*self._context.noun_phrase(finding.referent))
            name = self._context.text[antecedent.start : antecedent.end]
        if mention is None or len(mention.actors) != 1 or self._several(finding):
            return Speaker(text, (span,), None, name, None)
        actor = self._actors.get(mention.actors[0])
        if actor is None:
            return Speaker(text, (span,), mention.actors[0], name, None)
        return Speaker(text, (span,), actor.id, actor.name, actor.country)

    def _several(self, finding: Finding) -> bool:
        """Whether the words name more than one speaker ("Russia and China said")."""
        assert finding.speaker is not None and finding.referent is not None
        others = self._context.parse.children(finding.referent, "conj")
        return any(finding.speaker.start <= other.i < finding.speaker.end for other in others)

    def _mention(self, finding: Finding, span: Span) -> Mention | None:
        referent = finding.referent
        if referent is None:
            return None
        if referent in self._heads:
            return self._heads[referent]
        token = self._context.parse.tokens[referent]
        around = [m for m in self._context.analysis.mentions if m.start <= token.start and token.end <= m.end]
        if around:
            return min(around, key=lambda m: (m.end - m.start, m.start))
        for kid in self._context.parse.children(referent, "appos"):
            if kid.i in self._heads:
                return self._heads[kid.i]
        return None
