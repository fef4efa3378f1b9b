"""Builds that share results, and the faults of their servers and of the machine.

    PYTHONPATH=src/python:. python -m tests.remote [sharing|cache|secured|machine|execution …] [pytest's options]

Without a name all of them run. On two cores that had seven times as much to do, it took an hour; it is
no part of `./pants test ::`, which has `test_sample.py`. A server's environment is made in the user's cache
folder at the first run; bazel-remote is built there where Go is installed, and skipped elsewhere. Exit
status: pytest's.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
_PREFIX = "scenarios_"


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments name."""
    known = {
        path.stem.removeprefix(_PREFIX): path
        for path in sorted(HERE.glob(f"{_PREFIX}*.py"))
    }
    chosen = [name for name in arguments if name in known]
    options = [argument for argument in arguments if argument not in known]
    paths = [str(known[name]) for name in chosen or known]
    return int(pytest.main(["-v", "-s", "--durations=0", *options, *paths]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
