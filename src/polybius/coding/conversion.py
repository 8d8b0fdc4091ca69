"""PLOVER types as PLOVER's own conversion table from CAMEO has them, where our codebook decides otherwise.

Source: CAMEO2PLOVER-2021 (draft 0.8, 17 September 2021). Data sets coded by it count imposed sanctions as COERCE (CAMEO 163), a
verdict as ACCUSE (116) and a promise to yield as AGREE (035). Reports never go through this: only the task `relation` does.
"""

from __future__ import annotations

#: (type, mode) of our codebook to type and mode of the table; a mode of "*" fits any.
TABLE: dict[tuple[str, str | None], tuple[str, str | None]] = {
    ("SANCTION", None): ("COERCE", "restrict"),
    ("SANCTION", "convict"): ("ACCUSE", "disapprove"),
}


def convert(event_type: str, mode: str | None, *, yield_promised: bool = False) -> tuple[str, str | None]:
    """Type and mode by the conversion table; `yield_promised`: the act is a promise to yield, not an announcement of it."""
    if yield_promised and event_type in ("CONCEDE", "RETREAT"):
        return "AGREE", None
    return TABLE.get((event_type, mode), (event_type, mode))
