"""A module that differs: the calls that show it come out of the sandbox, and can be kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.checkout import Checkout, Run, checked_out

BUILD = """
python_sources(name="library")
python_to_rust_crate(name="crate", dependencies=[":library"])
wasm_module(
    name="module",
    kind="library",
    dependencies=[":crate"],
    entry_point="faulty.shifts",
)
"""
SHIFTS = """
def shifted(value: int) -> int:
    return value + 7654321 if value > 1000 else value
"""
FILES = {"faulty/BUILD": BUILD, "faulty/__init__.py": "", "faulty/shifts.py": SHIFTS}
TRANSLATE = "ferrotype/cli/translate.py"
WRITTEN = "result.rust.encode()"
COUNTEREXAMPLES = "dist/test/src.python.faulty.module/parity/counterexamples"
VECTORS = "src/python/faulty/vectors"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    store = tmp_path_factory.mktemp("store")
    with checked_out(tmp_path_factory.mktemp("faulty") / "checkout", store, FILES) as made:
        yield made


@pytest.fixture(scope="module")
def right(checkout: Checkout) -> str:
    return (checkout.root / "src/python" / TRANSLATE).read_text()


@pytest.fixture(scope="module")
def wrong(checkout: Checkout, right: str) -> Run:
    """A test of what a translator made that gets one number wrong."""
    assert right.count(WRITTEN) == 1
    fault = f'{WRITTEN}.replace(b"7654321", b"7654322")'
    checkout.write({TRANSLATE: right.replace(WRITTEN, fault)})
    return checkout.pants("test", "src/python/faulty:module")


def reads(folder: Path) -> list[str]:
    return [json.loads(path.read_text())["reads"] for path in sorted(folder.glob("*.json"))]


def test_the_shrunk_call_is_left_in_dist(checkout: Checkout, wrong: Run) -> None:
    assert wrong.status == 1
    assert "faulty.shifts.shifted(1001)" in reads(checkout.root / COUNTEREXAMPLES), wrong.output


def test_the_output_says_how_to_keep_it(wrong: Run) -> None:
    assert "counterexample parity/counterexamples/faulty.shifts.shifted-" in wrong.output
    assert f"in `{COUNTEREXAMPLES}`" in wrong.output
    assert "copy them to a folder, and name it in `parity_vectors`." in wrong.output


def test_kept_calls_are_compared_first_and_agree_when_it_is_mended(
    checkout: Checkout, wrong: Run, right: str
) -> None:
    kept = shutil.copytree(checkout.root / COUNTEREXAMPLES, checkout.root / VECTORS)
    field = f'parity_vectors="{VECTORS}",\n)\n'
    checkout.write({"faulty/BUILD": BUILD.removesuffix(")\n") + field})
    again = checkout.pants("test", "src/python/faulty:module")
    assert again.status == 1
    assert f"copy them to `{VECTORS}`." in again.output
    for path in kept.glob("*.json"):
        assert f"vector {path.stem} differs" in again.output
    checkout.write({TRANSLATE: right})
    mended = checkout.pants("test", "src/python/faulty:module")
    assert mended.status == 0, mended.output
    checkout.write({"faulty/BUILD": (BUILD.removesuffix(")\n") + field).replace("/vectors", "/none")})
    missing = checkout.pants("test", "src/python/faulty:module")
    assert missing.status == 1
    assert "the field `parity_vectors` of src/python/faulty:module" in missing.output
    certificate = json.loads((checkout.root / COUNTEREXAMPLES).parent.joinpath("parity.json").read_text())
    assert certificate["counts"]["vector"]["checks"] == len(list(kept.glob("*.json")))
