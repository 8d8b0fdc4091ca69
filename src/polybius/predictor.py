"""Predictions for the evaluation tasks, made by the same functions that code documents."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from polybius.errors import InputError, StepError
from polybius.pipeline import STEPS, Pipeline, Settings
from polybius.records import Analysis, Document, Interval, Span, stable_id

Row = dict[str, Any]
BATCH = 64


def predict(task: str, records: Iterable[Row], settings: Settings | None = None, folder: Path | None = None) -> Iterator[Row]:
    """Yield one prediction per record, in order, with its `id`; streams in batches (lineage needs all records at once).

    Args:
        task: relation, reports, attribution, actors, mentions, places, times, figures, status, body or lineage.
        records: the inputs, as the contract of each task says; `id` is carried over.
        settings: of the pipeline.
        folder: where relative paths in the input start from; the working directory by default.

    Raises:
        InputError: unknown task; a record lacks a field or has an impossible one (names its position and id).
    """
    if task not in _TASKS:
        raise InputError(f"No task is named '{task}'. The tasks are: {', '.join(_TASKS)}.")
    maker = _Predictor(settings or Settings(), folder or Path())
    return _TASKS[task](maker, _checked(task, records))


_NEEDS: dict[str, tuple[str, ...]] = {
    "relation": ("text",),
    "reports": (),
    "attribution": ("text",),
    "actors": ("query",),
    "mentions": ("text",),
    "places": ("text",),
    "times": ("text",),
    "figures": ("text",),
    "status": ("text", "events"),
    "body": ("html",),
    "lineage": (),
}


def _checked(task: str, records: Iterable[Row]) -> Iterator[Row]:
    for number, record in enumerate(records, 1):
        where = f"record {number} ({record.get('id', 'no id')})"
        for name in ("id", *_NEEDS[task]):
            if record.get(name) is None:
                raise InputError(f"{where}: the task '{task}' needs the field '{name}'. Add it to the input.")
        text = record.get("text")
        if text is not None and not isinstance(text, str):
            raise InputError(f"{where}: 'text' must be a string.")
        marked = [record.get("source"), record.get("target")] if task == "relation" else record.get("events", [])
        for span in marked if task in ("relation", "status") else ():
            if span is not None and not _is_span(span, len(text or "")):
                raise InputError(f"{where}: {span} is no span [start, end] inside the text of {len(text or '')} characters.")
        yield record


def _is_span(span: Any, length: int) -> bool:
    return (
        isinstance(span, Sequence)
        and len(span) == 2
        and all(isinstance(end, int) for end in span)
        and 0 <= span[0] < span[1] <= length
    )


def plain_document(record: Row) -> Document:
    """A document from a bare text: one paragraph per line, nothing cleaned, so that offsets are those of the input."""
    from polybius.annotation.spacy_adapter import blocks_of_plain

    text = record["text"]
    published = record.get("published")
    return Document(
        id=stable_id("d", text, str(record["id"])),
        uri=str(record["id"]),
        text=text,
        blocks=blocks_of_plain(text),
        published=published[:10] if isinstance(published, str) else None,
        language="en",
        genre="news",
    )


class _Predictor:
    """Holds the loaded pipeline; one method per task."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._pipeline = Pipeline(settings)
        self._folder = folder

    def _batches(self, records: Iterable[Row]) -> Iterator[list[Row]]:
        source = iter(records)
        while batch := list(islice(source, BATCH)):
            yield batch

    def _analyses(self, records: Iterable[Row], steps: Sequence[str]) -> Iterator[tuple[Row, Analysis]]:
        """Each record with its analysis after the named steps."""
        for batch in self._batches(records):
            documents = [plain_document(record) for record in batch]
            for record, analysis in zip(batch, self._pipeline.annotator.annotate(documents), strict=True):
                yield record, self._advance(analysis, steps)

    def _advance(self, analysis: Analysis, steps: Sequence[str]) -> Analysis:
        for step in STEPS:
            if step.name in steps:
                analysis = step.run(analysis, self._pipeline.knowledge)
        return analysis

    def relation(self, records: Iterable[Row]) -> Iterator[Row]:
        """Root, mode, status and probability of a marked pair."""
        from polybius.coding import predict_relation

        knowledge = self._pipeline.knowledge
        for record, analysis in self._analyses(records, ()):
            source, target = (_span(record.get(side)) for side in ("source", "target"))
            yield {"id": record["id"], **predict_relation(analysis, source, target, knowledge.lexicon, knowledge.classifier)}

    def reports(self, records: Iterable[Row]) -> Iterator[Row]:
        """Reports as in the JSON record, and the attributions they point to; also of whole files (`file`).

        Records with `codes` "petrarch" get `tuples` by the dictionaries of the overlay instead.
        """
        for own_codes, group in groupby(records, key=lambda record: record.get("codes") == "petrarch"):
            make = self._tuples if own_codes else self._reports
            yield from make(group)

    def _tuples(self, records: Iterable[Row]) -> Iterator[Row]:
        from polybius.coding.petrarch import code_tuples
        from polybius.coding.petrarch_tables import load

        overlay = self._pipeline.settings.overlay
        if overlay is None:
            raise InputError("codes by PETRARCH's dictionaries need --overlay: the folder that `polybius actors import` made.")
        dictionary, cues = load(Path(overlay)), self._pipeline.knowledge.lexicon.cues
        for record, analysis in self._analyses(records, ()):
            found = code_tuples(analysis, dictionary, cues)
            tuples = [{"source": item.source, "target": item.target, "code": item.code} for item in found]
            yield {"id": record["id"], "tuples": tuples}

    def _reports(self, records: Iterable[Row]) -> Iterator[Row]:
        from polybius.exchange.record import to_record

        for record, analysis in self._coded(records):
            whole = to_record(analysis)
            out = {"id": record["id"], "reports": whole["reports"], "attributions": whole["attributions"]}
            yield {**out, "text": analysis.document.text} if "file" in record else out

    def _coded(self, records: Iterable[Row]) -> Iterator[tuple[Row, Analysis]]:
        for batch in self._batches(records):
            documents = [self._document(record) for record in batch]
            for record, item in zip(batch, self._pipeline.run(documents, strict=True), strict=True):
                if not isinstance(item, Analysis):
                    raise StepError(f"{record['id']}: not coded ({item.reason}: {item.detail}). This is a bug: please report it.")
                yield record, item

    def _document(self, record: Row) -> Document:
        if "file" not in record:
            if record.get("text") is None:
                raise InputError(f"record {record['id']}: the task 'reports' needs 'text' (or 'file'). Add it to the input.")
            return plain_document(record)
        from polybius import reading

        path = self._folder / record["file"]
        if not path.is_file():
            raise InputError(f"record {record['id']}: {path}: no such file.")
        items = list(reading.read_path(path, reading.ReadOptions()))
        documents = [item for item in items if isinstance(item, Document)]
        if len(documents) != 1:
            raise InputError(f"record {record['id']}: {path} holds {len(documents)} readable documents; the task needs one.")
        document = documents[0]
        return document if document.published else replace(document, published=record.get("published"))

    def attribution(self, records: Iterable[Row]) -> Iterator[Row]:
        """Source, cue and content of every attribution."""
        from polybius import attribution

        for record, analysis in self._analyses(records, ("times", "link", "attribute")):
            yield {"id": record["id"], "attributions": attribution.predict(analysis)}

    def actors(self, records: Iterable[Row]) -> Iterator[Row]:
        """Actor, name, country, sector and reason of a query."""
        from polybius import actors

        knowledge = self._pipeline.knowledge.actors
        for record in records:
            query, context, date = record["query"], record.get("context"), record.get("date")
            answer = actors.predict(query, context, date, knowledge)
            names = [item.name for item in actors.who(query, knowledge, date, context) if item.actor == answer.get("actor")]
            yield {"id": record["id"], **answer, "name": names[0] if names and answer.get("actor") else None}

    def mentions(self, records: Iterable[Row]) -> Iterator[Row]:
        """Mentions with their actors, the actors' names, kind, rule and score."""
        for record, analysis in self._analyses(records, ("times", "link")):
            known = {actor.id: actor for actor in analysis.actors}
            yield {"id": record["id"], "mentions": [_mention(item, known) for item in analysis.mentions]}

    def places(self, records: Iterable[Row]) -> Iterator[Row]:
        """Toponyms with their entries."""
        from polybius import places

        for record, analysis in self._analyses(records, ("times", "link", "locate")):
            yield {"id": record["id"], "toponyms": [_named(analysis, item) for item in places.predict(analysis)]}

    def times(self, records: Iterable[Row]) -> Iterator[Row]:
        """Time expressions with their values."""
        from polybius.annotation import times

        for record, analysis in self._analyses(records, ("times",)):
            intervals = {(t.start, t.end): t.interval for t in analysis.times}
            found = [_with_interval(dict(item), intervals) for item in times.predict(analysis)]
            yield {"id": record["id"], "times": found}

    def figures(self, records: Iterable[Row]) -> Iterator[Row]:
        """Figures with value and unit."""
        from polybius.annotation import figures

        for record, analysis in self._analyses(records, ("times", "figures")):
            bounds = {(f.start, f.end): {"low": f.low, "high": f.high} for f in analysis.figures}
            found = [{**bounds.get((item["start"], item["end"]), {}), **item} for item in figures.predict(analysis)]
            yield {"id": record["id"], "figures": found}

    def status(self, records: Iterable[Row]) -> Iterator[Row]:
        """Status per given event, in the order given: of the predicate at its words; null where there is no word. `scores`
        says how surely it happened, -3 .. 3."""
        from polybius.coding import predict_status

        knowledge = self._pipeline.knowledge
        for record, analysis in self._analyses(records, ()):
            told = predict_status(analysis, record["events"], knowledge.lexicon.cues, knowledge.classifier)
            statuses, scores = [item["status"] for item in told], [item["score"] for item in told]
            yield {"id": record["id"], "status": statuses, "scores": scores}

    def body(self, records: Iterable[Row]) -> Iterator[Row]:
        """Body, title, authors and publication date of a page; `html` is a path (.gz too) or the page itself."""
        from polybius import reading

        for record in records:
            yield {"id": record["id"], **reading.predict_body(self._page(record), record.get("url") or "")}

    def _page(self, record: Row) -> bytes:
        html = str(record["html"])
        if html.lstrip().startswith("<"):
            return html.encode()
        path = self._folder / html
        if not path.is_file():
            raise InputError(f"record {record['id']}: {path}: no such file. 'html' is a path beside the input, or the page itself.")
        data = path.read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data

    def lineage(self, records: Iterable[Row]) -> Iterator[Row]:
        """A cluster per document: the id of its first member. A record is one document of the collection (`text`), or a
        collection of its own (`documents`: texts, or objects with id and text)."""
        from polybius.archive.lineage import near_duplicates

        single = []
        for record in records:
            if "documents" in record:
                documents = [d if isinstance(d, dict) else {"id": str(k), "text": d} for k, d in enumerate(record["documents"])]
                leaders = near_duplicates([str(d["text"]) for d in documents])
                clusters = [{"id": d["id"], "cluster": documents[lead]["id"]} for d, lead in zip(documents, leaders, strict=True)]
                yield {"id": record["id"], "clusters": clusters}
            elif "text" in record:
                single.append(record)
            else:
                raise InputError(f"record {record['id']}: the task 'lineage' needs 'text' or 'documents'. Add one to the input.")
        for record, lead in zip(single, near_duplicates([r["text"] for r in single]), strict=True):
            yield {"id": record["id"], "cluster": single[lead]["id"]}


def _mention(mention: Any, known: Mapping[str, Any]) -> Row:
    actors = [known[actor] for actor in mention.actors]
    return {
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind,
        "actors": list(mention.actors),
        "names": [actor.name for actor in actors],
        "countries": [actor.country for actor in actors],
        "sectors": [actor.sector for actor in actors],
        "kinds": [actor.kind for actor in actors],
        "rule": mention.rule,
        "score": mention.score,
        "runner_up": mention.runner_up,
    }


def _span(value: Any) -> Span | None:
    return None if value is None else Span(value[0], value[1])


def _with_interval(item: Row, intervals: Mapping[tuple[int, int], Interval | None]) -> Row:
    interval = intervals.get((item["start"], item["end"]))
    return item if interval is None else {**item, "interval": {"start": interval.start, "end": interval.end}}


def _named(analysis: Analysis, item: Any) -> Row:
    # Name and words beside the numbers: a person reading errors needs them.
    names = {(place.start, place.end): place.name for place in analysis.places}
    text = analysis.document.text[item["start"] : item["end"]]
    return {**item, "name": names.get((item["start"], item["end"]), text), "text": text}


_TASKS: dict[str, Callable[[_Predictor, Iterator[Row]], Iterator[Row]]] = {
    "relation": _Predictor.relation,
    "reports": _Predictor.reports,
    "attribution": _Predictor.attribution,
    "actors": _Predictor.actors,
    "mentions": _Predictor.mentions,
    "places": _Predictor.places,
    "times": _Predictor.times,
    "figures": _Predictor.figures,
    "status": _Predictor.status,
    "body": _Predictor.body,
    "lineage": _Predictor.lineage,
}
