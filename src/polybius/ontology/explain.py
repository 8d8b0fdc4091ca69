"""What a code means: one record for a type, a mode, a context, a CAMEO code, a quad map or a scale."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.ontology.book import Ontology, load, unknown
from polybius.ontology.plover import Mode
from polybius.ontology.scales import QUAD_NAMES, NamedMap


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything known about one code. Pairs keep the order of the tables; empty parts do not apply.

    kind        event type, mode, context, CAMEO code, quad map or scale
    facts       (label, text) pairs, such as covers, watch out, parent, source
    modes       (mode, definition) pairs of an event type
    quads       (map name, class 0..4 or None)
    scores      (scale name, score or None)
    crosswalk   (code, what is lost) pairs: where the code goes on the other side
    reached_by  codes of the other side that come here
    """

    code: str
    kind: str
    name: str
    definition: str
    example: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    modes: tuple[tuple[str, str], ...] = ()
    quads: tuple[tuple[str, int | None], ...] = ()
    scores: tuple[tuple[str, float | None], ...] = ()
    crosswalk: tuple[tuple[str, str], ...] = ()
    reached_by: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The record as plain text for a terminal, without a trailing newline."""
        lines = [f"{self.code}  ({self.kind})" + (f"  {self.name}" if self.name != self.code else "")]
        if self.definition:
            lines.append(f"  {self.definition}")
        if self.example:
            lines.append(f"  Example: {self.example}")
        lines += [f"  {label}: {text}" for label, text in self.facts if text]
        if self.modes:
            lines.append("  Modes:")
            lines += [f"    {name}: {text}" for name, text in self.modes]
        if self.quads:
            lines.append("  Quad class:")
            for name, quad in self.quads:
                lines.append(f"    {name}: " + ("none" if quad is None else f"{quad} ({QUAD_NAMES[quad]})"))
        if self.scores:
            lines.append("  Score:")
            lines += [f"    {name}: " + ("none" if s is None else f"{s:+g}") for name, s in self.scores]
        if self.crosswalk:
            lines.append("  Crosswalk:")
            lines += [f"    {code}" + (f"  (lost: {lost})" if lost else "") for code, lost in self.crosswalk]
        if self.reached_by:
            lines.append(f"  Reached from: {', '.join(self.reached_by)}")
        return "\n".join(lines)


def _pair(event_type: str, mode: str | None) -> str:
    return f"{event_type}/{mode}" if mode else event_type


def _numbers(
    book: Ontology, event_type: str | None, mode: str | None, cameo: str | None
) -> tuple[tuple[tuple[str, int | None], ...], tuple[tuple[str, float | None], ...]]:
    quads = tuple((n, book.quad(n, event_type, mode, cameo)) for n in book.quad_map_names)
    return quads, tuple((n, book.score(n, event_type, mode, cameo)) for n in book.scale_names)


def _reached_by(book: Ontology, event_type: str, mode: str | None) -> tuple[str, ...]:
    targets = [book.plover_from_cameo(code.code) for code in book.cameo_codes]
    return tuple(t.cameo for t in targets if t.event_type == event_type and t.mode == mode)


def _type(book: Ontology, name: str) -> Explanation:
    kind = book.type(name)
    quads, scores = _numbers(book, name, None, None)
    target = book.cameo_from_plover(name)
    return Explanation(
        name, "event type", name, kind.definition, kind.example,
        (("Covers", kind.covers), ("Watch out", kind.watch_out)),
        tuple((m.name, m.definition) for m in kind.modes), quads, scores,
        ((f"CAMEO {target.cameo} {book.cameo(target.cameo).name}", target.lost),), _reached_by(book, name, None),
    )  # fmt: skip


def _mode(book: Ontology, mode: Mode) -> Explanation:
    quads, scores = _numbers(book, mode.event_type, mode.name, None)
    target = book.cameo_from_plover(mode.event_type, mode.name)
    return Explanation(
        _pair(mode.event_type, mode.name), "mode", mode.name, mode.definition, mode.example,
        (("Type", book.type(mode.event_type).definition),), (), quads, scores,
        ((f"CAMEO {target.cameo} {book.cameo(target.cameo).name}", target.lost),),
        _reached_by(book, mode.event_type, mode.name),
    )  # fmt: skip


def _cameo(book: Ontology, code: str) -> Explanation:
    entry, target = book.cameo(code), book.plover_from_cameo(code)
    quads, scores = _numbers(book, None, None, code)
    facts = [("Parent", f"{entry.parent} {book.cameo(entry.parent).name}" if entry.parent else "")]
    facts += [("Contexts", ", ".join(target.contexts)), ("Crosswalk source", target.source), ("Note", target.note)]
    for name in book.scale_names:
        remark = book.scale(name).entry(None, None, code)
        if remark is not None and remark.note:
            facts.append((f"{name} note", remark.note))
    plover = _pair(target.event_type, target.mode) if target.event_type else "no PLOVER type"
    example = ""
    if target.event_type:
        kind = book.type(target.event_type)
        example = book.mode(kind.name, target.mode).example if target.mode else kind.example
    back: list[str] = []
    for t in book.types:
        modes: tuple[str | None, ...] = (None, *(m.name for m in t.modes))
        back += [_pair(t.name, m) for m in modes if book.cameo_from_plover(t.name, m).cameo == code]
    definition = f"CAMEO: {entry.name}."
    if example:
        facts.append(("The example shows", plover))
    return Explanation(
        code, "CAMEO code", entry.name, definition, example, tuple(facts), (), quads, scores,
        ((plover, target.lost),), tuple(back),
    )  # fmt: skip


def _map(named: NamedMap, kind: str) -> Explanation:
    facts = (("Version", named.version), ("Defined on", named.basis), ("Unit", named.unit), ("Source", named.source))
    values = tuple(
        (_pair(*key), f"{entry.value:g}" + (f" ({entry.note})" if entry.note else ""))
        for key, entry in named.entries.items()
    )
    return Explanation(named.name, kind, named.name, named.notes, "", (*facts, *values))


def explain_code(code: str) -> Explanation:
    """What `code` means: `CONSULT`, `CONSULT/visit`, `visit`, a context, `042`, a quad map or a scale.

    A name that several things bear (a mode of two types, a quad map and a scale) gives the first, with the others
    under the fact "Also"; `quad:` or `scale:` in front picks one of the maps. Types and modes are found in any case.
    Raises `InputError` with near matches when nothing bears the name.
    """
    book = load()
    found = _candidates(book, code.strip())
    if not found:
        names = [t.name for t in book.types] + [_pair(m.event_type, m.name) for t in book.types for m in t.modes]
        names += [m.name for t in book.types for m in t.modes] + [c.name for c in book.contexts]
        names += [*book.quad_map_names, *book.scale_names, *(c.code for c in book.cameo_codes)]
        raise unknown("code", code, names)
    first, rest = found[0], found[1:]
    if not rest:
        return first
    also = ", ".join(f"{e.code} ({e.kind})" for e in rest)
    return Explanation(
        first.code, first.kind, first.name, first.definition, first.example, (*first.facts, ("Also", also)),
        first.modes, first.quads, first.scores, first.crosswalk, first.reached_by,
    )  # fmt: skip


def _candidates(book: Ontology, code: str) -> list[Explanation]:
    prefix, _, bare = code.rpartition(":")
    kind, slash, wanted = bare.partition("/")
    found: list[Explanation] = []
    if not prefix:
        for event_type in book.types:
            if not slash and event_type.name == bare.upper():
                found.append(_type(book, event_type.name))
            for mode in event_type.modes:
                named = (kind.upper() == mode.event_type and wanted.lower() == mode.name) if slash else (
                    bare.lower() == mode.name
                )
                if named:
                    found.append(_mode(book, mode))
        found += [Explanation(c.name, "context", c.name, c.definition, "", (("Source", c.source),))
                  for c in book.contexts if c.name == bare.lower()]  # fmt: skip
        found += [_cameo(book, c.code) for c in book.cameo_codes if c.code == bare]
    if prefix in ("", "scale") and bare in book.scale_names:
        found.append(_map(book.scale(bare), "scale"))
    if prefix in ("", "quad") and bare in book.quad_map_names:
        found.append(_map(book.quad_map(bare), "quad map"))
    return found
