"""Measure how long Pants takes when there is nothing to do.

    python bench/pants.py [--rounds 5] [--only version package test]

Each goal runs twice before it is measured, so that its results are there; then the rounds alternate
between the goals, and medians are printed beside what is promised. Exit status: 0; 1 if a goal fails.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Goal:
    """A call of ``./pants``, and the seconds that it may take with nothing to do."""

    name: str
    arguments: tuple[str, ...]
    promised: float


GOALS = (
    Goal("version", ("--version",), 0.2),
    Goal("list", ("list", "src/python/examples::"), 0.5),
    Goal("package", ("package", "::"), 2.0),
    Goal("test", ("test", "::"), 2.0),
)


def run(goal: Goal) -> float:
    """The seconds of one call. Raises SystemExit where it fails."""
    began = time.perf_counter()
    completed = subprocess.run(
        [ROOT / "pants", *goal.arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - began
    if completed.returncode != 0:
        raise SystemExit(f"./pants {' '.join(goal.arguments)} failed:\n{completed.stderr[-2000:]}")
    return seconds


def main(arguments: Sequence[str]) -> int:
    """Warm up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=[goal.name for goal in GOALS])
    options = parser.parse_args(arguments)
    goals = [goal for goal in GOALS if options.only is None or goal.name in options.only]
    for goal in (*goals, *goals):
        run(goal)
    measured: dict[str, list[float]] = {goal.name: [] for goal in goals}
    for _ in range(options.rounds):
        for goal in goals:
            measured[goal.name].append(run(goal))
    print("| `./pants` | median, s | fastest, s | promised, s |\n|---|--:|--:|--:|")
    for goal in goals:
        seconds = measured[goal.name]
        middle, fastest = statistics.median(seconds), min(seconds)
        print(
            f"| `{' '.join(goal.arguments)}` | {middle:.2f} | {fastest:.2f} | {goal.promised} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
