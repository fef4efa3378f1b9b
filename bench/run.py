"""Measure programs under CPython 3.11 and as WASM under wasmtime, side by side in one run.

    python bench/run.py -o FOLDER [--rounds 5] [--only nbody …] [--modules FOLDER]

Each program takes a number of loops and prints its results. The numbers are chosen so that each
side works for about half a second: a processor that has just waited is slow at first, which would
count many times as much for the faster side. Rounds alternate between the two, and medians of the
seconds for each loop are compared. What is timed is the program alone: for CPython its execution in
a fresh process, for WASM `_start` in a fresh instance of a module that wasmtime has compiled.
Outputs are compared for the same number of loops. Writes `bench.json` and `bench.md`.
Exit status: 0; 1 if an output differs.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ferrotype.host import Compiled, compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS

PROGRAMS = Path(__file__).parent.parent / "src/python/examples/benchmarks"
NAMES = ("nbody", "fannkuch", "spectral_norm", "float", "nqueens")
_TARGET_SECONDS = 0.5
_MAXIMUM_LOOPS = 500

# Runs a script as `__main__` and tells how long that took on a descriptor of its own.
_TIMER = """
import os, runpy, sys, time
script, descriptor = sys.argv[1], int(sys.argv[2])
sys.argv = [script, *sys.argv[3:]]
began = time.perf_counter()
try:
    runpy.run_path(script, run_name="__main__")
finally:
    sys.stdout.flush()
    os.write(descriptor, repr(time.perf_counter() - began).encode())
"""


@dataclass(frozen=True, slots=True)
class Row:
    """The result for one program."""

    name: str
    cpython_loops: int
    wasm_loops: int
    cpython_seconds: float
    """For each loop, as the next."""
    wasm_seconds: float
    wasm_bytes: int
    same_output: bool

    @property
    def speedup(self) -> float:
        """How many times as fast as CPython."""
        return self.cpython_seconds / self.wasm_seconds


def run_cpython(python: str, script: Path, loops: int) -> tuple[float, bytes]:
    """Seconds and standard output of one run under CPython."""
    reading, writing = os.pipe()
    try:
        completed = subprocess.run(
            [python, "-c", _TIMER, str(script), str(writing), str(loops)],
            stdout=subprocess.PIPE,
            pass_fds=[writing],
            env={"PYTHONHASHSEED": "0", "PATH": os.environ["PATH"]},
            check=True,
        )
        return float(os.read(reading, 100)), completed.stdout
    finally:
        os.close(reading)
        os.close(writing)


def run_wasm(module: Compiled, script: Path, loops: int) -> tuple[float, bytes]:
    """Seconds and standard output of one run under wasmtime."""
    completed = run_command(module, [script.name, str(loops)])
    if completed.status != 0:
        raise SystemExit(f"{script.name}: {completed.trap or completed.stderr.decode()}")
    return completed.seconds, completed.stdout


def measure(name: str, wasm: Path, python: str, rounds: int) -> Row:
    """Alternate between the two for some rounds, after one run of each to warm up."""
    script, module = PROGRAMS / f"{name}.py", compile_module(wasm, COMMAND_LIMITS)
    reference_loops = loops_for(run_cpython(python, script, 1)[0])
    run_wasm(module, script, 1)
    loops = loops_for(run_wasm(module, script, 1)[0])
    cpython, ours, same = [], [], True
    for _ in range(rounds):
        reference_seconds, expected = run_cpython(python, script, reference_loops)
        same = same and run_wasm(module, script, reference_loops)[1] == expected
        cpython.append(reference_seconds / reference_loops)
        ours.append(run_wasm(module, script, loops)[0] / loops)
    return Row(
        name,
        reference_loops,
        loops,
        statistics.median(cpython),
        statistics.median(ours),
        wasm.stat().st_size,
        same,
    )


def loops_for(once: float) -> int:
    """How many loops of so many seconds are worth measuring."""
    return min(_MAXIMUM_LOOPS, max(1, round(_TARGET_SECONDS / once)))


def table(rows: Sequence[Row]) -> str:
    """A Markdown table, with the machine it was measured on."""
    lines = [
        f"CPython {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors.",
        "",
        "| program | loops | CPython, ms a loop | WASM, ms a loop | times as fast | `.wasm`, KB | same output |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for row in rows:
        lines.append(
            f"| {row.name} | {row.cpython_loops}, {row.wasm_loops} | {1000 * row.cpython_seconds:.1f} "
            f"| {1000 * row.wasm_seconds:.1f} | {row.speedup:.1f} | {row.wasm_bytes / 1000:.0f} "
            f"| {'yes' if row.same_output else 'NO'} |"
        )
    mean = statistics.geometric_mean([row.speedup for row in rows])
    return "\n".join([*lines, "", f"Geometric mean: {mean:.1f} times as fast.", ""])


def build(name: str, folder: Path) -> Path:
    """Compile a program as `src/python/examples` does; the module's path."""
    output = folder / f"{name}.wasm"
    script = PROGRAMS / f"{name}.py"
    command = [sys.executable, "-m", "ferrotype", "build", "--whole-program", str(script)]
    subprocess.run([*command, "-o", str(output)], check=True)
    return output


def main(arguments: Sequence[str]) -> int:
    """Build, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--modules", type=Path, help="folder of NAME.wasm, instead of building")
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in options.only:
        wasm = options.modules / f"{name}.wasm" if options.modules else build(name, options.output)
        rows.append(measure(name, wasm, options.python, options.rounds))
    content = {"rows": [{**asdict(row), "speedup": round(row.speedup, 3)} for row in rows]}
    (options.output / "bench.json").write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")
    text = table(rows)
    (options.output / "bench.md").write_text(text)
    print(text)
    return 0 if all(row.same_output for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
