"""Task `reports` against the shipped sample articles: what a careful human coder writes down, found or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from polybius import samples
from polybius.evaluation.metrics import Counts, overlap, prf, ratio
from polybius.evaluation.result import Row, Scored, Tally, around

NOTES = (
    "report: trigger overlap and same type, one to one; trigger: trigger overlap alone. The rest is over matched reports.",
    "sides: sets of country codes, organisation ids or names; reciprocal reports compare both sides together.",
    "speaker: where gold and the report both have one. Expected reports in captions may be left out; expected triggers",
    "that cleaning did not keep count as missed.",
)


def records() -> list[Row]:
    """One gold record per shipped sample: id, file, published, expects."""
    return [_record(name) for name in samples.names()]


def _record(name: str) -> Row:
    entry = samples.entry(name)
    return {"id": name, "file": str(samples.path(name)), "published": entry.published, "outlet": entry.outlet,
            "expects": [asdict(item) for item in entry.expects]}  # fmt: skip


def fits(record: Row) -> bool:
    """Whether a gold record is a sample with its expected reports."""
    return "expects" in record and "file" in record


def to_input(record: Row, folder: Path) -> Row:
    """The prediction input of a gold record."""
    return {"id": record["id"], "file": str(folder / record["file"]), "published": record.get("published")}


def score(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Precision, recall, F1 of reports; status, mode, sides, voice and date of the matched ones."""
    tally = Tally()
    for gold in golds:
        answer = predictions.get(str(gold["id"]), {})
        text, reports = str(answer.get("text") or ""), answer.get("reports") or []
        voices = {item["id"]: item for item in answer.get("attributions") or []}
        wanted = [(samples.ExpectedReport(**_frozen(item)), item) for item in gold["expects"]]
        places = [expected.locate(text) for expected, _ in wanted]
        counts: Counts = {}
        for name, typed in (("trigger", False), ("report", True)):
            pairs = match([item for _, item in wanted], places, reports, typed)
            optional = sum(item["caption"] and number not in pairs for number, (_, item) in enumerate(wanted))
            counts |= {f"{name}.gold": len(wanted) - optional, f"{name}.pred": len(reports), f"{name}.tp": len(pairs)}
        for number, found in pairs.items():
            _details(counts, wanted[number][1], reports[found], voices, tally, gold, text)
        tally.count(str(gold["id"]), counts)
        _misses(tally, gold, text, [item for _, item in wanted], places, reports, pairs)
    return tally.scored(_formula, (), NOTES)


def _frozen(item: Row) -> dict[str, Any]:
    return {**item, "source": tuple(item["source"]), "target": tuple(item["target"])}


def match(wanted: Sequence[Row], places: Sequence[tuple[int, int] | None], reports: Sequence[Row], typed: bool) -> dict[int, int]:
    """Expected report -> predicted report, one to one: triggers overlap and, when `typed`, types agree; same type first."""
    candidates: list[tuple[int, int, int, int]] = []
    for i, (item, place) in enumerate(zip(wanted, places, strict=True)):
        for j, report in enumerate(reports):
            trigger = report["trigger"]
            if place is None or not overlap(place, (trigger["start"], trigger["end"])):
                continue
            same = report["event_type"] == item["type"]
            if same or not typed:
                same_status = report["status"] == item["status"]
                candidates.append((-int(same), -int(same_status), i, j))
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def side_keys(participants: Sequence[Row]) -> list[set[str]]:
    """For each participant the folded names by which gold may mean it: country, actor id, name, words."""
    out = []
    for p in participants:
        keys = {str(p[key]).casefold() for key in ("country", "actor", "name", "text") if p.get(key)}
        out.append(keys | {str(p["actor"]).replace("-", " ").casefold()} if p.get("actor") else keys)
    return out


def side_hits(wanted: Sequence[str], participants: Sequence[Row]) -> tuple[int, int, int, int]:
    """(gold met, gold, predicted right, predicted) of one side."""
    keys = side_keys(participants)
    names = [name.casefold() for name in wanted]
    met = sum(any(name in key for key in keys) for name in names)
    right = sum(any(name in key for name in names) for key in keys)
    return met, len(names), right, len(keys)


def _details(counts: Counts, item: Row, report: Row, voices: Mapping[str, Row], tally: Tally, gold: Row, text: str) -> None:
    def check(name: str, right: bool) -> None:
        counts[f"{name}.n"] = counts.get(f"{name}.n", 0) + 1
        counts[f"{name}.right"] = counts.get(f"{name}.right", 0) + right

    wrong: list[str] = []
    check("status", report["status"] == item["status"])
    if report["status"] != item["status"]:
        wrong.append(f"status {item['status']} / {report['status']}")
    if item["mode"]:
        check("mode", report["mode"] == item["mode"])
        if report["mode"] != item["mode"]:
            wrong.append(f"mode {item['mode']} / {report['mode']}")
    narrator = item["voice"] == "narrator"
    check("voice_narrator_or_not", narrator == (report.get("attribution") is None))
    if not narrator and (speaker := (voices.get(report.get("attribution") or "") or {}).get("speaker")):
        check("speaker", _same_voice(item["voice"], speaker))
    if item["date"]:
        check("date", _same_date(item["date"], report.get("date")))
    both = item["reciprocal"] or report.get("reciprocal")
    sides = [("sides", [*item["source"], *item["target"]], [*report["source"], *report["target"]])] if both else []
    for name, names, participants in sides or [(side, item[side], report[side]) for side in ("source", "target")]:
        met, n_gold, right, n_pred = side_hits(names, participants)
        for key, value in (("met", met), ("gold", n_gold), ("right", right), ("pred", n_pred)):
            counts[f"{name}.{key}"] = counts.get(f"{name}.{key}", 0) + value
        if met < n_gold or right < n_pred:
            said = ", ".join(f"{p.get('text')}={p.get('actor')}" for p in participants) or "nobody"
            wrong.append(f"{name} {', '.join(names) or 'nobody'} / {said}")
    if wrong:
        where = around(text, report["trigger"]["start"], report["trigger"]["end"])
        tally.miss(str(gold["id"]), where, "; ".join(w.split(" / ")[0] for w in wrong), "; ".join(w.split(" / ")[1] for w in wrong))


def _same_voice(voice: str, speaker: Row) -> bool:
    wanted = voice.casefold().removeprefix("the ")
    given = [str(speaker.get(key) or "").casefold().removeprefix("the ") for key in ("name", "text", "actor")]
    return any(name and (name in wanted or wanted in name) for name in given)


def _same_date(wanted: str, date: Row | None) -> bool:
    if not date or not date.get("start"):
        return False
    start, _, end = wanted.partition("/")
    return str(date["start"]).startswith(start) and str(date.get("end") or "").startswith(end or start)


def _formula(total: Mapping[str, float]) -> dict[str, float | None]:
    out: dict[str, float | None] = {}
    for name in ("report", "trigger"):
        tp = total.get(f"{name}.tp", 0)
        out |= prf(name, tp, total.get(f"{name}.pred", 0), tp, total.get(f"{name}.gold", 0))
    for name in ("status", "mode", "voice_narrator_or_not", "speaker", "date"):
        out[f"{name}_accuracy"] = ratio(total.get(f"{name}.right", 0), total.get(f"{name}.n", 0))
    for name in ("source", "target", "sides"):
        counts = [total.get(f"{name}.{key}", 0) for key in ("right", "pred", "met", "gold")]
        out |= prf(name, *counts)
    return out


def _misses(
    tally: Tally, gold: Row, text: str, wanted: Sequence[Row], places: Sequence[tuple[int, int] | None],
    reports: Sequence[Row], pairs: Mapping[int, int],
) -> None:  # fmt: skip
    for number, item in enumerate(wanted):
        if number in pairs or item["caption"]:
            continue
        place = places[number]
        where = around(text, *place) if place else f"(trigger {item['trigger']!r} is not in the cleaned text)"
        said = [r for r in reports if place and overlap(place, (r["trigger"]["start"], r["trigger"]["end"]))]
        tally.miss(str(gold["id"]), where, f"{item['type']} {item['status']}", said[0]["event_type"] if said else "no report")
    taken = set(pairs.values())
    for number, report in enumerate(reports):
        trigger = report["trigger"]
        span = (trigger["start"], trigger["end"])
        if number not in taken and not any(place and overlap(place, span) for place in places):
            tally.miss(str(gold["id"]), around(text, *span), "no report", f"{report['event_type']} {report['status']}")
