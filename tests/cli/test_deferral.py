"""With `--defer-refusals` a program runs until it reaches what is refused, and ends there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ferrotype.building.program import BuildRequest, build_program
from ferrotype.diagnostics.collect import Refused
from ferrotype.host import Completed, compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS
from ferrotype.host.engine import Compiled

SOURCE = """\
import sys
import tkinter

def run(text):
    return breakpoint()

print("tkinter" in sys.modules)
try:
    if sys.argv[1] == "eval":
        run("1 + 1")
    elif sys.argv[1] == "module":
        print(tkinter.Tk)
finally:
    print("end")
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deferral") / "script.py"
    path.write_text(SOURCE)
    return path


@pytest.fixture(scope="module")
def module(script: Path) -> Compiled:
    wasm = build_program(BuildRequest(script, optimize="none", deferred=True), os.environ)
    return compile_module(wasm, COMMAND_LIMITS)


def run(module: Compiled, argument: str) -> Completed:
    return run_command(module, ["script.py", argument])


def test_without_it_the_build_is_refused(script: Path) -> None:
    with pytest.raises(Refused) as refused:
        build_program(BuildRequest(script, optimize="none"), os.environ)
    assert [entry.row.name for entry in refused.value.diagnostics] == ["LIBRARY_MODULE_REFUSED"]


def test_what_is_not_reached_does_not_matter(module: Compiled) -> None:
    completed = run(module, "nothing")
    assert (completed.status, completed.stdout, completed.stderr) == (0, b"True\nend\n", b"")


@pytest.mark.parametrize(
    ("argument", "diagnostic"),
    [
        ("eval", b"script.py:5:12: error[FT0203]: `breakpoint` looks into"),
        ("module", b"error[FT0901]: the module tkinter is not available"),
    ],
)
def test_what_is_reached_ends_the_program(
    module: Compiled, argument: str, diagnostic: bytes
) -> None:
    completed = run(module, argument)
    assert (completed.status, completed.stdout) == (3, b"True\n")
    assert completed.stderr.startswith(diagnostic)
