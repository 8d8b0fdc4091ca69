#!/usr/bin/env python3
"""Checks tables of persons in office: the form of each row, and the leaders against REIGN and Archigos where those are at hand.

    tools/check_officeholders.py                 every region, a summary line each
    tools/check_officeholders.py europe_west     one region, every fault and every disagreement
    tools/check_officeholders.py --mark          also write "own+reign" or "own+archigos" as the source of leaders that agree

The reference lists are not part of this repository; `--reference` names their folder.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from polybius.actors.linting import check_officeholder_rows
from polybius.actors.naming import fold
from polybius.actors.tables import read_csv

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "src" / "polybius" / "actors" / "data" / "officeholders"
SINCE = dt.date(2000, 1, 1)
LIMITS = {"reign": dt.date(2021, 2, 28), "archigos": dt.date(2014, 12, 31)}
# Gleditsch-Ward and COW numbers that the common list of codes gives to no present state, or to another one
EXTRA = {
    260: "DEU",
    255: "DEU",
    345: "SRB",
    340: "SRB",
    347: "XKX",
    678: "YEM",
    679: "YEM",
    816: "VNM",
    731: "PRK",
    732: "KOR",
    713: "TWN",
}


@dataclass
class Tenure:
    """A leader of a state from one day to another, as a list has it."""

    country: str
    leader: str
    start: dt.date
    end: dt.date
    names: set[str] = field(default_factory=set)


def say(line: str) -> None:
    """One line on standard output."""
    sys.stdout.write(line + "\n")


def day(text: str, last: bool) -> dt.date:
    """The first or last day that an ISO prefix can mean."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    if not last:
        return dt.date(parts[0], parts[1] if len(parts) > 1 else 1, 1)
    year, month = (parts[0], parts[1] + 1) if len(parts) > 1 else (parts[0], 13)
    return (dt.date(year + 1, 1, 1) if month > 12 else dt.date(year, month, 1)) - dt.timedelta(days=1)


def words(text: str) -> set[str]:
    """Folded lower-case words of a name, without initials."""
    return {word for word in re.split(r"[^a-z]+", fold(text).lower()) if len(word) > 1}


def alike(ours: set[str], theirs: set[str]) -> bool:
    """Whether two sets of name words can be one person: a word in common, or nearly."""
    for a in ours:
        for b in theirs:
            if a == b or (min(len(a), len(b)) > 3 and (SequenceMatcher(None, a, b).ratio() >= 0.75 or a in b or b in a)):
                return True
    joined, other = "".join(sorted(ours)), "".join(sorted(theirs))
    return SequenceMatcher(None, joined, other).ratio() >= 0.8


TOP = (
    *("president", "prime_minister", "monarch", "supreme_leader", "head_of_government", "head_of_state", "junta_leader"),
    *("party_leader", "crown_prince", "pope", "regional_head"),
)


def load_ours(paths: list[Path], lead: bool = True) -> list[Tenure]:
    """Rows marked `lead`, or of every top office, of every file (a person's other names can stand in any of them)."""
    rows = [row for path in paths for row in read_csv("officeholders.csv", path.read_text(encoding="utf-8"), path.name)]
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for text in (row["person"], *row.many("names"), *row.many("short")):
            names[row["person"]] |= words(text)
    return [
        Tenure(
            row["body"],
            row["person"],
            day(row["from"], False),
            day(row["to"], True) if row["to"] else dt.date(2100, 1, 1),
            names[row["person"]],
        )
        for row in rows
        if row["lead"] == "1" or (not lead and row["role"] in TOP)
    ]


def state_numbers(reference: Path) -> dict[int, str]:
    """COW and Gleditsch-Ward numbers to ISO3."""
    found: dict[int, str] = {}
    for row in csv.DictReader((reference / "countrycode_codelist.csv").open(encoding="utf-8")):
        for column in ("gwn", "cown"):
            if row[column] not in ("", "NA") and row["iso3c"] not in ("", "NA"):
                found[int(float(row[column]))] = row["iso3c"]
    return {**found, **EXTRA}


def load_reference(reference: Path, name: str) -> list[Tenure]:
    """Tenures of one reference list that reach into 2000 or later, cut to the span the list covers."""
    numbers = state_numbers(reference)
    found = []
    if name == "reign":
        for row in csv.DictReader((reference / "reign_leaderlist_3_21.csv").open(encoding="latin-1")):
            if not row["ccode"] or not row["syear"]:
                continue
            start = dt.date(int(row["syear"]), int(row["smonth"]), max(int(row["sdate"] or 1), 1))
            end = day(f"{int(row['eyear'])}-{int(row['emonth']):02d}", True) if row["eyear"] else LIMITS["reign"]
            found.append((int(row["ccode"]), row["leader"], start, end))
    else:
        for row in csv.DictReader((reference / "archigos.csv").open(encoding="utf-8")):
            found.append(
                (int(row["gwcode"]), row["leader"], dt.date.fromisoformat(row["startdate"]), dt.date.fromisoformat(row["enddate"]))
            )
    limit = LIMITS[name]
    found = _to_successor(found)
    return [
        Tenure(numbers.get(code, f"?{code}"), leader, max(start, SINCE), min(end, limit), words(leader))
        for code, leader, start, end in found
        if end >= SINCE and start <= limit
    ]


def _to_successor(rows: list[tuple[int, str, dt.date, dt.date]]) -> list[tuple[int, str, dt.date, dt.date]]:
    """REIGN tells the month of an end: where somebody else starts within that month, that day is the end."""
    out = []
    for code, leader, start, end in rows:
        starts = [s for c, other, s, _ in rows if c == code and other != leader and end.replace(day=1) <= s <= end and s > start]
        out.append((code, leader, start, min([end, *starts])))
    return out


def compare(ours: list[Tenure], theirs: Tenure) -> tuple[bool, float, str]:
    """Whether a reference tenure is found in its state, the share of its days that ours covers, and who else is there."""
    near = [t for t in ours if t.country == theirs.country and t.start <= theirs.end and t.end >= theirs.start]
    same = [t for t in near if alike(t.names, theirs.names)]
    span = (theirs.end - theirs.start).days + 1
    covered = {d for t in same for d in range(max(t.start, theirs.start).toordinal(), min(t.end, theirs.end).toordinal() + 1)}
    others = "; ".join(f"{t.leader} {t.start}..{t.end}" for t in near)
    return bool(same), len(covered) / span, others


def report(reference: Path, countries: set[str] | None, ours: list[Tenure], detail: bool) -> list[tuple[str, Tenure, float]]:
    """Prints the figures against each list; returns the tenures that do not agree."""
    bad = []
    for name in LIMITS:
        tenures = [t for t in load_reference(reference, name) if countries is None or t.country in countries]
        results = [(t, *compare(ours, t)) for t in tenures]
        if not results:
            continue
        found = [r for r in results if r[1]]
        good = [r for r in found if r[2] >= 0.95]
        mean = sum(r[2] for r in results) / len(results)
        days = sum((r[0].end - r[0].start).days + 1 for r in results)
        by_days = sum(r[2] * ((r[0].end - r[0].start).days + 1) for r in results) / days
        say(
            f"{name}: {len(results)} tenures since 2000; found {len(found) / len(results):.3f}; overlap >= 95 % in"
            f" {len(good) / len(results):.3f}; mean overlap {mean:.3f}; of all days {by_days:.4f}"
        )
        for tenure, hit, share, others in results:
            if not hit or share < 0.95:
                bad.append((name, tenure, share))
                if detail:
                    word = f"overlap {share:.2f}" if hit else "NOT FOUND"
                    say(f"  {tenure.country} {tenure.leader} {tenure.start}..{tenure.end} {word}; ours: {others or 'nobody'}")
    return bad


def gaps(ours: list[Tenure], countries: set[str]) -> list[str]:
    """Days since 2000 on which a state has no leader, or two that are not the same person."""
    found = []
    for country in sorted(countries):
        spells = sorted((t for t in ours if t.country == country), key=lambda t: (t.start, t.end))
        reach = None
        for spell in spells:
            if reach is not None and spell.start > reach.end + dt.timedelta(days=3) and spell.start > SINCE:
                found.append(f"{country}: nobody leads from {reach.end} to {spell.start}")
            if reach is not None and spell.start < reach.end and spell.leader != reach.leader and reach.end > SINCE:
                over = (min(reach.end, spell.end) - spell.start).days
                if over > 7:
                    found.append(f"{country}: {reach.leader} and {spell.leader} both lead for {over} days from {spell.start}")
            if reach is None or spell.end > reach.end:
                reach = spell
        if reach is not None and reach.end.year < 2099:
            found.append(f"{country}: nobody leads after {reach.end}")
    return found


def mark(paths: list[Path], reference: Path) -> int:
    """Writes which list confirms a leader's row to its source cell ("own+reign"); returns how many rows have one."""
    lists = {name: load_reference(reference, name) for name in LIMITS}
    every = {(t.country, t.leader, t.start): t for t in load_ours(sorted(TABLES.glob("*.csv")))}
    n = 0
    for path in paths:
        lines = list(csv.reader(path.open(encoding="utf-8")))
        for cells in lines[1:]:
            base = cells[9].split("+")[0]
            tags = []
            if cells[6] == "1":
                mine = every[(cells[4], cells[0], day(cells[7], False))]
                for name, tenures in lists.items():
                    for other in tenures:
                        begins = abs((max(mine.start, SINCE) - other.start).days) <= 3
                        limit = LIMITS[name]
                        ends = abs((min(mine.end, limit) - other.end).days) <= 31
                        if other.country == mine.country and begins and ends and alike(mine.names, other.names):
                            tags.append(name)
                            break
            cells[9] = "+".join([base, *tags])
            n += bool(tags)
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(lines)
    return n


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("regions", nargs="*", help="names of files without .csv; all by default")
    parser.add_argument("--reference", type=Path, default=ROOT.parent / "shared" / "gold" / "reference")
    parser.add_argument("--mark", action="store_true")
    options = parser.parse_args()
    every = sorted(TABLES.glob("*.csv"))
    paths = [TABLES / f"{name}.csv" for name in options.regions] or every
    faults = []
    for path in paths:
        faults += check_officeholder_rows(read_csv("officeholders.csv", path.read_text(encoding="utf-8"), path.name))
    for fault in faults:
        say(fault)
    ours, top = load_ours(every), load_ours(every, lead=False)
    for path in paths:
        rows = read_csv("officeholders.csv", path.read_text(encoding="utf-8"), path.name)
        bodies = {row["body"] for row in rows if len(row["body"]) == 3}
        say(f"== {path.stem}: {len(rows)} rows, {len({row['person'] for row in rows})} persons")
        if options.regions:
            for line in gaps(ours, bodies):
                say("  " + line)
        if options.reference.is_dir() and bodies:
            report(options.reference, bodies, ours, bool(options.regions))
            say(" any top office:")
            report(options.reference, bodies, top, False)
    if options.reference.is_dir() and not options.regions:
        say("== all")
        report(options.reference, None, ours, False)
        say(" any top office:")
        report(options.reference, None, top, False)
    if options.mark:
        say(f"{mark(paths, options.reference)} rows confirmed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
