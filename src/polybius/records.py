"""The frozen records that every room of the house reads and returns. No I/O here.

Offsets are half-open code-point positions in `Document.text`; `text[start:end]` is the quote. Dates are ISO strings.
A step takes an `Analysis` and returns a new one (`dataclasses.replace`) with more fields filled.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import NamedTuple

from polybius.syntax import Parse

STATUSES = ("actual", "ongoing", "planned", "possible", "demanded", "negated", "hypothetical")
GENRES = ("news", "statement", "opinion", "interview", "other")


def stable_id(prefix: str, *parts: object) -> str:
    """Return `prefix-` and 16 hex digits of the SHA-256 over the canonical JSON of `parts`."""
    blob = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{prefix}-{hashlib.sha256(blob.encode()).hexdigest()[:16]}"


class Span(NamedTuple):
    """Half-open code-point interval of the cleaned text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Piecewise map from cleaned text to the original bytes.

    `pieces` are (text_start, text_end, original_start, original_end) in ascending text order; `exact` pieces have the same
    characters on both sides. `unit` says what the original offsets count: "byte" of the file or "char" of its decoded text.
    """

    pieces: tuple[tuple[int, int, int, int], ...] = ()
    unit: str = "byte"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the cleaned text: `title`, `byline`, `dateline`, `paragraph`, `caption`, or `litter` (see `detail`).

    Litter blocks stay in the text so that offsets hold, but nothing in them is ever coded; `detail` then names the kind
    (comments, navigation, share, read-more, terms, advert, location, ...).
    """

    kind: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One published text after cleaning. `published` is an ISO prefix ("2024-05-20", "2024-05", or with time and zone)."""

    id: str
    uri: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None
    language_score: float | None = None
    genre: str = "other"
    genre_score: float | None = None
    encoding: str | None = None
    offsets: OffsetMap = field(default_factory=OffsetMap)
    notes: tuple[str, ...] = ()
    lineage: str | None = None

    @property
    def litter(self) -> tuple[Block, ...]:
        """The blocks that are page litter."""
        return tuple(block for block in self.blocks if block.kind == "litter")


@dataclass(frozen=True, slots=True)
class Discard:
    """Something dropped: at which stage, why (an enum-like short reason), where, and detail for a person."""

    stage: str
    reason: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    detail: str = ""
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Calendar interval, both ends inclusive ISO days ("2024-05-16"); a None end is open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. `value` is ISO 8601 / TIMEX3 ("2024-05-16", "2024-W20", "P3D", "PAST_REF"); None = unresolved.

    `kind`: date, time, duration, set. `precision`: minute, hour, day, week, month, season, quarter, half, year, decade,
    century, unknown. `anchor`: "text" (complete in itself), "published" (against the publication date), "time:<start>"
    (against another expression), or None. `rule` names the grammar rule.
    """

    start: int
    end: int
    text: str
    kind: str
    value: str | None
    interval: Interval | None
    precision: str
    anchor: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text with what it counts.

    `value` (or `low`/`high` for ranges and bounds) in `unit`: ISO 4217 currency, "people", "percent",
    "percentage_points", "ordinal", "times", a measure ("km", "t"), or "count". `kind`: level, change, rank, multiple,
    casualty_dead, casualty_injured, displaced, detained, troops, rate. `approximate`: about, more_than, less_than,
    at_least, at_most, almost, None.
    """

    start: int
    end: int
    text: str
    value: float | None
    unit: str
    kind: str
    low: float | None = None
    high: float | None = None
    of: str | None = None
    of_span: Span | None = None
    approximate: str | None = None
    period: Interval | None = None
    period_span: Span | None = None
    participants: tuple[str, ...] = ()
    attribution: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym in the text, resolved to a gazetteer entry or left unresolved (`geonameid`, `lat`, `lon` None).

    `precision`: city, admin, country, region, sea, site, unknown. No city pin from country evidence.
    """

    start: int
    end: int
    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: str
    rule: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity that can act, as used in one document, with sector and role on the document's date.

    `kind`: state, government, person, igo, party, armed_group, firm, outlet, ngo, bloc, group. Ids: ISO3 for states ("RUS"),
    kebab slug for persons and organisations ("vladimir-putin", "united-nations"), "ISO3.SECTOR" for generic actors
    ("CHN.BUS", "UKR.MIL"), bare sector when no country is told ("CVL").
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to one actor or, for plurals ("the two leaders"), several. No actors = unresolved.

    `head` is the token index of the syntactic head. `kind`: name, title, description, pronoun, role, group, metonym, place
    (a country or city named only as a place: it may host a visit but does not act). `role` is the office as told or held.
    `rule`, `score` (uncalibrated 0..1) and `runner_up` explain the link.
    """

    start: int
    end: int
    text: str
    head: int
    kind: str
    actors: tuple[str, ...]
    rule: str
    score: float
    role: str | None = None
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """One side of a report: the words and who they are. `actor` None = named but not resolved; text is always there."""

    start: int
    end: int
    text: str
    actor: str | None
    name: str
    country: str | None
    sector: str | None
    role: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class EventDate:
    """When the act took place. `precision` as in `Time`; `rule` says which expression gave it and how."""

    start: str | None
    end: str | None
    precision: str
    text: str
    span: Span | None
    anchor: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Report:
    """One act as one clause of one sentence tells it. See CODING in the docs for what counts.

    `score` is uncalibrated 0..1; `probability` is the fitted one of the event type, None where the grammar alone decides.
    `evidence` maps a field to the spans that support it; `provenance` maps a field to the rule that set it; `trail` is the
    decision trail for `explain`.
    """

    id: str
    document: str
    sentence: Span
    trigger: Span
    trigger_text: str
    trigger_token: int
    event_type: str
    mode: str | None
    status: str
    contexts: tuple[str, ...] = ()
    source: tuple[Participant, ...] = ()
    target: tuple[Participant, ...] = ()
    reciprocal: bool = False
    parent: str | None = None
    plover: tuple[str, str | None] | None = None
    cameo: str | None = None
    quad: tuple[tuple[str, int], ...] = ()
    scale: tuple[tuple[str, float], ...] = ()
    date: EventDate | None = None
    place: Place | None = None
    figures: tuple[int, ...] = ()
    attribution: str | None = None
    score: float = 0.0
    probability: float | None = None
    evidence: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `actor` None = unknown or unresolved; `text` "" when the sentence names nobody ("it was reported")."""

    text: str
    spans: tuple[Span, ...]
    actor: str | None
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: speaker, cue, content (possibly in pieces).

    `kind`: direct, indirect, mixed. `parent` is the attribution this one is told in ("according to X, citing Y").
    `certainty`: asserted, claimed, believed, intended, asked, denied, unknown - the force of the cue.
    """

    id: str
    speaker: Speaker
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str
    parent: str | None
    certainty: str
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """A cluster of reports about the same act, the rule that joined them, and merged fields with disagreements kept."""

    id: str
    reports: tuple[str, ...]
    rule: str
    event_type: str
    date: Interval | None
    disagreements: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of one document after the steps so far."""

    document: Document
    parse: Parse
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    reports: tuple[Report, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    discards: tuple[Discard, ...] = ()
