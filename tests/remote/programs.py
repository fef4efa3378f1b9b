"""The small repository that the tests build, and what is the same in all of them."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tests.incremental.checkout import Checkout, Run, checked_out

_BUILD = """
python_sources(name="app")
python_to_rust_crate(
    name="crate", dependencies=["src/python/app/start.py:app"], optimize="none"
)
wasm_module(name="module", dependencies=[":crate"], entry_point="app.start", optimize="none")
"""
_NUMBERS = """
def scaled(value: int) -> int:
    return value * {factor}
"""
_START = """
from app.numbers import scaled

print("scaled:", scaled(21))
"""
TARGET = "src/python/app:module"
PACKAGE = ("package", TARGET)
PACKAGE_AND_TEST = ("package", "test", TARGET)
EVERYTHING = {
    "interface": ["app.numbers"],
    "translate": ["app.numbers", "app.start"],
    "compile": ["python_crate"],
    "resolve": ["module"],
    "library": ["namespace_app"],
    "link": ["module"],
    "parity": ["module"],
}


def files(factor: int = 2) -> dict[str, str]:
    """The repository; the program prints 21 times the factor."""
    return {
        "app/BUILD": _BUILD,
        "app/__init__.py": "",
        "app/numbers.py": _NUMBERS.format(factor=factor),
        "app/start.py": _START,
    }


@contextlib.contextmanager
def a_checkout(folder: Path, factor: int = 2) -> Iterator[Checkout]:
    """A checkout below a folder, with an empty store beside it."""
    with checked_out(
        folder / "checkout", folder / "store", files(factor), timeout=1200
    ) as made:
        yield made


def with_empty_store(checkout: Checkout, folder: Path) -> Checkout:
    """The checkout with a store of which nothing is known; its daemon starts anew."""
    assert not folder.exists()
    return replace(checkout, store=folder)


def module_digest(checkout: Checkout) -> str:
    """The digest of the module that was packaged."""
    wasm = checkout.root / "dist/src.python.app/module.wasm"
    return hashlib.sha256(wasm.read_bytes()).hexdigest()


def prints(checkout: Checkout, factor: int, settings: Mapping[str, str]) -> None:
    """Assert that the program, run now, prints what it has to."""
    run = checkout.pants("run", TARGET, settings=settings, is_recorded=False)
    assert run.status == 0, run.output
    assert f"scaled: {21 * factor}" in run.output.splitlines(), run.output


def sources(run: Run) -> dict[str, int]:
    """Where the results of the stages came from, and how many from each place."""
    found: dict[str, int] = {}
    for process in run.processes:
        found[process.source] = found.get(process.source, 0) + 1
    return found


def warnings(run: Run) -> list[str]:
    """What a run warns of that has to do with servers."""
    lines = run.output.splitlines()
    return [line for line in lines if "[WARN]" in line and "remote" in line]
