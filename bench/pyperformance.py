"""The benchmarks of `pyperformance` that need the standard library alone, under CPython and as WASM.

    python -m pip install --no-deps --require-hashes -r 3rdparty/python/pyperformance.lock -t FOLDER
    python bench/pyperformance.py FOLDER -o OUT [--only nbody …] [--rounds 3] [--specialise] [--compact WHICH]

Each is built from the package's own, unmodified file; `stand_ins/pyperf.py` takes the place of the
harness `pyperf`, prints what a benchmark gives, and times it from within: neither side includes its
start. Functions have their general version only, unless `--specialise` is given. Writes
`pyperformance.json` and `pyperformance.md`. Exit status: 0; 1 if an output differs or a module
crashes.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ferrotype.building.form import CompactModules
from ferrotype.building.program import BuildRequest, build_program
from ferrotype.diagnostics.collect import Refused
from ferrotype.diagnostics.crash import CompilerCrash
from ferrotype.host import Compiled, Limits, compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS

HARNESS = Path(__file__).parent / "stand_ins" / "pyperf.py"
REFUSED_STATUS = 3
TARGET_SECONDS = 0.5
MOST_LOOPS = 500
LIMIT_SECONDS = 120

ARGUMENTS = {
    "argparse": [["many_optionals"], ["subparsers"]],
    "logging": [["format"], ["silent"], ["simple"]],
    "pickle": [["pickle"], ["unpickle"], ["pickle_list"], ["unpickle_list"], ["pickle_dict"]],
    "xml_etree": [["parse"], ["iterparse"], ["generate"], ["process"]],
    "async_tree": [["none"]],
}
"""What benchmarks with variants are called with; all others need nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One benchmark: same, different, refused or crashed; seconds for each loop."""

    name: str
    outcome: str
    reason: str
    cpython_seconds: float = 0.0
    wasm_seconds: float = 0.0
    wasm_bytes: int = 0

    @property
    def speedup(self) -> float:
        return self.cpython_seconds / self.wasm_seconds if self.wasm_seconds else 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run: status, what was printed, the seconds that it says."""

    status: int
    stdout: str
    stderr: str

    @property
    def seconds(self) -> float:
        lines = [line.split() for line in self.stderr.splitlines()]
        return sum(float(line[1]) for line in lines if line[:1] == ["seconds"])


def benchmarks(package: Path) -> dict[str, Path]:
    """Single files that depend on `pyperf` alone, by name."""
    folder = package / "pyperformance" / "data-files" / "benchmarks"
    found = {}
    for path in sorted(folder.glob("bm_*")):
        others = [
            entry.name
            for entry in path.iterdir()
            if entry.suffix != ".toml" and entry.name != "__pycache__"
        ]
        project = (path / "pyproject.toml").read_text()
        dependencies = project.partition("dependencies = [")[2].partition("]")[0]
        if others == ["run_benchmark.py"] and dependencies.split() in (['"pyperf",'], ['"pyperf"']):
            found[path.name.removeprefix("bm_")] = path / "run_benchmark.py"
    return found


def run_reference(script: Path, arguments: Sequence[str]) -> Run:
    """Under CPython."""
    completed = subprocess.run(
        [sys.executable, script.name, *arguments],
        cwd=script.parent,
        capture_output=True,
        text=True,
        env={"PYTHONHASHSEED": "0", "PATH": os.environ["PATH"]},
        timeout=LIMIT_SECONDS,
        check=False,
    )
    return Run(completed.returncode, completed.stdout, completed.stderr)


def run_translated(module: Compiled, arguments: Sequence[str]) -> Run:
    """As WASM."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = {".": Path(scratch), "/tmp": Path(scratch)}
        completed = run_command(
            module,
            ["run_benchmark.py", *arguments],
            folders=folders,
            environment={"PWD": "/tmp"},
        )
    stderr = completed.stderr.decode(errors="replace")
    if completed.trap is not None:
        stderr += f"\n{completed.trap}"
    return Run(completed.status, completed.stdout.decode(errors="replace"), stderr)


def loops_for(seconds: float) -> int:
    """How many loops of so many seconds are worth measuring."""
    return min(MOST_LOOPS, max(1, round(TARGET_SECONDS / seconds))) if seconds else MOST_LOOPS


def measure(name: str, script: Path, wasm: Path, rounds: int) -> Row:
    """Compare one loop under a limit of time, then time more of them.

    A limit costs instructions in each loop and function, so what is timed has none.
    """
    limits = Limits(COMMAND_LIMITS.memory_bytes, LIMIT_SECONDS, COMMAND_LIMITS.stack_bytes)
    limited = compile_module(wasm, limits)
    module = compile_module(wasm, COMMAND_LIMITS)
    cpython = ours = 0.0
    for arguments in ARGUMENTS.get(name, [[]]):
        expected = run_reference(script, ["1", *arguments])
        if expected.status != 0:
            return Row(name, "cpython fails", expected.stderr.strip().splitlines()[-1])
        actual = run_translated(limited, ["1", *arguments])
        if actual.status != expected.status or actual.stdout != expected.stdout:
            last = (actual.stderr.strip().splitlines() or [actual.stdout[:200]])[-1]
            outcomes = {REFUSED_STATUS: "refused", 134: "crashed"}
            return Row(name, outcomes.get(actual.status, "different"), last)
        reference_loops, own_loops = loops_for(expected.seconds), loops_for(actual.seconds)
        pairs = [
            (
                run_reference(script, [str(reference_loops), *arguments]).seconds / reference_loops,
                run_translated(module, [str(own_loops), *arguments]).seconds / own_loops,
            )
            for _ in range(rounds)
        ]
        cpython += statistics.median(pair[0] for pair in pairs)
        ours += statistics.median(pair[1] for pair in pairs)
    return Row(name, "same", "", cpython, ours, wasm.stat().st_size)


def row_of(name: str, source: Path, options: argparse.Namespace) -> Row:
    """Build and measure one."""
    with tempfile.TemporaryDirectory() as scratch:
        script = Path(scratch) / "run_benchmark.py"
        shutil.copy(source, script)
        shutil.copy(HARNESS, Path(scratch) / "pyperf.py")
        request = BuildRequest(
            script,
            optimize=options.optimize,
            whole_program=options.optimize != "none",
            specialise=options.specialise,
            compact=options.compact,
        )
        try:
            wasm = build_program(request, os.environ)
        except CompilerCrash as error:
            return Row(name, "crashed", str(error)[:300])
        except Refused as error:
            return Row(name, "refused", error.diagnostics[0].message)
        return measure(name, script, wasm, options.rounds)


def table(rows: Sequence[Row]) -> str:
    """A Markdown table."""
    lines = [
        "| benchmark | outcome | CPython, ms a loop | WASM, ms a loop | times as fast | `.wasm`, KB |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for row in rows:
        if row.outcome == "same":
            lines.append(
                f"| {row.name} | same | {1000 * row.cpython_seconds:.2f} | {1000 * row.wasm_seconds:.2f}"
                f" | {row.speedup:.2f} | {row.wasm_bytes / 1000:.0f} |"
            )
        else:
            lines.append(f"| {row.name} | {row.outcome}: {row.reason} | | | | |")
    same = [row.speedup for row in rows if row.speedup]
    lines += ["", f"{sum(row.outcome == 'same' for row in rows)} of {len(rows)} the same."]
    if same:
        lines.append(f"Geometric mean: {statistics.geometric_mean(same):.2f} times as fast.")
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str]) -> int:
    """Build, compare, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="the folder with `pyperformance/`")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--specialise", action="store_true")
    parser.add_argument("--optimize", choices=("speed", "size", "none"), default="speed")
    parser.add_argument("--compact", type=CompactModules)
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, source in benchmarks(options.package).items():
        if options.only and name not in options.only:
            continue
        row = row_of(name, source, options)
        print(f"{row.name}: {row.outcome} {row.reason} {row.speedup:.2f}", flush=True)
        rows.append(row)
    content = [{**asdict(row), "speedup": round(row.speedup, 3)} for row in rows]
    (options.output / "pyperformance.json").write_text(json.dumps(content, indent=1) + "\n")
    text = table(rows)
    (options.output / "pyperformance.md").write_text(text)
    print(text)
    return 1 if any(row.outcome in ("different", "crashed") for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
