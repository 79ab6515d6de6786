"""Where a challenge's thresholds come from: the hidden metric of a script over many seeds.

    python -m benchmarks.calibrate SLUG --tier embedded --seeds 10 [--script FILE] [--keep FILE.jsonl]

Every seed trains in a fresh process, directly on the arrays of the tier, without the sandbox. Prints one JSON
object a seed and a summary; with --keep, seeds already in the file are not run again, so that a long
calibration can go on.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dlprep.judge.datasets.prepared import Prepared
from dlprep.judge.metrics import accuracy, predicted_classes

BANK = Path(__file__).parents[1] / "question_bank" / "challenges"


def run_one(script: Path, ready: Prepared, dataset: str, seed: int) -> dict[str, float]:
    """Trains `script` with `seed` and measures its model on the hidden part, in a process of its own."""
    import keras

    from dlprep.sandbox import keras_data

    keras_data.install(ready.visible, dataset)
    keras.utils.set_random_seed(seed)
    set_seed, keras.utils.set_random_seed = keras.utils.set_random_seed, lambda _: None
    names: dict[str, Any] = {"__name__": "__main__"}
    started, cpu = time.monotonic(), time.process_time()
    exec(compile(script.read_text(encoding="utf-8"), script.name, "exec"), names)  # noqa: S102 - that is the job
    wall, cpu = time.monotonic() - started, time.process_time() - cpu
    keras.utils.set_random_seed = set_seed
    preprocess = names.get("preprocess", lambda inputs: inputs)
    inputs = preprocess(keras_data.hidden_inputs(ready.hidden_inputs))
    scores = names["model"].predict(inputs, batch_size=256, verbose=0)
    value = accuracy(predicted_classes(scores), ready.hidden_labels())
    return {"accuracy": round(value, 5), "wall_seconds": round(wall, 1), "cpu_seconds": round(cpu, 1)}


def missing_seeds(keep: Path | None, seeds: int) -> Iterator[int]:
    """Seeds from 0 that `keep` has no value for."""
    lines = keep.read_text(encoding="utf-8").splitlines() if keep and keep.exists() else []
    done = {json.loads(line)["seed"] for line in lines}
    yield from (seed for seed in range(seeds) if seed not in done)


def summary(values: list[float]) -> dict[str, float]:
    """Mean, standard deviation and extremes of the values."""
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return {
        "runs": len(values),
        "mean": round(statistics.mean(values), 4),
        "sd": round(spread, 4),
        "min": min(values),
        "max": max(values),
    }


def main() -> None:
    """Runs what the arguments ask for."""
    arguments = parse()
    ready, dataset = prepared(arguments.slug, arguments.tier)
    script = arguments.script or BANK / arguments.slug / "solution.py"
    if arguments.one is not None:
        print(json.dumps({"seed": arguments.one, **run_one(script, ready, dataset, arguments.one)}))
        return
    values = []
    for seed in missing_seeds(arguments.keep, arguments.seeds):
        command = [sys.executable, "-m", "benchmarks.calibrate", arguments.slug, "--tier", arguments.tier]
        command += ["--script", str(script), "--one", str(seed)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        line = done.stdout.splitlines()[-1]
        print(line, flush=True)
        values.append(json.loads(line)["accuracy"])
        if arguments.keep:
            with arguments.keep.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
    if arguments.keep:
        kept = arguments.keep.read_text(encoding="utf-8").splitlines()
        values = [json.loads(line)["accuracy"] for line in kept]
    print(json.dumps(summary(values)))


def prepared(slug: str, tier: str) -> tuple[Prepared, str]:
    """The tier, made ready if need be, and the name of its dataset."""
    from dlprep.bootstrap import paths
    from dlprep.domain.judging import Tier
    from dlprep.judge.datasets.service import prepare

    dataset = slug.split("-")[0]
    return prepare(dataset, Tier(tier), cache_dir=paths().cache_dir), dataset


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("slug", help="folder name under question_bank/challenges")
    parser.add_argument("--tier", choices=("embedded", "full"), default="embedded")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--script", type=Path, help="another script than solution.py")
    parser.add_argument("--keep", type=Path, help="JSON-lines file to continue from")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
