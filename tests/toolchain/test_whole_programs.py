"""Programs of which the link keeps what they reach run as others do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ferrotype.building.program import BuildRequest, build_program
from ferrotype.host import compile_module, run_command

STREAMS = """
import sys

print("one", file=sys.stderr)
sys.stderr.write("two\\n")
sys.stdout.write("three\\n")
"""

MAKING = {
    "slots": """
print((5).__add__(6), int.__mul__(3, 4), "spam".__len__())
""",
    "objects": """
from _weakref import ref

def double(value=4, *rest, **named):
    return 2 * value, rest, named

class Own:
    def __del__(self):
        print("del", self.name)

def make(name):
    own = Own()
    own.name = name
    return own

print(double(), double(1, 2, key=3))
first, last = make("first"), make("last")
seen = ref(first, lambda _: print("gone"))
print(seen() is first)
del first
print(seen())
""",
}
"""By what of it opens gates."""


def run(script: Path) -> tuple[int, bytes, bytes]:
    request = BuildRequest(script, optimize="size", whole_program=True)
    module = compile_module(build_program(request, dict(os.environ)))
    completed = run_command(module, [script.stem])
    return completed.status, completed.stdout, completed.stderr


def test_a_program_that_names_streams_and_not_open_has_them(tmp_path: Path) -> None:
    script = tmp_path / "streams.py"
    script.write_text(STREAMS)
    assert run(script) == (0, b"three\n", b"one\ntwo\n")


@pytest.mark.parametrize("name", sorted(MAKING))
def test_what_a_program_makes_works_in_it(name: str, tmp_path: Path) -> None:
    script = tmp_path / f"{name}.py"
    script.write_text(MAKING[name])
    expected = subprocess.run(
        [sys.executable, str(script)], capture_output=True, check=False, timeout=60
    )
    assert run(script) == (expected.returncode, expected.stdout, expected.stderr)
