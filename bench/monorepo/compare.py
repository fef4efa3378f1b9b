"""Measure the same edit of the same program in monorepos of several sizes, in turn.

    python -m bench.monorepo.compare MODULES MODULES … -o FOLDER [--seed 0] [--rounds 5] [--keep FOLDER]

All repositories have the modules of the smallest, and the others as many more as they are to have.
In each, `dependencies` of everything is known to the daemon and the largest program of the smallest is
built. Then a module with one importer and the one with the highest fan-in get an edit of a body, in
one repository after the other, as a machine is not always as fast, and the program is packaged. Writes
`compare.json` and `compare.md` to FOLDER: medians of the wall time, of the processes' own seconds, and
of what the wall time is beside them. Exit status: 0; 1 where Pants fails or an edit runs something else
than it may.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.monorepo.edits import EDITS
from bench.monorepo.graph import ROOT, planned
from bench.monorepo.measure import EVERYTHING, HOURS, Edited, Measuring, said
from bench.monorepo.text import files
from tests.incremental.checkout import checked_out

OTHERS = "others"
"""The top package of the modules that only the larger repositories have."""
_BODY = next(edit for edit in EDITS if edit.name == "body")


@dataclass(frozen=True, slots=True)
class Compared:
    """A module's edits in one repository: medians in seconds.

    ``beside`` is that of the differences of both, round by round.
    """

    modules: int
    crates: int
    importers: int
    wall: float
    processes: float
    beside: float
    is_exact: bool


def compared(modules: int, crates: int, rounds: Sequence[Edited]) -> Compared:
    """Of rounds with one edit each."""
    walls = [edit.seconds[0] for edit in rounds]
    processes = [edit.process_seconds for edit in rounds]
    return Compared(
        modules=modules,
        crates=crates,
        importers=rounds[0].importers,
        wall=statistics.median(walls),
        processes=statistics.median(processes),
        beside=statistics.median(
            wall - own for wall, own in zip(walls, processes, strict=True)
        ),
        is_exact=all(edit.is_exact for edit in rounds),
    )


def written(rows: Sequence[Compared]) -> str:
    """The page."""
    lines = [
        f"| {row.modules:,} | {row.crates} | {row.importers} | {row.wall:.2f} |"
        f" {row.processes:.2f} | {row.beside:.2f} | {'yes' if row.is_exact else 'no'} |"
        for row in rows
    ]
    return (
        "# A body, edited in turn, and the program packaged\n\n"
        "| modules | crates of the program | importers | wall, s | processes, s | beside them, s |"
        " nothing else ran |\n|--:|--:|--:|--:|--:|--:|---|\n" + "\n".join(lines) + "\n"
    )


def more(modules: int, seed: int) -> dict[str, str]:
    """Files of so many modules below `OTHERS`, none of which knows of those below `ROOT`."""
    texts = files(planned(modules, seed), seed)
    return {
        path.replace(ROOT, OTHERS): text.replace(ROOT, OTHERS) for path, text in texts.items()
    }


@contextlib.contextmanager
def built(smallest: int, modules: int, seed: int, work: Path) -> Iterator[Measuring]:
    """A repository of so many modules, the smallest's program built and its daemon running."""
    plan = planned(smallest, seed)
    texts = files(plan, seed)
    added = more(modules - smallest, seed + 1) if modules > smallest else {}
    with checked_out(work / "checkout", work / "store", {**texts, **added}, HOURS) as checkout:
        measuring = Measuring(checkout, plan, texts)
        measuring.start()
        measuring.pants("dependencies", EVERYTHING, *([f"src/python/{OTHERS}::"] if added else []))
        measuring.pants("package", measuring.address(measuring.program()))
        yield measuring


def in_turn(repositories: Mapping[int, Measuring], rounds: int) -> list[Compared]:
    """Both modules of all repositories."""
    rows = []
    for which in (0, 1):
        found: dict[int, list[Edited]] = {modules: [] for modules in repositories}
        for _ in range(rounds):
            for modules, measuring in repositories.items():
                module = measuring.extremes()[which]
                target = measuring.address(measuring.program())
                edit = measuring.edited(module, _BODY, target, rounds=1)
                said(f"{modules} modules", edit)
                found[modules].append(edit)
        for modules, measuring in repositories.items():
            crates = len(measuring.closure(measuring.program()))
            rows.append(compared(modules, crates, found[modules]))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the repositories, measure, write."""
    parser = argparse.ArgumentParser(prog="bench.monorepo.compare", description=__doc__)
    parser.add_argument("modules", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="ferrotype-"))
        work = options.keep or Path(scratch)
        repositories = {
            modules: stack.enter_context(
                built(min(options.modules), modules, options.seed, work / str(modules))
            )
            for modules in options.modules
        }
        rows = in_turn(repositories, options.rounds)
    options.output.mkdir(parents=True, exist_ok=True)
    content = [asdict(row) for row in rows]
    (options.output / "compare.json").write_text(json.dumps(content, indent=1) + "\n")
    (options.output / "compare.md").write_text(written(rows))
    print(written(rows))
    return 0 if all(row.is_exact for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
