"""Measure what Pants and the plugin take on a synthetic monorepo.

    python -m bench.monorepo.measure MODULES -o FOLDER [--seed 0] [--rounds 3] [--one] [--keep FOLDER]
        [--inference crate|pants] [--memory | --imports | --cold]

Copies this repository beside the modules, starts Pants there with a store and a daemon of its own and
writes `monorepo.json` and `monorepo.md` to FOLDER. With `--one` only the largest program is built, for
repositories whose cold build would take hours. `--keep` works in that folder and leaves it, so that a
later run finds the results of an earlier one. `--inference` is the option `[ferrotype].inference`.
`--memory` measures the daemon's memory alone, which is not limited; `--imports` of that only what finding
all imports takes, for which nothing is built; `--cold` a first build alone, of all crates, those that no
program has among them. Exit status: 0; 1 where Pants fails or
an edit runs something else than it may.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.monorepo.daemon import own_bytes, peak_bytes, settled_bytes, usage
from bench.monorepo.edits import EDITS, Edit
from bench.monorepo.graph import ROOT, Module, Package, Plan, package_of, planned
from bench.monorepo.report import written
from bench.monorepo.text import files
from tests.incremental.checkout import STAGES, Checkout, Run, checked_out

EVERYTHING = f"src/python/{ROOT}::"
INFERENCES = ("crate", "pants")
HOURS = 6 * 3600.0
_STARTS = 4
_UNLIMITED = {"PANTS_PANTSD_MAX_MEMORY_USAGE": "64GiB"}
_TOGETHER = (("dependencies", "package"), ("package",), ("peek-crates",))
"""Goals of one daemon; the last looks at what every module imports, and builds nothing."""


@dataclass(frozen=True, slots=True)
class Cold:
    """A build of which nothing was known. Seconds of the clock, of each stage's processes, of CPU."""

    seconds: float
    runs: Mapping[str, int]
    stage_seconds: Mapping[str, float]
    other: Mapping[str, float]
    daemon_cpu: float
    processes_cpu: float

    @property
    def overhead(self) -> float:
        """The share of the CPU that went into the engine and the rules."""
        return self.daemon_cpu / (self.daemon_cpu + self.processes_cpu)


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit, packaged: seconds of each round, and which processes ran in the first."""

    edit: str
    module: str
    importers: int
    seconds: tuple[float, ...]
    runs: Mapping[str, int]
    process_seconds: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What a new daemon holds after these goals, and held at most; the seconds of the last goal.

    Of what is resident, its ``own`` is what is no file's: pages of the store are the system's to drop.
    """

    goals: tuple[str, ...]
    seconds: float
    resident: int
    own: int
    peak: int


class Measuring:
    """A monorepo in a checkout, with a running daemon."""

    def __init__(
        self,
        checkout: Checkout,
        plan: Plan,
        texts: Mapping[str, str],
        inference: str = INFERENCES[0],
    ) -> None:
        self._checkout = checkout
        self._settings = {**_UNLIMITED, "PANTS_FERROTYPE_INFERENCE": inference}
        self._plan = plan
        self._texts = texts
        self._packages = {package.name: package for package in plan.packages}

    def pants(self, *arguments: str, is_recorded: bool = False) -> Run:
        """A run that succeeds. Raises SystemExit otherwise."""
        run = self._checkout.pants(
            "--stats-log", *arguments, settings=self._settings, is_recorded=is_recorded
        )
        if run.status:
            raise SystemExit(
                f"pants {' '.join(arguments)} failed:\n{run.output[-4000:]}"
            )
        return run

    def start(self) -> None:
        """Start the daemon. Pants waits for a minute, which a busy machine may need twice."""
        for _ in range(_STARTS):
            if not self._checkout.pants(
                "list", EVERYTHING, settings=self._settings, is_recorded=False
            ).status:
                return
        self.pants("list", EVERYTHING)

    def program(self) -> Package:
        """The package with a program that builds on the most packages."""
        with_entry = [package for package in self._plan.packages if package.entry]
        return max(
            with_entry, key=lambda package: (len(self.closure(package)), package.name)
        )

    def closure(self, package: Package) -> frozenset[str]:
        """The packages that a package builds on, itself among them."""
        found: set[str] = set()
        waiting = [package.name]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._packages[name].builds_on
        return frozenset(found)

    def address(self, package: Package) -> str:
        return f"src/python/{package.name.replace('.', '/')}:program"

    def cold(self, *goals: str) -> Cold:
        """Build for the first time; the daemon is there, and knows the graph."""
        before = usage(self._daemon())
        run = self.pants(*goals, is_recorded=True)
        used = usage(self._daemon()).since(before)
        ran = [process for process in run.processes if process.ran]
        seconds: dict[str, float] = defaultdict(float)
        for process in ran:
            seconds[process.stage] += process.seconds
        counts = {stage: len(run.ran(stage)) for stage in STAGES if run.ran(stage)}
        return Cold(run.seconds, counts, dict(seconds), run.other, used.own, used.children)

    def unchanged(
        self, goals: Sequence[tuple[str, str]], rounds: int
    ) -> dict[str, float]:
        """Medians of goals when nothing changed, in turn."""
        measured: dict[str, list[float]] = {" ".join(goal): [] for goal in goals}
        for goal in goals:
            self.pants(*goal)
        for _ in range(rounds):
            for goal in goals:
                measured[" ".join(goal)].append(self.pants(*goal).seconds)
        return {goal: statistics.median(seconds) for goal, seconds in measured.items()}

    def edited(self, module: Module, edit: Edit, target: str, rounds: int) -> Edited:
        """Edit a module some times and package; at last it is as it was."""
        text = self._texts[module.path]
        seconds = []
        first: Run | None = None
        # Never the same twice, or a store that is kept would know the results.
        first_number = time.time_ns()
        for number in range(first_number, first_number + rounds):
            self._checkout.write({module.path: edit.apply(text, number)})
            run = self.pants("package", target, is_recorded=True)
            seconds.append(run.seconds)
            first = first or run
        self._checkout.write({module.path: text})
        self.pants("package", target)
        assert first is not None
        importers = self.importers(module)
        return Edited(
            edit=edit.name,
            module=module.name,
            importers=len(importers),
            seconds=tuple(seconds),
            runs={stage: len(names) for stage, names in first.all_ran.items()},
            process_seconds=sum(
                process.seconds for process in first.processes if process.ran
            ),
            is_exact=self.is_exact(module, edit, importers, first),
        )

    def importers(self, module: Module) -> frozenset[str]:
        """The modules of the measured program that import a module."""
        inside = self.closure(self.program())
        return frozenset(
            other.name
            for other in self._plan.modules
            if package_of(other.name) in inside
            and any(imported.module == module.name for imported in other.imports)
        )

    def is_exact(
        self, module: Module, edit: Edit, importers: frozenset[str], run: Run
    ) -> bool:
        """Whether what ran is what has to, and nothing else may.

        Crates of which no Rust changed do not compile, so at most the module's own does.
        """
        translated = {module.name, *(importers if edit.name == "signature" else ())}
        most = 0 if edit.name == "comment" else 1
        return (
            run.ran("interface") == [module.name]
            and run.ran("translate") == sorted(translated)
            and set(run.all_ran) <= {"interface", "translate", "compile", "link"}
            and max(len(run.ran("compile")), len(run.ran("link"))) <= most
        )

    def extremes(self) -> tuple[Module, Module]:
        """Of the program's modules: one that a single module imports, and the one that most do."""
        inside = self.closure(self.program())
        modules = [
            module
            for module in self._plan.modules
            if package_of(module.name) in inside
            and not module.is_package
            and not module.is_entry
        ]
        once = [module for module in modules if len(self.importers(module)) == 1]
        return once[0], max(
            modules, key=lambda module: (len(self.importers(module)), module.name)
        )

    def memory(
        self, target: str, together: Sequence[tuple[str, ...]] = _TOGETHER
    ) -> tuple[Held, ...]:
        """What new daemons hold, one for each row of goals.

        A daemon has listed all targets before. Its store has the results of all processes.
        """
        found: list[Held] = []
        arguments = {"dependencies": EVERYTHING, "package": target, "peek-crates": EVERYTHING}
        for goals in together:
            self._checkout.stop()
            self.start()
            if not found:
                found.append(self._held((), 0.0))
            done: tuple[str, ...] = ()
            for goal in goals:
                done = (*done, f"{goal} {arguments[goal]}")
                seconds = self.pants(goal, arguments[goal]).seconds
                found.append(self._held(done, seconds))
        return tuple(found)

    def _held(self, goals: tuple[str, ...], seconds: float) -> Held:
        process = self._daemon()
        resident = settled_bytes(process)
        return Held(goals, seconds, resident, own_bytes(process), peak_bytes(process))

    def _daemon(self) -> int:
        process = self._checkout.daemon()
        if process is None:
            raise SystemExit("there is no daemon")
        return process


def measured(measuring: Measuring, rounds: int, one: bool) -> dict[str, object]:
    """Everything, in an order in which each finds what it needs."""
    program = measuring.address(measuring.program())
    target = program if one else EVERYTHING
    measuring.start()
    dependencies = measuring.pants("dependencies", EVERYTHING)
    cold = measuring.cold("package", target)
    said("cold", cold)
    goals = [
        ("package", target),
        ("dependencies", EVERYTHING),
        ("package", program),
        ("list", program),
    ]
    unchanged = measuring.unchanged(list(dict.fromkeys(goals)), rounds)
    said("unchanged", unchanged)
    edits = []
    for module in measuring.extremes():
        for edit in EDITS:
            edits.append(measuring.edited(module, edit, program, rounds))
            said("edited", edits[-1])
    return {
        "program": program,
        "packages in the program": len(measuring.closure(measuring.program())),
        "dependencies at first": dependencies.seconds,
        "cold": shown(cold),
        "unchanged": unchanged,
        "edits": [asdict(edit) for edit in edits],
    }


def all_cold(measuring: Measuring) -> dict[str, object]:
    """The first build of everything."""
    measuring.start()
    dependencies = measuring.pants("dependencies", EVERYTHING)
    cold = measuring.cold("--check-only=ferrotype", "check", "package", EVERYTHING)
    return {"dependencies at first": dependencies.seconds, "cold": shown(cold)}


def shown(cold: Cold) -> dict[str, object]:
    """What is written of a first build."""
    return {**asdict(cold), "overhead": cold.overhead}


def held(measuring: Measuring, one: bool) -> dict[str, object]:
    """The memory of daemons, when the store knows all results."""
    target = measuring.address(measuring.program()) if one else EVERYTHING
    measuring.start()
    measuring.pants("package", target)
    memory = measuring.memory(target)
    said("memory", memory)
    return {"memory": [asdict(part) for part in memory]}


def imports_alone(measuring: Measuring) -> dict[str, object]:
    """What a daemon takes to find the imports of all modules."""
    return {"memory": [asdict(part) for part in measuring.memory("", (_TOGETHER[-1],))]}


def said(what: str, value: object) -> None:
    """Show progress."""
    print(f"{what}: {value}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the monorepo, measure, write."""
    parser = argparse.ArgumentParser(prog="bench.monorepo.measure", description=__doc__)
    parser.add_argument("modules", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--inference", choices=INFERENCES, default=INFERENCES[0])
    alone = parser.add_mutually_exclusive_group()
    alone.add_argument("--memory", action="store_true")
    alone.add_argument("--imports", action="store_true")
    alone.add_argument("--cold", action="store_true")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args(arguments)
    plan = planned(options.modules, options.seed)
    texts = files(plan, options.seed)
    with tempfile.TemporaryDirectory(prefix="ferrotype-") as scratch:
        work = options.keep or Path(scratch)
        shutil.rmtree(work / "checkout", ignore_errors=True)
        with checked_out(work / "checkout", work / "store", texts, HOURS) as checkout:
            measuring = Measuring(checkout, plan, texts, options.inference)
            result: dict[str, object] = {
                "modules": options.modules,
                "seed": options.seed,
                "inference": options.inference,
            }
            if options.cold:
                result |= all_cold(measuring)
            elif options.imports:
                result |= imports_alone(measuring)
            else:
                if not options.memory:
                    result |= measured(measuring, options.rounds, options.one)
                result |= held(measuring, options.one)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "monorepo.json").write_text(json.dumps(result, indent=1) + "\n")
    (options.output / "monorepo.md").write_text(written(result))
    print(written(result))
    edits = result.get("edits", [])
    assert isinstance(edits, list)
    return 0 if all(edit["is_exact"] for edit in edits) else 1


if __name__ == "__main__":
    sys.exit(main())
