"""Make a synthetic monorepo.

    python -m bench.monorepo MODULES -o FOLDER [--seed 0]

FOLDER is a source root, `src/python` of a repository with this plugin; it must not be there yet.
Exit status: 0; 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.monorepo.graph import planned
from bench.monorepo.text import files


def write(folder: Path, written: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what the arguments say."""
    parser = argparse.ArgumentParser(prog="bench.monorepo", description=__doc__)
    parser.add_argument("modules", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args(arguments)
    if options.output.exists():
        parser.error(
            f"{options.output} is there already; give another folder, or remove it"
        )
    try:
        plan = planned(options.modules, options.seed)
    except ValueError as error:
        parser.error(str(error))
    write(options.output, files(plan, options.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
