"""The long run: `python -m tests.property.hunt FIRST_SEED PROGRAMS [EXPRESSIONS]`, with `src/python` on PYTHONPATH.

Prints each difference as it is found; the exit status is 1 if there was one.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.property.comparison import compare

PROGRAMS_AT_ONCE = 150


def main() -> int:
    first, programs = int(sys.argv[1]), int(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    found = 0
    for start in range(first, first + programs, PROGRAMS_AT_ONCE):
        seeds = range(start, min(start + PROGRAMS_AT_ONCE, first + programs))
        with tempfile.TemporaryDirectory() as folder:
            for difference in compare(Path(folder), seeds, count):
                found += 1
                print(f"seed {difference.seed}: {difference.expression}")
                print(f"    CPython: {difference.expected}\n    module:  {difference.actual}", flush=True)
    print(f"{found} differences in {programs} programs")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
