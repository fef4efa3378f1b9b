"""How fast programs are built: Python lines a second and core, and how long one script takes.

    python bench/compile.py [--script SCRIPT] [--rounds 3]

Rates are those of parts of CPython's library as they stand: each module is translated and compiled
to its crate, one after the other, and the CPU seconds of both are counted against its lines. The
script is built in a folder that has the runtime alone at first, and then its library modules too,
as every script but the first meets it; that is done ROUNDS times and the median is shown.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import resource
import shutil
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src" / "python"))

from ferrotype.building.cache import ContentCache  # noqa: E402
from ferrotype.building.program import (  # noqa: E402
    BuildRequest,
    ModuleReader,
    build_program,
)
from ferrotype.building.rust import RustTools, compile_crate  # noqa: E402
from ferrotype.library.sources import (  # noqa: E402
    SourceFile,
    find_module,
    library_root,
    modules_of_folder,
)
from ferrotype.toolchain import cache_folder  # noqa: E402

PARTS = {"argparse": "argparse", "decimal": "_pydecimal", "unittest": "unittest"}
SCRIPT = Path(sysconfig.get_paths()["stdlib"]) / "shlex.py"
_KEPT = ("runtimes", "toolchains")


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """What a part of the library took; CPU seconds."""

    lines: int
    translation: float
    compilation: float

    @property
    def lines_a_second(self) -> float:
        return self.lines / (self.translation + self.compilation)


def cpu_seconds(who: int) -> float:
    """CPU seconds so far of this process, or of those that it waited for."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def modules_of(name: str) -> list[SourceFile]:
    """A library module, or all of a package but its own tests."""
    found = find_module(name, [library_root()])
    assert isinstance(found, SourceFile), name
    if not found.is_package:
        return [found]
    shown = Path(found.display_path).parent
    folder = found.path.parent
    return [
        dataclasses.replace(file, display_path=str(shown / file.path.relative_to(folder)))
        for file in modules_of_folder(folder)
        if f"{name}.test" not in file.module
    ]


def rate(name: str, tools: RustTools, environment: Mapping[str, str]) -> Rate:
    """Translate and compile a part of the library."""
    lines, translation, compilation = 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        reader = ModuleReader(ContentCache(Path(folder)))
        for file in modules_of(name):
            began = cpu_seconds(resource.RUSAGE_SELF)
            rust = reader.rust(file, is_library=True)
            translation += cpu_seconds(resource.RUSAGE_SELF) - began
            began = cpu_seconds(resource.RUSAGE_CHILDREN)
            compile_crate(tools, "part", {file.module: rust}, {}, Path(folder) / "libpart.rlib")
            compilation += cpu_seconds(resource.RUSAGE_CHILDREN) - began
            lines += len(file.read().splitlines())
    return Rate(lines, translation, compilation)


def builds(script: Path, rounds: int, environment: Mapping[str, str]) -> Iterator[float]:
    """Seconds from source to module, first with the runtime alone and then with the library."""
    with tempfile.TemporaryDirectory() as folder:
        kept = cache_folder(environment)
        for name in _KEPT:
            shutil.copytree(kept / name, Path(folder) / name)
        inside = {**environment, "FERROTYPE_CACHE": folder}
        for round_ in range(rounds + 1):
            # A statement of its own gives each build another content.
            changed = Path(folder) / script.name
            changed.write_text(f"{script.read_text()}\nbuilt = {round_}\n")
            began = time.perf_counter()
            build_program(BuildRequest(changed), inside)
            yield time.perf_counter() - began


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", type=Path, default=SCRIPT)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    environment = dict(os.environ)
    tools = RustTools.ensure(native=False, environment=environment)
    print("part        lines  translation  compilation  lines a CPU second")
    for shown, name in PARTS.items():
        row = rate(name, tools, environment)
        print(
            f"{shown:10} {row.lines:6,} {row.translation:10.2f} s {row.compilation:10.2f} s"
            f" {row.lines_a_second:11.0f}"
        )
    first, *later = builds(arguments.script, arguments.rounds, environment)
    lines = len(arguments.script.read_text().splitlines())
    print(f"{arguments.script.name}, {lines} lines: {first:.2f} s with its library modules,", end=" ")
    print(f"{statistics.median(later):.2f} s after them")


if __name__ == "__main__":
    main()
