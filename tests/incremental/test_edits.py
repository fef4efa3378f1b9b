"""An edit runs again what depends on it, and nothing else; a second checkout runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.checkout import Checkout, Run, checked_out, lent, succeeded

BUILD = """
python_sources(name="app")
python_to_rust_crate(name="crate", dependencies=["src/python/app/start.py:app"])
wasm_module(name="module", dependencies=[":crate"], entry_point="app.start")
"""
NUMBERS = """
def scaled(value: int) -> int:
    return value * 2
"""
SHAPES = """
from app.numbers import scaled


def area(side: int) -> int:
    return scaled(side) * scaled(side)
"""
WORDS = """
def shown(value: int) -> str:
    return f"area: {value}"
"""
START = """
from app.shapes import area
from app.words import shown

print(shown(area(3)))
"""
FILES = {
    "app/BUILD": BUILD,
    "app/__init__.py": "",
    "app/numbers.py": NUMBERS,
    "app/shapes.py": SHAPES,
    "app/words.py": WORDS,
    "app/start.py": START,
}
TARGET = "src/python/app:module"
GOALS = ("package", "test", TARGET)
LINT = ("lint", "--only=ferrotype-lint")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Iterator[Checkout]:
    with checked_out(tmp_path_factory.mktemp("first") / "checkout", store, FILES) as made:
        yield made


@pytest.fixture(scope="module")
def first(checkout: Checkout) -> Run:
    """The first build: everything runs once."""
    return succeeded(checkout.pants(*GOALS))


@pytest.fixture
def restored(checkout: Checkout, first: Run) -> Iterator[Checkout]:
    """The checkout, built as it was written; so it is left."""
    yield from lent(checkout, FILES, GOALS)


def test_at_first_every_module_is_described_and_translated_once(first: Run) -> None:
    assert first.all_ran == {
        "interface": ["app.numbers", "app.shapes", "app.words"],
        "translate": ["app.numbers", "app.shapes", "app.start", "app.words"],
        "compile": ["python_crate"],
        "resolve": ["module"],
        # Its `__init__.py` is empty, and Pants infers none that is.
        "library": ["namespace_app"],
        "link": ["module"],
        "parity": ["module"],
    }


def test_nothing_runs_when_nothing_changed(restored: Checkout) -> None:
    assert succeeded(restored.pants(*GOALS)).all_ran == {}


def test_nothing_runs_when_imports_are_found_in_the_other_way(restored: Checkout) -> None:
    settings = {"PANTS_FERROTYPE_INFERENCE": "crate"}
    assert succeeded(restored.pants(*GOALS, settings=settings)).all_ran == {}
    restored.write({"app/numbers.py": NUMBERS.replace("* 2", "* 5")})
    run = succeeded(restored.pants("package", TARGET, settings=settings))
    assert run.ran("translate") == ["app.numbers"]


def test_a_module_runs_with_its_output_and_status(restored: Checkout) -> None:
    run = succeeded(restored.pants("run", TARGET))
    assert "area: 36" in run.output.splitlines()


def test_a_body_runs_one_of_each_stage(restored: Checkout) -> None:
    restored.write({"app/numbers.py": NUMBERS.replace("* 2", "* 3")})
    assert succeeded(restored.pants(*GOALS)).all_ran == {
        "interface": ["app.numbers"],
        "translate": ["app.numbers"],
        "compile": ["python_crate"],
        "link": ["module"],
        "parity": ["module"],
    }


def test_a_comment_ends_with_the_translation(restored: Checkout) -> None:
    restored.write({"app/numbers.py": f"{NUMBERS}# The end.\n"})
    assert succeeded(restored.pants(*GOALS)).all_ran == {
        "interface": ["app.numbers"],
        "translate": ["app.numbers"],
    }


def test_a_signature_translates_its_importers_and_no_others(restored: Checkout) -> None:
    changed = NUMBERS.replace("value: int)", "value: int, by: int = 2)").replace("* 2", "* by")
    restored.write({"app/numbers.py": changed})
    run = succeeded(restored.pants("package", TARGET))
    assert run.ran("translate") == ["app.numbers", "app.shapes"]
    assert "app.words" not in run.ran("interface")


def test_refusals_are_shown_once_at_the_repositorys_path(restored: Checkout) -> None:
    restored.write({"app/numbers.py": "x = (1\n", "app/words.py": 'y = eval(1)\n'})
    for goal in (("package",), ("check",), LINT):
        run = restored.pants(*goal, "src/python/app:crate", "src/python/app:module")
        assert run.status == 1
        lines = run.output.splitlines()
        # Each is shown when its module is through.
        assert sorted(line.split(" ")[0:2] for line in lines if "error[FT" in line) == [
            ["src/python/app/numbers.py:1:5:", "error[FT0001]:"],
            ["src/python/app/words.py:1:5:", "error[FT0202]:"],
        ], run.output
        assert "Traceback (most recent call last)" not in run.output
        end = "src/python/app:crate is refused: 2 refusals in 2 of 4 modules, shown above"
        assert (lines.count(end) == 1) == (goal == ("package",)), run.output
    # What an editor calls for the file that it shows; another's refusals are not this file's.
    run = restored.pants(*LINT, "src/python/app/words.py", "src/python/app/shapes.py")
    assert run.status == 1 and "src/python/app/words.py:1:5: error[FT0202]" in run.output
    assert "Partition: files, 2 modules" in run.output and "numbers.py" not in run.output


def test_an_import_that_nobody_has_is_shown_at_the_repositorys_path(restored: Checkout) -> None:
    restored.write({"app/words.py": f"import nowhere\n{WORDS}"})
    run = restored.pants("package", TARGET)
    assert run.status == 1
    assert "src/python/app/words.py:1:1: error[FT0102]: cannot find module `nowhere`" in run.output


def test_a_second_checkout_shares_everything(
    checkout: Checkout, first: Run, store: Path, tmp_path: Path
) -> None:
    with checked_out(tmp_path / "elsewhere" / "second", store, FILES) as second:
        run = succeeded(second.pants(*GOALS))
        assert run.all_ran == {}
        assert sorted(p.definition for p in run.processes) == sorted(
            p.definition for p in first.processes
        )
        artifacts = [
            (place.root / "dist/src.python.app/module.wasm").read_bytes()
            for place in (checkout, second)
        ]
    assert artifacts[0] == artifacts[1]
    roots = [str(tmp_path), str(checkout.root)]
    assert not any(root in p.definition for root in roots for p in run.processes)
    assert not any(root.encode() in artifacts[0] for root in roots)
