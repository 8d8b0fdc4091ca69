"""The sample corpus is complete, and its expectations can be found in the articles."""

from __future__ import annotations

import re

import pytest

from polybius import samples
from polybius.errors import InputError

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
STATUSES = {"actual", "ongoing", "planned", "possible", "demanded", "negated", "hypothetical"}
NEGATIVES = {
    "derby-night", "comics-catalogue", "monsoon-bulletin", "harbour-dividend",
    "lute-maker-obituary", "duchess-and-gnomes", "tbilisi-dumplings",
}  # fmt: skip
PARTY = re.compile(r"[A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*|.*[A-Z ].*")
DATE = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")


def text_of(name: str) -> str:
    return samples.path(name).read_bytes().decode(samples.entry(name).encoding)


def test_forty_samples_and_no_file_without_entry() -> None:
    listed = {samples.entry(name).file for name in samples.names()}
    assert len(samples.names()) == len(listed) == 40
    assert {file.name for file in samples.path("visit").parent.iterdir()} == listed


def test_all_types_and_all_statuses_occur() -> None:
    reports = [report for name in samples.names() for report in samples.entry(name).expects]
    assert {report.type for report in reports} == TYPES
    assert {report.status for report in reports} == STATUSES


def test_exactly_the_negatives_expect_nothing() -> None:
    assert {name for name in samples.names() if not samples.entry(name).expects} == NEGATIVES


@pytest.mark.parametrize("name", samples.names())
def test_entry_fits_its_article(name: str) -> None:
    entry, text = samples.entry(name), text_of(name)
    if entry.file.endswith(".txt"):
        assert text.splitlines()[0].casefold() == entry.title.casefold()
    assert entry.title.casefold() in text.casefold()
    assert DATE.fullmatch(entry.published)
    assert entry.genre in {"news", "statement", "opinion", "interview", "other"}
    for author in entry.authors:
        assert author in text


@pytest.mark.parametrize("name", samples.names())
def test_every_trigger_is_found_once_and_no_two_share_a_place(name: str) -> None:
    entry, text = samples.entry(name), text_of(name)
    spans = [report.locate(text) for report in entry.expects]
    for report, span in zip(entry.expects, spans, strict=True):
        assert span is not None, report
        assert text[span[0] : span[1]] == report.trigger
    assert len(set(spans)) == len(spans)


@pytest.mark.parametrize("name", samples.names())
def test_parties_dates_and_parents_are_well_formed(name: str) -> None:
    reports = samples.entry(name).expects
    for number, report in enumerate(reports):
        assert all(PARTY.fullmatch(party) for party in report.source + report.target), report
        assert report.date is None or DATE.fullmatch(report.date), report
        assert not report.reciprocal or len(report.source) + len(report.target) > 0, report
        assert report.parent is None or report.parent < number
        if report.status == "demanded" and report.parent is not None:
            assert reports[report.parent].type in {"REQUEST", "THREATEN"}, report


def test_locate_reads_cleaned_text_and_refuses_ambiguity() -> None:
    report = next(item for item in samples.entry("mogadishu-nairobi").expects if item.trigger == "mend")
    assert report.locate("Somalia and Kenya mend ties after five months") == (18, 22)
    assert report.locate("mend mend") is None


def test_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(InputError, match="tariff-list"):
        samples.path("tarif-list")
    with pytest.raises(InputError, match="visit"):
        samples.entry("zzz")
