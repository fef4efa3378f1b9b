"""CPython's own tests as WASM.

    python -m tests.conformance [MODULE …] [-o FOLDER] [--show KIND] [--together N] [--record] [--compact WHICH]

Builds the test modules of `modules.txt`, or those that are named, some together to a program, and
runs every method under CPython and as WASM. Methods that pass under CPython count, but for those that a mark of their own
gives to CPython alone. With `-o`, writes each module's results to FOLDER/MODULE.json; modules that
have a file there already are read, not run again. `--record` keeps the summary of these modules
in `results.json`, beside what that has of others, from which `docs/coverage.md` is written. `--show` lists methods that ended so. Exit status: 0; 1 if a
method crashed.
"""

from __future__ import annotations

import argparse
import json
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ferrotype.building.form import CompactModules
from tests.conformance.execute import (
    CannotBuild,
    Result,
    build_translated,
    run_reference,
    run_translated,
)
from tests.conformance.program import Method, list_methods
from tests.conformance.summary import (
    KINDS,
    read_summary,
    summarise,
    updated,
    write_summary,
)

MODULES = Path(__file__).parent / "modules.txt"
TOGETHER = 8
"""Modules in one program: what they share is compiled for this machine once."""
RECORD = Path(__file__).parent / "results.json"
"""What the page of what is covered says of these tests."""


def all_modules() -> list[str]:
    """The modules that count."""
    lines = MODULES.read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


Row = tuple[Result, bool]
"""A method's result as WASM, and whether it counts."""


def run_modules(
    test_modules: list[str], compact: CompactModules = CompactModules.LIBRARY
) -> dict[str, list[Row]]:
    """Results of some modules' methods, which are one program if they can be built together."""
    tests = {name: list_methods(sys.executable, name) for name in test_modules}
    library = Path(sysconfig.get_path("stdlib"))
    try:
        module = build_translated(library, tests, compact)
    except CannotBuild as error:
        if len(tests) > 1:
            halves = test_modules[::2], test_modules[1::2]
            return {
                name: rows
                for half in halves
                for name, rows in run_modules(half, compact).items()
            }
        return {
            name: [
                (Result(method, error.kind, str(error)), method.counts)
                for method in methods
            ]
            for name, methods in tests.items()
        }
    return {
        name: [
            (result, result.method.counts and expected.kind == "passed")
            for result, expected in zip(
                run_translated(module, library, name, methods),
                run_reference(sys.executable, name, methods),
                strict=True,
            )
        ]
        for name, methods in tests.items()
    }


def write_rows(path: Path, rows: list[Row]) -> None:
    """Keep a module's results."""
    lines = [
        json.dumps(
            [
                result.method.module,
                result.method.class_name,
                result.method.name,
                counts,
                result.kind,
                result.reason,
            ]
        )
        for result, counts in rows
    ]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n")


def read_rows(path: Path) -> list[Row]:
    """What `write_rows` wrote."""
    return [
        (Result(Method(module, class_name, name, counts), kind, reason), counts)
        for module, class_name, name, counts, kind, reason in json.loads(
            path.read_text()
        )
    ]


def results(
    test_modules: list[str],
    folder: Path | None,
    together: int,
    compact: CompactModules,
) -> Iterator[tuple[str, list[Row], float]]:
    """Each module's results and the seconds that they took, those in the folder first."""
    missing = []
    for name in test_modules:
        if folder is not None and (folder / f"{name}.json").is_file():
            yield name, read_rows(folder / f"{name}.json"), 0.0
        else:
            missing.append(name)
    parts = [missing[at : at + together] for at in range(0, len(missing), together)]
    for part in parts:
        began = time.perf_counter()
        found = run_modules(part, compact)
        seconds = (time.perf_counter() - began) / len(part)
        for name in part:
            if folder is not None:
                write_rows(folder / f"{name}.json", found[name])
            yield name, found[name], seconds


def row(title: str, kinds: Counter[str], seconds: float) -> str:
    """One line of the summary."""
    total = sum(kinds.values())
    counts = " ".join(f"{kinds[kind]:>{len(kind)}}" for kind in KINDS)
    share = f"{kinds['passed'] / total:6.1%}" if total else "      "
    return f"{title:<28} {total:>7} {counts} {share} {seconds:6.1f} s"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance")
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER")
    parser.add_argument("--show", choices=KINDS, action="append", default=[])
    parser.add_argument("--together", type=int, default=TOGETHER, metavar="N")
    parser.add_argument("--record", action="store_true")
    parser.add_argument(
        "--compact", type=CompactModules, default=CompactModules.LIBRARY
    )
    arguments = parser.parse_args()
    if arguments.output is not None:
        arguments.output.mkdir(parents=True, exist_ok=True)
    total: Counter[str] = Counter()
    print(f"{'module':<28} counted {' '.join(KINDS)}", flush=True)
    names = arguments.modules or all_modules()
    found: dict[str, list[Row]] = {}
    for name, rows, seconds in results(
        names, arguments.output, arguments.together, arguments.compact
    ):
        found[name] = rows
        kinds = Counter(result.kind for result, counts in rows if counts)
        total.update(kinds)
        print(row(name, kinds, seconds), flush=True)
        for result, counts in rows:
            if counts and result.kind in arguments.show:
                print(f"    {result.kind} {result.method.identifier}: {result.reason}")
    print(row("all", total, 0.0))
    if arguments.record:
        new = summarise((name, found[name]) for name in names)
        write_summary(RECORD, updated(read_summary(RECORD), new))
    return 1 if total["crashed"] else 0


if __name__ == "__main__":
    sys.exit(main())
