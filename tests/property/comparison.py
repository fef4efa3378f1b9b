"""Builds random programs into one module, runs each under CPython and under wasmtime, and says where they differ."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ferrotype.building.program import BuildRequest, build_program
from ferrotype.host import compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS
from ferrotype.host.engine import Limits
from tests.property.programs import make_program, source_of

SECONDS = 20.0
REFUSED_STATUS = 3
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first expression of a program at which the two part."""

    seed: int
    expression: str
    expected: str
    actual: str


def lines_of(output: bytes) -> list[str]:
    """Standard output by line; addresses are those of a run."""
    return _ADDRESS.sub("0x…", output.decode(errors="backslashreplace")).split("\n")


def compare(folder: Path, seeds: Iterable[int], count: int) -> Iterator[Difference]:
    """The differences of the programs of these seeds, with `count` expressions each.

    A program that is refused is compared as far as it ran.
    """
    programs = {seed: make_program(seed, count) for seed in seeds}
    source = folder / "programs.py"
    source.write_text(source_of(programs))
    limits = Limits(COMMAND_LIMITS.memory_bytes, SECONDS, COMMAND_LIMITS.stack_bytes)
    module = compile_module(build_program(BuildRequest(source, optimize="none"), os.environ), limits)
    for seed, expressions in programs.items():
        expected = run_reference(source, seed)
        completed = run_command(module, [source.name, str(seed)])
        actual = lines_of(completed.stdout)
        if completed.status == REFUSED_STATUS:
            actual.pop()
            expected = expected[: len(actual)]
        if actual == expected and completed.status in (0, REFUSED_STATUS):
            continue
        ending = [f"ends with {completed.trap or completed.status}"]
        place = next(
            (place for place, pair in enumerate(zip(expected, actual, strict=False)) if pair[0] != pair[1]),
            min(len(expected), len(actual)),
        )
        shown = [*expressions, "(the end)"][min(place, len(expressions))]
        yield Difference(
            seed, shown, " ".join(expected[place : place + 1]), " ".join((actual + ending)[place : place + 1])
        )


def run_reference(source: Path, seed: int) -> list[str]:
    """What CPython prints."""
    completed = subprocess.run(
        [sys.executable, "-W", "ignore", source, str(seed)],
        capture_output=True,
        env={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        timeout=SECONDS,
    )
    return lines_of(completed.stdout)
