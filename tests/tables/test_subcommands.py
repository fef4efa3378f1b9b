"""The table of subcommands: what it names is there, and a stage's process loads no other."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ferrotype.cli.subcommands import PROVIDERS, subcommands

LOADED = """
import sys
from ferrotype.cli.subcommands import subcommands
subcommands(sys.argv[1])
print(*sorted(name for name in sys.modules if name.startswith("ferrotype.")))
"""


@pytest.mark.parametrize("name", list(PROVIDERS))
def test_a_name_loads_its_subcommand(name: str) -> None:
    assert [subcommand.name for subcommand in subcommands(name)] == [name]


def test_without_a_name_or_with_another_all_are_loaded() -> None:
    names = list(PROVIDERS)
    assert [subcommand.name for subcommand in subcommands()] == names
    assert [subcommand.name for subcommand in subcommands("--help")] == names


@pytest.mark.parametrize(
    ("stage", "absent"),
    [
        ("interface", {"ferrotype.emit", "ferrotype.infer", "ferrotype.lower", "ferrotype.cli.build"}),
        ("translate", {"ferrotype.building.program", "ferrotype.parity", "ferrotype.cli.build"}),
    ],
)
def test_a_stage_loads_what_it_needs(stage: str, absent: set[str]) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", LOADED, stage],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(finished.stdout.split())
    assert f"ferrotype.cli.{stage}" in loaded
    assert not loaded & absent
