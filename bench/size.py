"""How large modules are, and why."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "src" / "python"))

from ferrotype.building.cache import ContentCache  # noqa: E402
from ferrotype.building.program import (  # noqa: E402
    BuildRequest,
    build_program,
    cached_rlibs,
    translate_program,
)
from ferrotype.building.rust import RustTools  # noqa: E402
from ferrotype.toolchain.attribution import Part, attribute  # noqa: E402

PROGRAMS = sorted((FOLDER / "size").glob("*.py"))
_HASH = re.compile(r"17h[0-9a-f]{16}E.*|Cs[0-9A-Za-z]+_")
_LENGTH = re.compile(r"(?:(?<=[A-Za-z_$>])|^)\d+(?=[A-Za-z_$])")


def request(script: Path) -> BuildRequest:
    """The build whose size is measured."""
    return BuildRequest(script, optimize="size", whole_program=True)


def readable(symbol: str) -> str:
    """A symbol as a path, as far as that is easy."""
    return _LENGTH.sub("::", _HASH.sub("", symbol).removeprefix("_ZN"))


def show(part: Part) -> str:
    """One line of the table."""
    return f"{part.through_it:10,} {part.own:10,}  {readable(part.name)[-100:]}"


def explain(script: Path, count: int) -> None:
    """Print what a program's bytes are reached through."""
    environment = dict(os.environ)
    program = translate_program(request(script), environment)
    tools = RustTools.ensure(native=False, environment=environment, optimize="size")
    cache = ContentCache.of(environment)
    rlibs = cached_rlibs(cache, tools, program.crates, "size")
    found = attribute(tools.runtime.rlib, rlibs, program.point.native, count)
    print("bytes of code and data before the link, through this alone, its own:")
    for part in found:
        print(show(part))


def main() -> None:
    """Measure, or explain one program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", nargs="*", type=Path, default=PROGRAMS)
    parser.add_argument("--attribute", type=Path, metavar="PROGRAM")
    parser.add_argument("--count", type=int, default=60, help="rows of the attribution")
    arguments = parser.parse_args()
    if arguments.attribute is not None:
        explain(arguments.attribute, arguments.count)
        return
    for script in arguments.programs:
        module = build_program(request(script), dict(os.environ))
        print(f"{module.stat().st_size:12,} bytes  {script.name}")


if __name__ == "__main__":
    main()
