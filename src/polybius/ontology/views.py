"""The codebook's answer (view) for an act, computed from act, status and embedding by the table `views.csv`.

A report keeps the act itself and whether it happened; codebooks fold the two. "Will visit" is the act CONSULT/visit,
planned; its PLOVER view is AGREE.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from polybius.errors import InputError
from polybius.ontology.crosswalk import best_cameo
from polybius.ontology.plover import load_types
from polybius.ontology.tables import read_csv

#: The statuses a report can have.
STATUSES: tuple[str, ...] = (
    "actual", "ongoing", "planned", "possible", "demanded", "negated", "hypothetical",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ViewRule:
    """One row of the view table; each condition is a tuple of values, `("*",)` fits anything."""

    line: int
    event_type: tuple[str, ...]
    mode: tuple[str, ...]
    status: tuple[str, ...]
    parent: tuple[str, ...]
    refusal: str
    view_type: str
    view_mode: str
    view_cameo: str
    reason: str

    def fits(self, event_type: str, mode: str | None, status: str, parent: str | None, refusal: bool) -> bool:
        """Whether the row applies."""
        return (
            _fits(self.event_type, event_type)
            and _fits(self.status, status)
            and _fits(self.mode, mode or "-")
            and _fits(self.parent, parent or "-")
            and (self.refusal == "*" or (self.refusal == "yes") == refusal)
        )


@dataclass(frozen=True, slots=True)
class View:
    """A view with its reason: the PLOVER pair and the CAMEO code, both None where the act has no view."""

    plover: tuple[str, str | None] | None
    cameo: str | None
    reason: str


def _fits(allowed: tuple[str, ...], value: str) -> bool:
    return allowed == ("*",) or value in allowed


@cache
def load_rules() -> tuple[ViewRule, ...]:
    """The rows of the view table, in order; the first that fits wins."""
    return tuple(
        ViewRule(
            r.line,
            tuple(r["event_type"].split()),
            tuple(r["mode"].split()),
            tuple(r["status"].split()),
            tuple(r["parent"].split()),
            r["refusal"],
            r["view_type"],
            r["view_mode"],
            r["view_cameo"],
            r["reason"],
        )
        for r in read_csv("views.csv").rows
    )


@cache
def _rule(event_type: str, mode: str | None, status: str, parent: str | None, refusal: bool) -> ViewRule | None:
    for rule in load_rules():
        if rule.fits(event_type, mode, status, parent, refusal):
            return rule
    return None


def view(
    event_type: str,
    mode: str | None,
    status: str,
    parent_type: str | None = None,
    *,
    refusal: bool = False,
    appeal: bool = False,
    contexts: Iterable[str] = (),
) -> View:
    """The view of one report with its reason.

    `parent_type` is the type of the report this one is the content of (None = not embedded); `refusal` says that a
    negated act is refused by its own source ("will not release"); `appeal` that a request asks and does not demand, which
    CAMEO tells apart (02 and 10). Raises `InputError` on an unknown type or status.
    """
    if event_type not in load_types() or (parent_type is not None and parent_type not in load_types()):
        unknown = event_type if event_type not in load_types() else parent_type
        raise InputError(f"unknown event type {unknown!r}: use one of {', '.join(load_types())}")
    if status not in STATUSES:
        raise InputError(f"unknown status {status!r}: use one of {', '.join(STATUSES)}")
    rule = _rule(event_type, mode, status, parent_type, refusal)
    if rule is None or not rule.view_type:
        return View(None, None, rule.reason if rule else "No row of the view table fits.")
    plover = (
        event_type if rule.view_type == "=" else rule.view_type,
        mode if rule.view_mode == "=" else rule.view_mode or None,
    )
    if rule.view_cameo:
        return View(plover, rule.view_cameo, rule.reason)
    target = best_cameo(*plover, contexts)
    code = target.cameo if target else None
    if appeal and code is not None and code.startswith("10"):
        code = f"02{code[2:]}"
    return View(plover, code, rule.reason)


def plover_view(
    event_type: str, mode: str | None, status: str, parent_type: str | None = None, *, refusal: bool = False
) -> tuple[str, str | None] | None:
    """The PLOVER type and mode a coder would write down; None when nothing is to be coded. Errors: see `view`."""
    return view(event_type, mode, status, parent_type, refusal=refusal).plover


def cameo_view(
    event_type: str,
    mode: str | None,
    status: str,
    parent_type: str | None = None,
    *,
    refusal: bool = False,
    contexts: Iterable[str] = (),
) -> str | None:
    """The CAMEO code a coder would write down; None when nothing is to be coded. Errors: see `view`."""
    return view(event_type, mode, status, parent_type, refusal=refusal, contexts=contexts).cameo
