"""Both ways to find imports make the same crates of a synthetic monorepo, also after an edit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bench.monorepo.graph import ROOT, Package, planned
from bench.monorepo.text import files
from tests.incremental.checkout import Checkout, checked_out, succeeded

PLAN = planned(100, seed=5)
FILES = files(PLAN, seed=5)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    store = tmp_path_factory.mktemp("store")
    with checked_out(tmp_path_factory.mktemp("monorepo") / "checkout", store, FILES) as made:
        yield made


def crates(
    checkout: Checkout, inference: str, spec: str = f"src/python/{ROOT}::", rust_parser: str = "true"
) -> dict[str, dict[str, Any]]:
    """What `peek-crates` says of crates, by address."""
    settings = {
        "PANTS_FERROTYPE_INFERENCE": inference,
        "PANTS_PYTHON_INFER_USE_RUST_PARSER": rust_parser,
    }
    run = checkout.pants("peek-crates", spec, settings=settings, is_recorded=False)
    text = succeeded(run).output
    described, _ = json.JSONDecoder().raw_decode(text, text.index("[\n"))
    return {crate["address"]: crate for crate in described}


def address_of(package: Package) -> str:
    return f"src/python/{package.name.replace('.', '/')}:crate"


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
    address = address_of(lowest)
    assert imported.name in changed[address]["modules"]
    assert imported.name not in by_crate[address]["modules"]
    checkout.write({module.path: FILES[module.path]})


def test_crates_are_the_same_with_the_parser_in_python(checkout: Checkout) -> None:
    lowest, highest = PLAN.packages[0], PLAN.packages[-1]
    module, imported = lowest.modules[2], highest.modules[1]
    # The parser in Rust reads the first module of a statement alone.
    checkout.write({module.path: f"import json, {imported.name}\n{FILES[module.path]}"})
    address = address_of(lowest)
    found = {}
    for rust_parser in ("true", "false"):
        by_crate = crates(checkout, "crate", address, rust_parser)
        assert by_crate == crates(checkout, "pants", address, rust_parser)
        found[rust_parser] = imported.name in by_crate[address]["modules"]
    assert found == {"true": False, "false": True}
