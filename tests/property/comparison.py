"""Builds random programs into one module, runs each under CPython and under wasmtime, and says where they differ."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ferrotype.building.form import CompactModules
from ferrotype.building.program import BuildRequest, build_program
from ferrotype.host import compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS
from ferrotype.host.engine import Limits
from ferrotype.toolchain.commands import Optimization
from tests.property import reference
from tests.property.modules import Generator, Program, files_of

SECONDS = 20.0
"""How long one program may run on either side."""
OUTPUT_BYTES = 1 << 20
"""How much of its output is compared."""
REFUSED_STATUS = 3
RUNS = 12
"""How often CPython is asked again about a program that differs: its addresses are others each time."""
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


@dataclass(frozen=True, slots=True)
class Form:
    """How programs are built: the same must come out for each form."""

    optimize: Optimization = "none"
    compact: CompactModules = CompactModules.LIBRARY


UNOPTIMISED = Form()


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


@dataclass(slots=True)
class Comparison:
    """What came out for the programs of some seeds."""

    differences: list[Difference] = field(default_factory=list)
    same: int = 0
    refused: list[int] = field(default_factory=list)
    """Of those that are the same: compared as far as they ran."""
    set_aside: list[int] = field(default_factory=list)
    """Too long or too large under CPython, or different only where CPython differs from itself."""


def compare(
    folder: Path, generator: Generator, seeds: Iterable[int], form: Form = UNOPTIMISED
) -> Comparison:
    """Compares the programs of these seeds."""
    return compare_programs(folder, generator, {seed: generator.make(seed) for seed in seeds}, form)


def compare_programs(
    folder: Path, generator: Generator, programs: Mapping[int, Program], form: Form = UNOPTIMISED
) -> Comparison:
    """Compares programs, each under its number.

    A program that is refused is compared as far as it ran.
    """
    for name, text in files_of(generator, programs).items():
        (folder / f"{name}.py").write_text(text)
    source = folder / "programs.py"
    limits = Limits(COMMAND_LIMITS.memory_bytes, SECONDS, COMMAND_LIMITS.stack_bytes)
    request = BuildRequest(source, optimize=form.optimize, deferred=True, compact=form.compact)
    module = compile_module(build_program(request, os.environ), limits)
    result = Comparison()
    expectations = run_reference(source, programs)
    for seed, program in programs.items():
        if seed not in expectations:
            result.set_aside.append(seed)
            continue
        completed = run_command(module, [source.name, str(seed)])
        expected, actual = expectations[seed], lines_of(completed.stdout)
        if completed.status == REFUSED_STATUS:
            actual.pop()
            expected = expected[: len(actual)]
        if actual == expected and completed.status in (0, REFUSED_STATUS):
            result.same += 1
            result.refused += [seed] * (completed.status == REFUSED_STATUS)
            continue
        if completed.status in (0, REFUSED_STATUS) and are_addresses(source, seed, expected, actual):
            result.set_aside.append(seed)
            continue
        ending = f"ends with {completed.trap or completed.status}"
        result.differences.append(_difference(seed, program, expected, [*actual, ending]))
    return result


def are_addresses(source: Path, seed: int, expected: list[str], actual: list[str]) -> bool:
    """Whether the two differ only in lines that CPython prints otherwise in other runs.

    An order of a set or a text can hang on addresses, which are others in each process.
    """
    if len(actual) != len(expected):
        return False
    places = {place for place, (line, other) in enumerate(zip(expected, actual, strict=True)) if line != other}
    for _ in range(RUNS):
        again = run_reference(source, [seed]).get(seed, [])
        places -= {place for place in places if again[place : place + 1] != [expected[place]]}
        if not places:
            return True
    return False


def _difference(seed: int, program: Program, expected: list[str], actual: list[str]) -> Difference:
    place = next(
        (place for place, pair in enumerate(zip(expected, actual, strict=False)) if pair[0] != pair[1]),
        min(len(expected), len(actual)) - 1,
    )
    steps = program.steps or expected
    step = [*steps, "(the end)"][min(place, len(steps))]
    return Difference(seed, step, expected[place], " ".join(actual[place : place + 2]), program.text)


def run_reference(source: Path, seeds: Iterable[int]) -> dict[int, list[str]]:
    """What CPython prints, for the programs that end in time and memory."""
    subprocess.run(
        [sys.executable, "-W", "ignore", reference.__file__, source, *map(str, seeds)],
        env={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    outputs = {seed: source.with_name(f"{seed}.out") for seed in seeds}
    return {seed: lines_of(path.read_bytes()) for seed, path in outputs.items() if path.exists()}
