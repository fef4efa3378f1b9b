"""What a run no longer needs is the system's again, also where what stays lies above it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from ferrotype_pants.util_rules import memory

_PROGRAM = """
from ferrotype_pants.util_rules.memory import give_back

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

pieces = [bytes(3000) for _ in range(30_000)]
above = bytes(3000)
full = resident()
del pieces
kept = resident()
give_back()
print(full, kept, resident())
"""


def test_what_is_free_below_what_stays_is_given_back() -> None:
    root = Path(memory.__file__).parents[2]
    finished = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={"PYTHONPATH": ":".join([str(root), *sys.path]), "MALLOC_ARENA_MAX": "2"},
        capture_output=True,
        text=True,
        check=True,
    )
    full, kept, after = (int(number) for number in re.findall(r"\d+", finished.stdout))
    assert kept > full - 10_000_000
    assert after < full - 60_000_000
