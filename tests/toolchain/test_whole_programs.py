"""Programs of which the link keeps what they reach run as others do."""

from __future__ import annotations

import os
from pathlib import Path

from ferrotype.building.program import BuildRequest, build_program
from ferrotype.host import compile_module, run_command

STREAMS = """
import sys

print("one", file=sys.stderr)
sys.stderr.write("two\\n")
sys.stdout.write("three\\n")
"""


def test_a_program_that_names_streams_and_not_open_has_them(tmp_path: Path) -> None:
    script = tmp_path / "streams.py"
    script.write_text(STREAMS)
    request = BuildRequest(script, optimize="size", whole_program=True)
    completed = run_command(compile_module(build_program(request, dict(os.environ))), ["streams"])
    assert (completed.status, completed.stderr, completed.stdout) == (0, b"one\ntwo\n", b"three\n")
