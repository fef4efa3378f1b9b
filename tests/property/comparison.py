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
from ferrotype.toolchain.commands import Optimization
from tests.property.modules import Generator, Program, module_of

SECONDS = 20.0
"""How long one program may run on either side."""
OUTPUT_BYTES = 1 << 20
"""How much of its output is compared."""
REFUSED_STATUS = 3
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first step of a program at which the two part."""

    seed: int
    step: str
    expected: str
    actual: str
    text: str
    """The program."""


def lines_of(output: bytes) -> list[str]:
    """Standard output by line; addresses are those of a run."""
    text = output[:OUTPUT_BYTES].decode(errors="backslashreplace")
    return _ADDRESS.sub("0x…", text).split("\n")


def compare(
    folder: Path, generator: Generator, seeds: Iterable[int], optimize: Optimization = "none"
) -> Iterator[Difference]:
    """The differences of the programs of these seeds.

    A program that is refused is compared as far as it ran.
    """
    programs = {seed: generator.make(seed) for seed in seeds}
    source = folder / "programs.py"
    source.write_text(module_of(generator.prelude, programs))
    limits = Limits(COMMAND_LIMITS.memory_bytes, SECONDS, COMMAND_LIMITS.stack_bytes)
    module = compile_module(build_program(BuildRequest(source, optimize=optimize), os.environ), limits)
    for seed, program in programs.items():
        expected = run_reference(source, seed)
        completed = run_command(module, [source.name, str(seed)])
        actual = lines_of(completed.stdout)
        if completed.status == REFUSED_STATUS:
            actual.pop()
            expected = expected[: len(actual)]
        if actual == expected and completed.status in (0, REFUSED_STATUS):
            continue
        yield _difference(seed, program, expected, [*actual, f"ends with {completed.trap or completed.status}"])


def _difference(seed: int, program: Program, expected: list[str], actual: list[str]) -> Difference:
    place = next(
        (place for place, pair in enumerate(zip(expected, actual, strict=False)) if pair[0] != pair[1]),
        min(len(expected), len(actual)) - 1,
    )
    step = [*program.steps, "(the end)"][min(place, len(program.steps))]
    return Difference(seed, step, expected[place], " ".join(actual[place : place + 2]), program.text)


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
