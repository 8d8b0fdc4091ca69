"""Date, place and figures of reports, from records made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from polybius.anchoring import anchor, lint
from polybius.anchoring.dates import fits
from polybius.records import Analysis, Figure, Interval, Place, Report, Span, Time

Builder = Callable[..., Analysis]


def report(text: Analysis, word: str, event_type: str = "CONSULT", mode: str | None = "visit", status: str = "actual") -> Report:
    token = next(t for t in text.parse.tokens if t.text == word)
    sentence = text.parse.sentence_of(token.i)
    return Report(
        f"r{token.i}",
        "d",
        Span(sentence.start, sentence.end),
        Span(token.start, token.end),
        word,
        token.i,
        event_type,
        mode,
        status,
    )


def time(text: Analysis, words: str, start: str, end: str, precision: str = "day", kind: str = "date") -> Time:
    at = text.document.text.index(words)
    return Time(at, at + len(words), words, kind, f"{start}/{end}", Interval(start, end), precision, "text", "test")


def place(text: Analysis, word: str, precision: str = "city", name: str | None = None) -> Place:
    at = text.document.text.index(word)
    return Place(at, at + len(word), word, name or word, "CHN", 1.0, 1.0, 1, precision, "test")


def anchored(text: Analysis, *reports: Report, times: tuple[Time, ...] = (), places: tuple[Place, ...] = ()) -> list[Report]:
    return list(anchor(replace(text, reports=reports, times=times, places=places)).reports)


VISITED = """
    Putin Putin PROPN NNP nsubj 1 PERSON
    visited visit VERB VBD ROOT 1
    China China PROPN NNP dobj 1 GPE
    on on ADP IN prep 1
    May May PROPN NNP pobj 3 DATE
    16-17 16-17 NUM CD nummod 4 DATE
"""


def test_cues_are_sound() -> None:
    assert lint() == []


def test_date_and_place_of_the_own_clause(analysis: Builder) -> None:
    text = analysis(VISITED)
    [done] = anchored(
        text, report(text, "visited"), times=(time(text, "May 16-17", "2024-05-16", "2024-05-17"),),
        places=(place(text, "China", "country"),),
    )  # fmt: skip
    assert done.date is not None and (done.date.start, done.date.end, done.date.rule) == ("2024-05-16", "2024-05-17", "own_clause")
    assert done.place is not None and done.place.precision == "country"
    assert dict(done.provenance) == {"date": "anchoring.own_clause", "place": "anchoring.visited"}
    spans = dict(done.evidence)["date"]
    assert text.document.text[spans[0].start : spans[0].end] == "May 16-17"


def test_no_date_is_none_and_never_the_publication_date(analysis: Builder) -> None:
    text = analysis(VISITED)
    [done] = anchored(text, report(text, "visited"))
    assert done.date is None and done.place is None and done.evidence == ()


def test_durations_and_vague_times_are_no_dates(analysis: Builder) -> None:
    text = analysis(VISITED)
    duration = time(text, "May 16-17", "2024-05-16", "2024-05-17", kind="duration")
    vague = replace(duration, kind="date", value="PAST_REF")
    assert anchored(text, report(text, "visited"), times=(duration, vague))[0].date is None


def test_open_interval_is_no_date(analysis: Builder) -> None:
    text = analysis(VISITED)
    since = replace(time(text, "May 16-17", "2024-05-16", "2024-05-17"), interval=Interval("2024-05-16", None))
    assert anchored(text, report(text, "visited"), times=(since,))[0].date is None


def test_planned_act_takes_no_past_date(analysis: Builder) -> None:
    text = analysis(VISITED, published="2024-06-01")
    past = (time(text, "May 16-17", "2024-05-16", "2024-05-17"),)
    assert anchored(text, report(text, "visited", status="planned"), times=past)[0].date is None
    early = analysis(VISITED, published="2024-05-01")
    assert anchored(early, report(early, "visited"), times=past)[0].date is None


def test_fits_compares_at_the_coarser_precision() -> None:
    year = Time(0, 1, "2024", "date", "2024", Interval("2024-01-01", "2024-12-31"), "year", "text", "test")
    assert fits(year, "actual", "2024-05-20") and fits(year, "planned", "2024-05")
    assert not fits(year, "planned", "2025-01-01") and not fits(year, "actual", "2023-12-31")
    assert fits(year, "actual", None)


SAID = """
    Rubio Rubio PROPN NNP nsubj 1 PERSON
    said say VERB VBD ROOT 1
    Monday Monday PROPN NNP npadvmod 1 DATE
    that that SCONJ IN mark 5
    Putin Putin PROPN NNP nsubj 5 PERSON
    visited visit VERB VBD ccomp 1
    Harbin Harbin PROPN NNP dobj 5 GPE
"""


def test_time_of_saying_is_not_the_time_of_the_act(analysis: Builder) -> None:
    text = analysis(SAID)
    [done] = anchored(text, report(text, "visited"), times=(time(text, "Monday", "2024-05-20", "2024-05-20"),))
    assert done.date is None


HELD = """
    In in ADP IN prep 5
    Beijing Beijing PROPN NNP pobj 0 GPE
    the the DET DT det 4
    Russian russian ADJ JJ amod 4
    leader leader NOUN NN nsubj 5
    held hold VERB VBD ROOT 5
    talks talk NOUN NNS dobj 5
    on on ADP IN prep 5
    Friday Friday PROPN NNP pobj 7 DATE
"""


def test_light_verb_lends_time_and_place_to_its_noun(analysis: Builder) -> None:
    text = analysis(HELD)
    [done] = anchored(
        text, report(text, "talks", mode=None), times=(time(text, "Friday", "2024-05-17", "2024-05-17"),),
        places=(place(text, "Beijing"),),
    )  # fmt: skip
    assert done.date is not None and done.date.rule == "governing_clause"
    assert done.place is not None and done.place.name == "Beijing"


DURING = """
    Last last ADJ JJ amod 1 DATE
    year year NOUN NN npadvmod 9 DATE
    , , PUNCT , punct 9
    during during ADP IN prep 9
    his his PRON PRP$ poss 5
    visit visit NOUN NN pobj 3
    to to ADP IN prep 5
    Moscow Moscow PROPN NNP pobj 6 GPE
    Xi Xi PROPN NNP nsubj 9 PERSON
    said say VERB VBD ROOT 9
    so so ADV RB advmod 9
"""


def test_act_during_which_something_was_said(analysis: Builder) -> None:
    text = analysis(DURING)
    [done] = anchored(
        text, report(text, "visit"), times=(time(text, "Last year", "2023-01-01", "2023-12-31", "year"),),
        places=(place(text, "Moscow"),),
    )  # fmt: skip
    assert done.date is not None and done.date.start == "2023-01-01"
    assert done.place is not None and done.place.name == "Moscow"


def test_subject_is_never_the_place(analysis: Builder) -> None:
    text = analysis(
        """
        Moscow Moscow PROPN NNP nsubj 1 GPE
        attacked attack VERB VBD ROOT 1
        Kharkiv Kharkiv PROPN NNP dobj 1 GPE
        """
    )
    [done] = anchored(text, report(text, "attacked", "ASSAULT", None), places=(place(text, "Moscow"), place(text, "Kharkiv")))
    assert done.place is not None and done.place.name == "Kharkiv"


def test_city_of_and_where(analysis: Builder) -> None:
    text = analysis(
        """
        He he PRON PRP nsubj 1
        visited visit VERB VBD ROOT 1
        the the DET DT det 3
        city city NOUN NN dobj 1
        of of ADP IN prep 3
        Harbin Harbin PROPN NNP pobj 4 GPE
        , , PUNCT , punct 3
        where where SCONJ WRB advmod 9
        he he PRON PRP nsubj 9
        met meet VERB VBD relcl 3
        students student NOUN NNS dobj 9
        """
    )
    done = anchored(text, report(text, "visited"), report(text, "met", mode=None), places=(place(text, "Harbin"),))
    assert [r.place.name if r.place else None for r in done] == ["Harbin", "Harbin"]


def test_second_day_of_a_dated_stay(analysis: Builder) -> None:
    text = analysis(
        VISITED,
        """
        On on ADP IN prep 8
        the the DET DT det 3
        second second ADJ JJ amod 3 DATE
        day day NOUN NN pobj 0 DATE
        of of ADP IN prep 3
        his his PRON PRP$ poss 6
        stay stay NOUN NN pobj 4
        he he PRON PRP nsubj 8
        toured tour VERB VBD ROOT 8
        Harbin Harbin PROPN NNP dobj 8 GPE
        """,
    )
    _, second = anchored(
        text, report(text, "visited"), report(text, "toured"), times=(time(text, "May 16-17", "2024-05-16", "2024-05-17"),)
    )
    assert second.date is not None and (second.date.start, second.date.rule) == ("2024-05-17", "day_of_stay")


def test_figure_of_the_own_clause_only(analysis: Builder) -> None:
    text = analysis(
        """
        Shelling shelling NOUN NN nsubj 1
        killed kill VERB VBD ROOT 1
        12 12 NUM CD nummod 3 CARDINAL
        people people NOUN NNS dobj 1
        , , PUNCT , punct 1
        said say VERB VBD parataxis 1
        officials official NOUN NNS nsubj 5
        with with ADP IN prep 6
        30 30 NUM CD nummod 9 CARDINAL
        reports report NOUN NNS pobj 7
        """
    )
    at = text.document.text.index
    dead = Figure(at("12"), at("12") + 2, "12", 12.0, "people", "casualty_dead")
    other = Figure(at("30"), at("30") + 2, "30", 30.0, "count", "level")
    done = anchor(replace(text, figures=(dead, other), reports=(report(text, "killed", "ASSAULT", None),)))
    assert done.reports[0].figures == (0,)


def test_what_was_set_before_is_kept(analysis: Builder) -> None:
    text = analysis(VISITED)
    given = replace(report(text, "visited"), place=place(text, "China", "country", "given"))
    [done] = anchored(text, given, places=(place(text, "China", "country"),))
    assert done.place is not None and done.place.name == "given" and done.provenance == ()
