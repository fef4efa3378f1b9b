"""The long run: `python -m tests.property.hunt KIND FIRST_SEED PROGRAMS`, with `src/python` on PYTHONPATH.

Prints each difference as it is found; the exit status is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from ferrotype.building.form import CompactModules
from tests.property.comparison import Comparison, Form, compare
from tests.property.functions import FUNCTIONS
from tests.property.programs import EXPRESSIONS
from tests.property.shrinking import shrink
from tests.property.whole import WHOLE

KINDS = {"expressions": EXPRESSIONS, "functions": FUNCTIONS, "whole": WHOLE}
PROGRAMS_AT_ONCE = 150


def main() -> int:
    parser = argparse.ArgumentParser(description="compare random programs with CPython")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("programs", type=int, help="how many seeds")
    parser.add_argument("--optimize", default="none", help="as for `ferrotype build`; none, unless given")
    parser.add_argument("--together", type=int, default=PROGRAMS_AT_ONCE, help="programs to a build")
    parser.add_argument("--shrink", action="store_true", help="make programs that differ smaller")
    parser.add_argument("--compact", type=CompactModules, default=CompactModules.LIBRARY, help="as for `ferrotype build`")
    options = parser.parse_args()
    form = Form(options.optimize, options.compact)
    end = options.first + options.programs
    total, began = Comparison(), time.monotonic()
    for start in range(options.first, end, options.together):
        seeds = range(start, min(start + options.together, end))
        with tempfile.TemporaryDirectory() as folder:
            found = compare(Path(folder), KINDS[options.kind], seeds, form)
        for difference in found.differences:
            if options.shrink:
                difference = shrink(KINDS[options.kind], difference, form)
            print(f"seed {difference.seed}: {difference.step}")
            print(f"    CPython: {difference.expected}\n    module:  {difference.actual}")
            print(difference.text, flush=True)
        total.differences += found.differences
        total.same += found.same
        total.refused += found.refused
        total.set_aside += found.set_aside
        print(f"up to {seeds[-1]}: {summary(total)}, {time.monotonic() - began:.0f} seconds", flush=True)
    return 1 if total.differences else 0


def summary(total: Comparison) -> str:
    """How many programs came out how."""
    return (
        f"{len(total.differences)} differences, {total.same} the same, {len(total.refused)} of them refused"
        f" on the way, {len(total.set_aside)} set aside"
    )


if __name__ == "__main__":
    sys.exit(main())
