"""Task `actors`: which actor a string means on a date: country, sector, and identity by encyclopedia title."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import Counts, ratio
from polybius.evaluation.result import Row, Scored, Tally
from polybius.evaluation.titles import titled

# Three-letter "countries" that are classes of actor in the gold's codebook, not states.
NOT_STATES = ("IGO", "UNO", "NGO", "MNC")
NOTES = (
    "country: gold's empty country asks for none; IGO, UNO, NGO, MNC there are no states: an answer without a state is right.",
    "sector: compared where gold states one (first or second code); a bare country's empty sector is left out.",
    "identity: the predicted name or id, folded, is gold's title or is contained in it; an empty title is not scored.",
    "abstains: where gold expects no code at all, the share without an actor.",
)


def fits(record: Row) -> bool:
    """Whether a gold record is of this format."""
    return "query" in record and "expect" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record; dates in words become ISO, "today" becomes no date."""
    return {"id": record["id"], "query": record["query"], "context": record.get("context"), "date": iso_date(record.get("date"))}


def iso_date(date: str | None) -> str | None:
    """ISO day of "2022-01-01" or "12 April 2022"; None for none, "today", or what is no date."""
    if not date:
        return None
    for layout in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.datetime.strptime(date.strip(), layout).date().isoformat()
        except ValueError:
            continue
    return None


def score(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Accuracy of country, sector, identity and of abstaining; country also by kind of query."""
    tally = Tally()
    for gold in golds:
        answer = predictions.get(str(gold["id"]), {})
        checks = verdicts(gold, answer)
        counts: Counts = {}
        for name, right in checks.items():
            counts |= {f"{name}.n": 1, f"{name}.right": float(right)}
            kind = f"{gold.get('kind', 'all')}"
            counts[f"kind.{kind}.n"] = counts.get(f"kind.{kind}.n", 0) + 1
            counts[f"kind.{kind}.right"] = counts.get(f"kind.{kind}.right", 0) + right
        tally.count(str(gold["id"]), counts)
        wrong = [name for name, right in checks.items() if not right]
        if wrong:
            said = " ".join(str(answer.get(key) or "-") for key in ("actor", "name", "country", "sector"))
            where = f"{gold['query']} (context: {gold.get('context') or '-'}; date: {gold.get('date') or '-'})"
            wanted = ", ".join(f"{key} {value!r}" for key, value in gold["expect"].items())
            tally.miss(str(gold["id"]), f"{where} [{', '.join(wrong)}]", wanted, f"{said} ({answer.get('reason') or 'no reason'})")
    return tally.scored(_formula, (), NOTES)


def verdicts(gold: Row, answer: Row) -> dict[str, bool]:
    """Which of country, sector, identity, abstains, excluded are asked for by `gold`, and whether `answer` meets each."""
    expect: Row = gold["expect"] or {}
    country, sector = answer.get("country") or "", answer.get("sector") or ""
    out: dict[str, bool] = {}
    if "country" in expect:
        wanted = expect["country"] or ""
        if wanted in NOT_STATES:
            out["country"] = not country and bool(answer.get("actor") or sector)
        elif len(wanted) == 3 or not wanted:
            out["country"] = country == wanted
    codes = [code for code in (expect.get("code_1"), expect.get("code_2")) if code]
    if codes:
        out["sector"] = sector in codes
    if expect.get("wiki"):
        out["identity"] = titled(str(expect["wiki"]), (str(answer.get(key) or "") for key in ("name", "actor")))
    if "code" in expect and expect["code"] is None:
        out["abstains"] = not answer.get("actor")
    for key, value in (gold.get("expect_not") or {}).items():
        if key in ("country", "sector"):
            out["excluded"] = out.get("excluded", True) and answer.get(key) != value
    return out


def _formula(total: Mapping[str, float]) -> dict[str, float | None]:
    names = [name for name in ("country", "sector", "identity", "abstains", "excluded") if f"{name}.n" in total]
    out = {f"{name}_accuracy": ratio(total.get(f"{name}.right", 0), total[f"{name}.n"]) for name in names}
    for key in sorted(total):
        if key.startswith("kind.") and key.endswith(".n"):
            out[f"checks_met_{key[5:-2]}"] = ratio(total.get(f"{key[:-2]}.right", 0), total[key])
    return out
