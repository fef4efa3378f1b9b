"""Both ways to find imports make the same crates of a synthetic monorepo, also after an edit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bench.monorepo.graph import ROOT, planned
from bench.monorepo.text import files
from tests.incremental.checkout import Checkout, checked_out, succeeded

PLAN = planned(100, seed=5)
FILES = files(PLAN, seed=5)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    store = tmp_path_factory.mktemp("store")
    with checked_out(tmp_path_factory.mktemp("monorepo") / "checkout", store, FILES) as made:
        yield made


def crates(checkout: Checkout, inference: str) -> dict[str, dict[str, Any]]:
    """What `peek-crates` says of all crates, by address."""
    run = checkout.pants(
        "peek-crates",
        f"src/python/{ROOT}::",
        settings={"PANTS_FERROTYPE_INFERENCE": inference},
        is_recorded=False,
    )
    text = succeeded(run).output
    described, _ = json.JSONDecoder().raw_decode(text, text.index("[\n"))
    return {crate["address"]: crate for crate in described}


def test_crates_are_the_same_at_first_and_after_an_edit(checkout: Checkout) -> None:
    by_crate = crates(checkout, "crate")
    assert by_crate == crates(checkout, "pants")
    found = [name for crate in by_crate.values() for name in crate["modules"]]
    assert sorted(found) == sorted(module.name for module in PLAN.modules)
    # A module at the bottom imports another package, which its crate does not build on.
    lowest, highest = PLAN.packages[0], PLAN.packages[-1]
    module, imported = lowest.modules[1], highest.modules[1]
    checkout.write({module.path: f"import {imported.name}\n{FILES[module.path]}"})
    changed = crates(checkout, "crate")
    assert changed == crates(checkout, "pants")
    address = f"src/python/{lowest.name.replace('.', '/')}:crate"
    assert imported.name in changed[address]["modules"]
    assert imported.name not in by_crate[address]["modules"]
