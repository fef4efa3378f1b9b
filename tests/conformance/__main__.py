"""CPython's own tests as WASM.

    python -m tests.conformance [MODULE …] [-o FOLDER] [--show KIND]

Builds each test module of `modules.txt`, or those that are named, and runs every method under
CPython and as WASM. Methods that pass under CPython count, but for those that a mark of their own
gives to CPython alone. With `-o`, writes each module's results to FOLDER/MODULE.json; modules that
have a file there already are read, not run again. `--show` lists methods that ended so. Exit status: 0; 1 if a
method crashed.
"""

from __future__ import annotations

import argparse
import json
import sys
import sysconfig
import time
from collections import Counter
from pathlib import Path

from tests.conformance.execute import Result, run_reference, run_translated
from tests.conformance.program import Method, list_methods

MODULES = Path(__file__).parent / "modules.txt"
KINDS = ("passed", "failed", "refused", "crashed", "skipped")


def all_modules() -> list[str]:
    """The modules that count."""
    lines = MODULES.read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def run_module(test_module: str) -> list[tuple[Result, bool]]:
    """Results of a module's methods as WASM, and whether each counts."""
    methods = list_methods(sys.executable, test_module)
    reference = run_reference(sys.executable, test_module, methods)
    ours = run_translated(Path(sysconfig.get_path("stdlib")), test_module, methods)
    return [
        (result, result.method.counts and expected.kind == "passed")
        for result, expected in zip(ours, reference, strict=True)
    ]


def kept(path: Path, test_module: str) -> list[tuple[Result, bool]]:
    """The results in a file, which is written where there is none."""
    if path.is_file():
        rows = json.loads(path.read_text())
    else:
        rows = [
            [
                result.method.module,
                result.method.class_name,
                result.method.name,
                counts,
                result.kind,
                result.reason,
            ]
            for result, counts in run_module(test_module)
        ]
        path.write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")
    return [
        (Result(Method(module, class_name, name, counts), kind, reason), counts)
        for module, class_name, name, counts, kind, reason in rows
    ]


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
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'module':<28} counted {' '.join(KINDS)}", flush=True)
    for test_module in arguments.modules or all_modules():
        began = time.perf_counter()
        if arguments.output is None:
            results = run_module(test_module)
        else:
            arguments.output.mkdir(parents=True, exist_ok=True)
            results = kept(arguments.output / f"{test_module}.json", test_module)
        kinds = Counter(result.kind for result, counts in results if counts)
        total.update(kinds)
        print(row(test_module, kinds, time.perf_counter() - began), flush=True)
        for result, counts in results:
            if counts and result.kind in arguments.show:
                print(f"    {result.kind} {result.method.identifier}: {result.reason}")
    print(row("all", total, 0.0))
    return 1 if total["crashed"] else 0


if __name__ == "__main__":
    sys.exit(main())
