"""Crates that build on each other: each module in one, and an edit compiles its own crate alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.incremental.checkout import Checkout, Run, checked_out, lent, succeeded

PACKAGE = """
python_sources(name="lib")
python_to_rust_crate(
    name="crate", crate_name="{name}", dependencies=[":lib", {below}], skip_ferrotype_package=True
)
"""
MODULE = 'wasm_module(name="module", dependencies=[":crate"], entry_point="upper.start")\n'
LOWEST = '"src/python/lowest:crate"'
MIDDLE = '"src/python/middle:crate"'
BASE = """
def scaled(value: int) -> int:
    return value * 2
"""
FILES = {
    "lowest/BUILD": PACKAGE.format(name="lowest", below=""),
    "lowest/__init__.py": "",
    "lowest/base.py": BASE,
    "lowest/cycle.py": """
def even(value: int) -> bool:
    from lowest.other import odd

    return value == 0 or odd(value - 1)
""",
    "lowest/other.py": """
from lowest.cycle import even


def odd(value: int) -> bool:
    return value != 0 and even(value - 1)
""",
    "middle/BUILD": PACKAGE.format(name="middle", below=LOWEST),
    "middle/__init__.py": "",
    "middle/shapes.py": """
from lowest.base import scaled
from lowest.cycle import even


def area(side: int) -> tuple[int, bool]:
    return scaled(side) * scaled(side), even(side)
""",
    # It lists the crate in the middle alone; what that builds on is not its own.
    "upper/BUILD": PACKAGE.format(name="upper", below=MIDDLE) + MODULE,
    "upper/__init__.py": "",
    "upper/start.py": """
from middle.shapes import area

print(area(3))
""",
}
# Nothing that it needs is among the others.
BESIDE = {
    "beside/BUILD": PACKAGE.format(name="beside", below="")
    + 'wasm_module(name="module", dependencies=[":crate"], entry_point="beside.start")\n',
    "beside/__init__.py": "",
    "beside/start.py": "print(1)\n",
}
REFUSED = "shown = eval(str(1))\n"
TARGET = "src/python/upper:module"
GOALS = ("package", TARGET)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    store = tmp_path_factory.mktemp("store")
    with checked_out(tmp_path_factory.mktemp("crates") / "checkout", store, FILES) as made:
        yield made


@pytest.fixture(scope="module")
def first(checkout: Checkout) -> Run:
    return succeeded(checkout.pants(*GOALS))


@pytest.fixture
def built(checkout: Checkout, first: Run) -> Iterator[Checkout]:
    """The checkout, built as it was written; so it is left."""
    yield from lent(checkout, FILES, GOALS)


def test_each_module_is_translated_once_and_each_crate_compiled_once(first: Run) -> None:
    assert first.all_ran == {
        "interface": ["lowest.base", "lowest.cycle", "lowest.other", "middle.shapes"],
        "translate": [
            "lowest",
            "lowest.base",
            "lowest.cycle",
            "lowest.other",
            "middle",
            "middle.shapes",
            "upper",
            "upper.start",
        ],
        "compile": ["lowest", "middle", "upper"],
        "resolve": ["module"],
        "link": ["module"],
    }


def test_the_program_gets_all_crates(built: Checkout) -> None:
    run = succeeded(built.pants("run", TARGET))
    assert "(36, False)" in run.output.splitlines()


def test_a_body_compiles_its_own_crate_and_none_above(built: Checkout) -> None:
    built.write({"lowest/base.py": BASE.replace("* 2", "* 3")})
    assert succeeded(built.pants(*GOALS)).all_ran == {
        "interface": ["lowest.base"],
        "translate": ["lowest.base"],
        "compile": ["lowest"],
        "link": ["module"],
    }


def test_a_signature_translates_importers_in_other_crates(built: Checkout) -> None:
    changed = BASE.replace("value: int)", "value: int, by: int = 2)").replace("* 2", "* by")
    built.write({"lowest/base.py": changed})
    assert succeeded(built.pants(*GOALS)).all_ran == {
        "interface": ["lowest.base"],
        "translate": ["lowest.base", "middle.shapes"],
        "compile": ["lowest"],
        "link": ["module"],
    }


def test_two_crates_of_one_name_are_refused(built: Checkout) -> None:
    built.write({"middle/BUILD": PACKAGE.format(name="lowest", below=LOWEST)})
    run = built.pants(*GOALS)
    assert run.status == 1
    assert "src/python/lowest:crate and src/python/middle:crate are both the crate `lowest`" in run.output
    assert "give one of them another `crate_name`" in run.output


def test_a_module_of_the_standard_library_is_compiled_when_it_is_first_imported(
    built: Checkout,
) -> None:
    with_import = f"import keyword\n{BASE}"
    built.write({"lowest/base.py": with_import})
    assert succeeded(built.pants(*GOALS)).all_ran == {
        "interface": ["lowest.base"],
        # The interface has one more name.
        "translate": ["lowest.base", "middle.shapes"],
        "compile": ["lowest"],
        "resolve": ["module"],
        "library": ["library_keyword"],
        "link": ["module"],
    }
    built.write({"lowest/base.py": with_import.replace("* 2", "* 3")})
    assert succeeded(built.pants(*GOALS)).all_ran == {
        "interface": ["lowest.base"],
        "translate": ["lowest.base"],
        "compile": ["lowest"],
        "link": ["module"],
    }


def test_what_is_refused_is_shown_at_once_and_stops_no_package_that_does_not_need_it(
    built: Checkout,
) -> None:
    built.write({**BESIDE, "lowest/base.py": REFUSED * 2, "upper/start.py": REFUSED})
    run = built.pants("package", TARGET, "src/python/beside:module")
    assert run.status == 1
    lines = run.output.splitlines()
    shown = [number for number, line in enumerate(lines) if "error[FT0202]" in line]
    assert sorted(lines[number].partition(" ")[0] for number in shown) == [
        "src/python/lowest/base.py:1:9:",
        "src/python/lowest/base.py:2:9:",
        "src/python/upper/start.py:1:9:",
    ], run.output
    # The other package is built to its end, and what it needs is not asked for again.
    assert run.ran("compile") == ["beside"] and run.ran("link") == ["module"]
    linked = next(n for n, line in enumerate(lines) if "Completed: ferrotype link module" in line)
    assert max(shown) < linked, run.output
    assert [line for line in lines if "is refused" in line] == [
        "src/python/lowest:crate is refused: 2 refusals in 1 of 4 modules, shown above",
        "src/python/upper:crate is refused: 1 refusal in 1 of 2 modules, shown above",
    ], run.output
    assert succeeded(built.pants("package", "src/python/beside:module")).all_ran == {}
