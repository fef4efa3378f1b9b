"""Which modules of the standard library a program can import: a line for each, with what stands in the way.

``PYTHONPATH=src/python python -m tests.parity.imports [MODULE…]`` from the repository's root. Exit status 1 where
one is refused.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

MODULES = (
    "builtins math cmath itertools functools operator collections heapq bisect random statistics "
    "fractions decimal datetime calendar time string textwrap re json struct array copy enum "
    "dataclasses typing types abc contextlib io sys os pathlib hashlib hmac zlib base64 binascii "
    "uuid csv configparser argparse difflib pprint graphlib unicodedata weakref warnings logging "
    "unittest tempfile shutil secrets codecs contextvars errno threading queue atexit locale"
).split()
SECONDS = 300


def first_refusal(module: str, folder: Path) -> str:
    """The first line that says why importing a module ends the program; empty where it does not."""
    script = folder / "script.py"
    script.write_text(f"import {module}\nprint({module}.__name__)\n")
    command = [sys.executable, "-m", "ferrotype", "run", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("ferrotype: ")]
    errors = [line for line in lines if "error[" in line] or lines[-1:]
    return errors[0] if errors else f"exit status {done.returncode}"


def main(names: list[str]) -> int:
    """Print a line for each module."""
    refused = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names or MODULES:
            reason = first_refusal(name, Path(folder))
            refused += bool(reason)
            print(f"{name:<14}{reason or 'OK'}", flush=True)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
