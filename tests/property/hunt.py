"""The long run: `python -m tests.property.hunt KIND FIRST_SEED PROGRAMS`, with `src/python` on PYTHONPATH.

Prints each difference as it is found; the exit status is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.property.comparison import compare
from tests.property.functions import FUNCTIONS
from tests.property.programs import EXPRESSIONS

KINDS = {"expressions": EXPRESSIONS, "functions": FUNCTIONS}
PROGRAMS_AT_ONCE = 150


def main() -> int:
    parser = argparse.ArgumentParser(description="compare random programs with CPython")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("programs", type=int, help="how many seeds")
    parser.add_argument("--optimize", default="none", help="as for `ferrotype build`; none, unless given")
    options = parser.parse_args()
    end, found = options.first + options.programs, 0
    for start in range(options.first, end, PROGRAMS_AT_ONCE):
        seeds = range(start, min(start + PROGRAMS_AT_ONCE, end))
        with tempfile.TemporaryDirectory() as folder:
            for difference in compare(Path(folder), KINDS[options.kind], seeds, options.optimize):
                found += 1
                print(f"seed {difference.seed}: {difference.step}")
                print(f"    CPython: {difference.expected}\n    module:  {difference.actual}")
                print(difference.text, flush=True)
    print(f"{found} differences in {options.programs} programs")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
