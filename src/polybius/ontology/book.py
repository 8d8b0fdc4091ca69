"""One object for the whole ontology: types, codes, crosswalk, quad maps and scales."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from polybius.errors import InputError
from polybius.ontology.cameo import CameoCode, load_codes
from polybius.ontology.crosswalk import CameoTarget, PloverTarget, best_cameo, load_to_cameo, load_to_plover
from polybius.ontology.plover import Context, EventType, Mode, load_contexts, load_types
from polybius.ontology.scales import NamedMap, load_quad_maps, load_scales
from polybius.ontology.tables import data_version


def unknown(kind: str, name: str, known: Iterable[str]) -> InputError:
    """An `InputError` that names what was asked for and the nearest known names."""
    folded: dict[str, str] = {}
    for item in known:
        folded.setdefault(item.casefold(), item)
    near = [folded[hit] for hit in get_close_matches(name.casefold(), folded, n=5, cutoff=0.5)]
    hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(list(folded.values())[:20])}"
    return InputError(f"unknown {kind} {name!r}: {hint}")


@dataclass(frozen=True, slots=True)
class Ontology:
    """The loaded ontology. Every look-up raises `InputError` with near matches when a name is unknown."""

    version: str
    types: tuple[EventType, ...]
    contexts: tuple[Context, ...]
    cameo_codes: tuple[CameoCode, ...]
    quad_map_names: tuple[str, ...]
    scale_names: tuple[str, ...]

    def type(self, name: str) -> EventType:
        """The event type of this upper-case name."""
        found = load_types().get(name)
        if found is None:
            raise unknown("event type", name, load_types())
        return found

    def mode(self, event_type: str, mode: str) -> Mode:
        """The mode of this type."""
        modes = {m.name: m for m in self.type(event_type).modes}
        if mode not in modes:
            raise unknown(f"mode of {event_type}", mode, modes)
        return modes[mode]

    def context(self, name: str) -> Context:
        """The context of this name."""
        found = load_contexts().get(name)
        if found is None:
            raise unknown("context", name, load_contexts())
        return found

    def cameo(self, code: str) -> CameoCode:
        """The CAMEO code; text with its leading zero."""
        found = load_codes().get(code)
        if found is None:
            raise unknown("CAMEO code", code, load_codes())
        return found

    def plover_from_cameo(self, code: str) -> PloverTarget:
        """What a CAMEO code is in PLOVER, and what is lost."""
        self.cameo(code)
        return load_to_plover()[code]

    def cameo_from_plover(
        self, event_type: str, mode: str | None = None, contexts: Iterable[str] = ()
    ) -> CameoTarget:
        """The CAMEO code nearest to a PLOVER act, refined by context, and what is lost."""
        self._check(event_type, mode, None)
        found = best_cameo(event_type, mode, contexts)
        if found is None:
            raise unknown("event type", event_type, (key[0] for key in load_to_cameo()))
        return found

    def quad_map(self, name: str) -> NamedMap:
        """The quad map of this name."""
        found = load_quad_maps().get(name)
        if found is None:
            raise unknown("quad map", name, load_quad_maps())
        return found

    def scale(self, name: str) -> NamedMap:
        """The scale of this name."""
        found = load_scales().get(name)
        if found is None:
            raise unknown("scale", name, load_scales())
        return found

    def quad(
        self,
        map_name: str,
        event_type: str | None,
        mode: str | None = None,
        cameo: str | None = None,
        contexts: Iterable[str] = (),
    ) -> int | None:
        """The quad class (0..4, see `QUAD_NAMES`) under a named map; None where the map has none (CAMEO 01 in PLOVER).

        A map on CAMEO takes `cameo` when given, else the nearest code of the PLOVER act; a map on PLOVER takes
        `event_type` and `mode` when given, else what `cameo` is in PLOVER.
        """
        named = self.quad_map(map_name)
        self._check(event_type, mode, cameo)
        entry = named.entry(event_type, mode, cameo, contexts)
        return None if entry is None else int(entry.value)

    def score(
        self,
        scale_name: str,
        event_type: str | None,
        mode: str | None = None,
        cameo: str | None = None,
        contexts: Iterable[str] = (),
    ) -> float | None:
        """The score (-10 conflict .. 10 cooperation) under a named scale; None where it has none. Codes as in `quad`."""
        named = self.scale(scale_name)
        self._check(event_type, mode, cameo)
        entry = named.entry(event_type, mode, cameo, contexts)
        return None if entry is None else entry.value

    def _check(self, event_type: str | None, mode: str | None, cameo: str | None) -> None:
        if event_type is not None:
            if mode is not None:
                self.mode(event_type, mode)
            else:
                self.type(event_type)
        if cameo is not None:
            self.cameo(cameo)


@cache
def load() -> Ontology:
    """The ontology, read once. Raises `DataError` naming the file and line of a broken table."""
    load_to_plover()
    load_to_cameo()
    return Ontology(
        data_version(),
        tuple(load_types().values()),
        tuple(load_contexts().values()),
        tuple(load_codes().values()),
        tuple(load_quad_maps()),
        tuple(load_scales()),
    )
