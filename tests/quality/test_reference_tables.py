"""Our tables against the field's reference lists: state systems (Correlates of War, Gleditsch-Ward) and leaders (REIGN, Archigos).

They run where the lists are: the folder `reference` of the gold folder (see test_quality_gate).
"""

from __future__ import annotations

import csv
import importlib.util
import os
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from polybius.actors.codes import spells

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("POLYBIUS_GOLD") or ROOT.parent / "shared" / "gold")
SPEC = importlib.util.spec_from_file_location("check_officeholders", ROOT / "tools" / "check_officeholders.py")
assert SPEC is not None and SPEC.loader is not None
check = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = check  # its dataclasses look themselves up
SPEC.loader.exec_module(check)

# Flaws of the Gleditsch-Ward list of 2017: day and month of Rwanda's independence (1962-07-01) are exchanged, and the
# Maldives begin on 26 May 1965, two months before independence.
FLAWS = {("517", "1962-01-07"): "1962-07-01", ("781", "1965-05-26"): "1965-07-26"}
LIST_ENDS = {"cow": "2016-12-31", "gw": "2017-12-31"}
# Share of tenures since 2000 found in any top office, a little below what was measured; all states.
LEADER_FLOORS = {"reign": 0.98, "archigos": 0.98}


def reference(scheme: str) -> set[tuple[str, str, str]]:
    """(code, first day, last day or "") of every spell that touches 1946 or later."""
    name = "cow_states.csv" if scheme == "cow" else "gw_states.csv"
    path = GOLD / "reference" / name
    if not path.is_file():
        pytest.skip(f"{path} is not here; set POLYBIUS_GOLD to the folder of the gold files")
    found = set()
    for row in csv.DictReader(path.open(encoding="utf-8")):
        if scheme == "cow":
            code = row["ccode"]
            since, until = (date(*(int(row[f"{side}{part}"]) for part in ("year", "month", "day"))) for side in ("st", "end"))
            start, end = since.isoformat(), until.isoformat()
        else:
            code, start, end = row["gwcode"], row["startdate"], row["enddate"]
        if end >= "1946":
            found.add((code, FLAWS.get((code, start), start), "" if end == LIST_ENDS[scheme] else end))
    return found


def ours(scheme: str) -> set[tuple[str, str, str]]:
    """Our spells in the same form; spells of one code that follow each other (Soviet Union, Russia) are one."""
    by_code: dict[str, list[tuple[str, str]]] = {}
    for spell in spells(scheme):
        by_code.setdefault(spell.code, []).append((spell.since, spell.until))
    found = set()
    for code, group in by_code.items():
        ordered = sorted(group)
        starts = [ordered[0][0]]
        ends: list[str] = []
        for (_, until), (since, _) in pairwise(ordered):
            if date.fromisoformat(until) + timedelta(days=1) != date.fromisoformat(since):
                ends.append(until)
                starts.append(since)
        ends.append(ordered[-1][1])
        found |= {(code, start, end) for start, end in zip(starts, ends, strict=True) if not end or end >= "1946"}
    return found


@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_every_state_since_1946_has_its_number_and_days(scheme: str) -> None:
    theirs, mine = reference(scheme), ours(scheme)
    micro = {(s.code, s.since, s.until) for s in spells(scheme) if s.code not in {code for code, _, _ in theirs}}
    assert sorted(theirs - mine) == []
    assert sorted(mine - theirs - micro) == []


@pytest.mark.parametrize("name", ["reign", "archigos"])
def test_leaders_since_2000_are_found(name: str) -> None:
    folder = GOLD / "reference"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here; set POLYBIUS_GOLD to the folder of the gold files")
    tenures = check.load_reference(folder, name)
    top = check.load_ours(sorted(check.TABLES.glob("*.csv")), lead=False)
    found = [check.compare(top, tenure)[0] for tenure in tenures]
    assert sum(found) / len(found) >= LEADER_FLOORS[name]
