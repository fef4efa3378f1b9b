"""Measuring a monorepo: what counts as exact, what the kernel says, what the page shows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.monorepo.daemon import (
    own_bytes,
    peak_bytes,
    resident_bytes,
    settled_bytes,
    usage,
)
from bench.monorepo.edits import EDITS
from bench.monorepo.graph import planned
from bench.monorepo.measure import Measuring
from bench.monorepo.report import written
from bench.monorepo.text import files
from tests.incremental.checkout import Checkout, Run, StageProcess

PLAN = planned(100, seed=0)
KINDS = {edit.name: edit for edit in EDITS}


@pytest.fixture
def measuring(tmp_path: Path) -> Measuring:
    return Measuring(Checkout(tmp_path, tmp_path), PLAN, files(PLAN, seed=0))


def run(**stages: list[str]) -> Run:
    ran = [
        StageProcess(stage, name, "Ran", "")
        for stage, names in stages.items()
        for name in names
    ]
    cached = StageProcess("translate", "of.no.matter", "HitLocally", "")
    return Run(0, "", (*ran, cached))


def test_the_module_with_the_highest_fan_in_is_imported_most(
    measuring: Measuring,
) -> None:
    once, most = measuring.extremes()
    assert len(measuring.importers(once)) == 1
    inside = measuring.closure(measuring.program())
    counts = [
        len(measuring.importers(module))
        for package in PLAN.packages
        if package.name in inside
        for module in package.modules
    ]
    assert len(measuring.importers(most)) == max(counts) > 5


def test_only_what_may_run_is_exact(measuring: Measuring) -> None:
    _, module = measuring.extremes()
    name, importers = module.name, measuring.importers(module)
    alone = {"interface": [name], "translate": [name]}
    with_importers = {"interface": [name], "translate": [name, *importers]}

    def is_exact(kind: str, seen: Run) -> bool:
        return measuring.is_exact(module, KINDS[kind], importers, seen)

    assert is_exact("comment", run(**alone))
    assert not is_exact("comment", run(**alone, compile=["crate"]))
    assert not is_exact("comment", run(**with_importers))
    assert is_exact("body", run(**alone, compile=["crate"], link=["program"]))
    assert not is_exact("body", run(**alone, compile=["a", "b"], link=["program"]))
    assert not is_exact("body", run(interface=[name, "other"], translate=[name]))
    assert is_exact(
        "signature", run(**with_importers, compile=["crate"], link=["program"])
    )
    assert not is_exact("signature", run(**alone))


def test_a_process_has_memory_and_uses_the_cpu() -> None:
    process = os.getpid()
    before = usage(process)
    while usage(process).since(before).own <= 0:
        pass
    assert resident_bytes(process) > 1024 * 1024
    assert peak_bytes(process) >= settled_bytes(process) > own_bytes(process) > 1024 * 1024
    with pytest.raises(OSError):
        usage(2**22 + 1)


MEMORY = [
    {"goals": [], "seconds": 0.0, "resident": 2**30, "own": 2**28, "peak": 2**30},
    {"goals": ["list ::"], "seconds": 8.75, "resident": 2**30, "own": 2**29, "peak": 5 * 2**28},
]
"""Of a measurement."""


def test_the_page_of_memory_alone_shows_it() -> None:
    head = {"modules": 1000, "seed": 0, "inference": "crate"}
    page = written({**head, "memory": MEMORY})
    assert "1,000 modules, seed 0, imports found by `crate`" in page
    assert "| `list ::` | 8.8 | 1,024 | 512 | 1,280 |" in page
    assert "Cold build" not in page


def test_the_page_shows_every_figure() -> None:
    edit = {"edit": "body", "importers": 7, "seconds": [3.25], "process_seconds": 2.75}
    page = written(
        {
            "modules": 1000,
            "seed": 0,
            "inference": "pants",
            "program": "src/python/acme/a:program",
            "packages in the program": 6,
            "dependencies at first": 6.5,
            "cold": {
                "seconds": 90.0,
                "runs": {"interface": 11},
                "stage_seconds": {"interface": 12.5},
                "other": {"Find": 1.5},
                "daemon_cpu": 10.0,
                "processes_cpu": 90.0,
                "overhead": 0.1,
            },
            "unchanged": {"package ::": 1.25},
            "edits": [{**edit, "runs": {"interface": 1}, "is_exact": False}],
            "memory": MEMORY,
        }
    )
    for shown in (
        "90.0 s",
        "10%",
        "| `interface` | 11 | 12.5 |",
        "1.25",
        "3.25",
        "2.75",
        "NO",
        "1,280",
        "8.8",
    ):
        assert shown in page, shown
