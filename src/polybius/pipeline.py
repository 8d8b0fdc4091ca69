"""The way through the house: the only module that knows the order of the steps and what each reads and writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polybius import __version__
from polybius.errors import InputError, PolybiusError, StepError
from polybius.records import Analysis, Discard, Document

if TYPE_CHECKING:
    from polybius.annotation.spacy_adapter import SpacyAnnotator

LANGUAGES = ("en",)
CODERS = ("fused", "grammar")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on beside its input.

    `model`: spaCy pipeline ("auto" or a name); `overlay`: a folder of own actor tables; `coder`: "fused" (grammar and classifier
    decide together) or "grammar" (rules alone, faster).
    """

    model: str = "auto"
    overlay: str | None = None
    coder: str = "fused"

    def __post_init__(self) -> None:
        if self.coder not in CODERS:
            raise InputError(f"unknown coder '{self.coder}'. Use one of: {', '.join(CODERS)}.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, the `Analysis` fields it reads and writes, and the function."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Analysis, Knowledge], Analysis]


class Knowledge:
    """The tables the steps need, each loaded at first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def actors(self) -> Any:
        """Who is who (`polybius.actors`)."""
        from polybius import actors

        overlay = self._settings.overlay
        return actors.load(Path(overlay) if overlay else None)

    @cached_property
    def lexicon(self) -> Any:
        """Predicates and cues (`polybius.coding`)."""
        from polybius import coding

        return coding.load()

    @cached_property
    def classifier(self) -> Any:
        """The second opinion on every candidate (`polybius.coding.classifier`); None when the grammar decides alone."""
        if self._settings.coder == "grammar":
            return None
        from polybius.coding.classifier import load_classifier

        return load_classifier()

    @cached_property
    def ontology(self) -> Any:
        """PLOVER, CAMEO, scales (`polybius.ontology`)."""
        from polybius import ontology

        return ontology.load()

    @cached_property
    def cues(self) -> Any:
        """Words of saying (`polybius.attribution`)."""
        from polybius import attribution

        return attribution.load()

    @cached_property
    def gazetteer(self) -> Any:
        """Places (`polybius.places`)."""
        from polybius import places

        return places.load()

    def versions(self) -> dict[str, str]:
        """Version hash of every table."""
        return {
            "actors": self.actors.version,
            "coding": self.lexicon.version,
            "classifier": self._classifier_version(),
            "ontology": self.ontology.version,
            "places": self.gazetteer.version,
            **{room: _tables_version(room) for room in ("reading", "annotation", "attribution", "anchoring")},
        }


    def _classifier_version(self) -> str:
        # Hashed from its files: who only writes the manifest of a run need not load the model.
        if self._settings.coder == "grammar":
            return "none"
        from polybius.coding.classifier import model_version

        return model_version()


def _tables_version(room: str) -> str:
    # These rooms hand out no hash of their tables: the files stand for them, so that a changed cue changes the fingerprint.
    digest = hashlib.sha256()
    pending = [resources.files(f"polybius.{room}")]
    while pending:
        for item in sorted(pending.pop().iterdir(), key=lambda entry: entry.name):
            if item.is_dir():
                pending.append(item)
            elif item.name.endswith((".toml", ".csv")):
                digest.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _times(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius.annotation.times import find_times

    return replace(analysis, times=find_times(analysis))


def _figures(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius.annotation.figures import find_figures

    return replace(analysis, figures=find_figures(analysis))


def _link(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius import actors

    return actors.link(analysis, knowledge.actors)


def _code(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius import coding

    return coding.code(analysis, knowledge.lexicon, knowledge.ontology, knowledge.classifier)


def _attribute(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius import attribution

    return attribution.attribute(analysis, knowledge.cues)


def _locate(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius import places

    return places.locate(analysis, knowledge.gazetteer)


def _anchor(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius import anchoring

    return anchoring.anchor(analysis)


def _offices(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    from polybius import actors

    return actors.date_offices(analysis, knowledge.actors)


STEPS: tuple[Step, ...] = (
    Step("times", ("document", "parse"), ("times",), _times),
    Step("figures", ("document", "parse", "times"), ("figures",), _figures),
    Step("link", ("document", "parse", "times"), ("mentions", "actors"), _link),
    Step("code", ("document", "parse", "mentions", "actors"), ("reports", "discards"), _code),
    Step(
        "attribute",
        ("document", "parse", "mentions", "actors", "reports", "figures"),
        ("attributions", "reports", "figures"),
        _attribute,
    ),
    Step("locate", ("document", "parse", "mentions"), ("places",), _locate),
    Step("anchor", ("document", "parse", "times", "figures", "places", "mentions", "reports"), ("reports", "figures"), _anchor),
    Step("offices", ("document", "reports"), ("reports",), _offices),
)


class Pipeline:
    """Loaded once, codes any number of documents.

    `run` yields, in input order, an `Analysis` for each document coded and a `Discard` for each thing that was not.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.knowledge = Knowledge(self.settings)

    @cached_property
    def annotator(self) -> SpacyAnnotator:
        """The spaCy adapter, loaded at first use."""
        from polybius.annotation.spacy_adapter import SpacyAnnotator

        return SpacyAnnotator(self.settings.model)

    def run(self, items: Iterable[Document | Discard], *, strict: bool = False) -> Iterator[Analysis | Discard]:
        """Code documents; discards in the input pass through.

        Args:
            items: what reading yields.
            strict: raise `StepError` when a step fails on a document; otherwise that document becomes a discard with
                reason `step_failed`.
        """
        for document, other in self._annotated(items):
            if document is None:
                assert other is not None
                yield other
            else:
                yield self._steps(document, strict=strict)

    def _annotated(self, items: Iterable[Document | Discard]) -> Iterator[tuple[Analysis | None, Discard | None]]:
        # Batches keep the spaCy pipe busy; the discards between documents keep their place in the order.
        batch: list[Document | Discard] = []
        size = 0
        for item in items:
            batch.append(item)
            size += len(item.text) if isinstance(item, Document) else 0
            if size > 200_000 or len(batch) >= 64:
                yield from self._annotate_batch(batch)
                batch, size = [], 0
        yield from self._annotate_batch(batch)

    def _annotate_batch(self, batch: list[Document | Discard]) -> Iterator[tuple[Analysis | None, Discard | None]]:
        documents = [item for item in batch if isinstance(item, Document)]
        analyses = iter(self.annotator.annotate(documents)) if documents else iter(())
        for item in batch:
            if isinstance(item, Document):
                yield next(analyses), None
            else:
                yield None, item

    def _steps(self, analysis: Analysis, *, strict: bool) -> Analysis | Discard:
        document = analysis.document
        for step in STEPS:
            try:
                analysis = step.run(analysis, self.knowledge)
            except PolybiusError:
                raise
            except Exception as error:
                where = f"step '{step.name}' failed on {document.uri} ({document.id}): {type(error).__name__}: {error}"
                if strict:
                    raise StepError(f"{where}. This is a bug: please report it with the text.") from error
                return Discard(step.name, "step_failed", document.id, uri=document.uri, detail=where)
        return analysis

    def manifest(self) -> dict[str, Any]:
        """What produced a run: versions of code, model and tables, settings, and one fingerprint over all of them."""
        info = self.annotator.info
        body: dict[str, Any] = {
            "polybius": __version__,
            "model": {"name": info.name, "version": info.version, "sha256": info.sha256},
            "knowledge": self.knowledge.versions(),
            "settings": {"model": self.settings.model, "overlay": self.settings.overlay, "coder": self.settings.coder},
            "steps": [step.name for step in STEPS],
        }
        blob = json.dumps(body, sort_keys=True, separators=(",", ":"))
        return {**body, "fingerprint": hashlib.sha256(blob.encode()).hexdigest()[:16]}
