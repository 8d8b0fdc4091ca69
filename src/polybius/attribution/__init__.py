"""Who says so: speakers, cues, contents, nesting.

`load()` gives the table of cues, `attribute(analysis, cues)` an analysis with `attributions` and with the voice of every
report and figure, `predict(analysis)` the spans alone. Reads parse, mentions, reports and figures; runs no model.

    quotes      quotation marks to quotations, from punctuation alone
    subjects    who utters a cue verb            frames      what a cue verb tells
    context     one document under reading       spans       arithmetic of character spans
    verbs       findings from cue verbs          phrases     from "according to", "in X's view", "citing X"
    nouns       from "the claim that"            labels      from "X: ..." in headlines and interviews
    quotations  speech that goes on without a cue            assemble    findings to records
"""

from __future__ import annotations

from polybius.attribution import assemble, citations, context, labels, nouns, phrases, quotations, verbs
from polybius.attribution.cues import Cues, lint, load
from polybius.records import Analysis

__all__ = ["Cues", "attribute", "lint", "load", "predict"]


def attribute(analysis: Analysis, cues: Cues) -> Analysis:
    """Return `analysis` with attributions A1, A2, ... in text order and `attribution` set on its reports and figures.

    A report belongs to the innermost attribution whose content holds its trigger; a report whose trigger is the cue itself
    ("accused") belongs to the voice around it. Contents that only name what a stance is about ("condemned the attack")
    leave their reports in the surrounding voice.
    """
    if not analysis.parse.tokens:
        return analysis
    reading = context.build(analysis, cues)
    cited = citations.cited(reading)
    findings = [*verbs.find(reading, frozenset(cited)), *phrases.find(reading), *nouns.find(reading), *labels.find(reading)]
    findings.extend(citations.find(reading, findings, cited))
    return assemble.assemble(reading, quotations.attach(reading, findings))


def predict(analysis: Analysis) -> list[dict[str, list[list[int]]]]:
    """Return source, cue and content of every attribution as lists of [start, end]; quotations without a cue are left out."""
    return [
        {
            "source": [list(span) for span in attribution.speaker.spans],
            "cue": [list(span) for span in attribution.cue],
            "content": [list(span) for span in attribution.content],
        }
        for attribution in analysis.attributions
        if attribution.cue
    ]
