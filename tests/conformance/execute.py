"""Running the methods of a program, again from the next one after each that ends the program."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ferrotype.building.form import CompactModules
from ferrotype.building.program import BuildRequest, build_program
from ferrotype.diagnostics.collect import Refused
from ferrotype.diagnostics.crash import CompilerCrash
from ferrotype.host import Limits, compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS, Completed
from ferrotype.host.engine import Compiled, WrongModule
from tests.conformance.program import (
    Method,
    environment,
    write_data,
    write_program,
    write_reference,
)

REFUSED_STATUS = 3
RUN_SECONDS = 60.0
"""After this a run starts again at the method that runs; one alone that takes longer has crashed."""
REFERENCE_SECONDS = 900
LONGEST_REASON = 300
SEPARATOR = "\x1e"
_LOST = ("failed", "was not run")


@dataclass(frozen=True, slots=True)
class Result:
    """How a method ended: passed, failed, skipped, refused or crashed."""

    method: Method
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the driver: its standard output, and how it ended if not by itself."""

    text: str
    kind: str
    reason: str
    timed_out: bool = False


def run_reference(python: str, test_module: str, methods: list[Method]) -> list[Result]:
    """What CPython says to the same methods."""
    with tempfile.TemporaryDirectory() as scratch:
        entry = write_reference(Path(scratch), {test_module: methods})

        def run(begin: int) -> Run:
            completed = subprocess.run(
                [python, entry.name, test_module, str(begin)],
                cwd=scratch,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=environment(),
                timeout=REFERENCE_SECONDS,
                check=False,
            )
            reason = f"status {completed.returncode}"
            return Run(completed.stdout.decode(errors="replace"), "crashed", reason)

        return _run_all(methods, run)


class CannotBuild(Exception):
    """The program of some test modules cannot be built; ``kind`` is `refused` or `crashed`."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def build_translated(
    library: Path, tests: Mapping[str, list[Method]], compact: CompactModules
) -> Compiled:
    """The program of some test modules as WASM. Raises CannotBuild."""
    with tempfile.TemporaryDirectory() as scratch:
        entry = write_program(Path(scratch), library, tests)
        request = BuildRequest(
            entry, optimize="none", deferred=True, compact=compact
        )
        try:
            wasm = build_program(request, os.environ)
        except (Refused, CompilerCrash) as error:
            kind = "crashed" if isinstance(error, CompilerCrash) else "refused"
            raise CannotBuild(kind, f"build: {error}"[:LONGEST_REASON]) from error
    limits = Limits(
        COMMAND_LIMITS.memory_bytes, RUN_SECONDS, COMMAND_LIMITS.stack_bytes
    )
    try:
        return compile_module(wasm, limits)
    except WrongModule as error:
        raise CannotBuild("crashed", f"build: {error}"[:LONGEST_REASON]) from error


ZONES = Path("/usr/share/zoneinfo")
"""Where CPython's tests look for the rules of time zones."""


@functools.cache
def zone_files() -> dict[str, Path]:
    """A copy of this machine's rules of time zones, under the name that programs see; nothing where it has none."""
    if not ZONES.is_dir():
        return {}
    copy = Path(tempfile.mkdtemp()) / "zoneinfo"
    atexit.register(shutil.rmtree, copy.parent)
    shutil.copytree(ZONES, copy)
    return {str(ZONES): copy}


def run_translated(
    module: Compiled, library: Path, test_module: str, methods: list[Method]
) -> list[Result]:
    """What a program says to the methods of one of its test modules."""

    def run(begin: int) -> Run:
        with tempfile.TemporaryDirectory() as scratch:
            write_data(Path(scratch), library)
            arguments = ["driver.py", test_module, str(begin)]
            completed = run_command(
                module,
                arguments,
                environment={"PWD": "/"},
                folders={"/": Path(scratch), **zone_files()},
            )
        text = completed.stdout.decode(errors="replace")
        timed_out = completed.trap is not None and completed.seconds > RUN_SECONDS * 0.9
        return Run(text, *_how_it_ended(completed), timed_out)

    return _run_all(methods, run)


def _how_it_ended(completed: Completed) -> tuple[str, str]:
    errors = completed.stderr.decode(errors="replace").strip().splitlines() or [
        "no message"
    ]
    if completed.trap is not None:
        return "crashed", f"{completed.trap}; {errors[-1]}"[:LONGEST_REASON]
    if completed.status == REFUSED_STATUS:
        return "refused", errors[-1][:LONGEST_REASON]
    return "failed", f"ended with status {completed.status}: {errors[-1]}"[
        :LONGEST_REASON
    ]


def _run_all(methods: list[Method], run: Callable[[int], Run]) -> list[Result]:
    results: list[Result] = []
    while len(results) < len(methods):
        results += _results_of(run(len(results)), methods[len(results) :])
    return results


def _results_of(run: Run, methods: list[Method]) -> list[Result]:
    """Results of the first of ``methods``, at least one; the running method has the run's end."""
    lines = [
        line[1:].partition(" ")
        for line in run.text.split("\n")
        if line.startswith(SEPARATOR)
    ]
    if not lines:
        # Not even a first method was reached: no other start would get further.
        return [Result(method, run.kind, run.reason) for method in methods]
    results: list[Result] = []
    fixture = _LOST

    def lose_up_to(count: int) -> None:
        while len(results) < count:
            results.append(Result(methods[len(results)], *fixture))

    is_running = False
    for kind, _, text in lines:
        if kind == "start":
            # A test may run others with the same report: the first start and the first end are its own.
            if int(text) >= len(results):
                lose_up_to(int(text))
                is_running, fixture = True, _LOST
        elif kind in ("fixture", "fixture-skip"):
            fixture = ("failed" if kind == "fixture" else "skipped", text)
        elif kind == "end":
            lose_up_to(len(methods))
        elif is_running:
            results.append(Result(methods[len(results)], kind, text))
            is_running = False
    if (
        lines[-1][0] != "end"
        and (is_running or not results)
        and not (run.timed_out and results)
    ):
        results.append(Result(methods[len(results)], run.kind, run.reason))
    return results
