"""An edit in a published library, taken as sources: what runs again, and what the certificate says."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from tests.incremental.checkout import (
    REPOSITORY,
    Checkout,
    Run,
    checked_out,
    lent,
    succeeded,
)

DISTRIBUTION = REPOSITORY / "tests/parity/tomli/tomli-1.0.2.tar.gz"
ARCHIVE = f"own_tests/{DISTRIBUTION.name}"
BUILD = f"""
python_sources(name="library", skip_mypy=True)
python_to_rust_crate(name="crate", dependencies=[":library"])
wasm_module(
    name="module",
    kind="library",
    dependencies=[":crate"],
    entry_point="tomli",
    parity_tests="{ARCHIVE}",
)
nim_package(name="service", dependencies=[":module"])
"""
MODULES = ["tomli", "tomli._parser", "tomli._re"]
TARGETS = ("src/python/tomli:module", "src/python/tomli:service")
GOALS = ("package", "test", *TARGETS)
CERTIFICATES = (
    "dist/test/src.python.tomli.module/parity/parity.json",
    "dist/src.python.tomli/service/front/parity.json",
)


def published() -> dict[str, str]:
    """The package's sources, as the source distribution of the pinned version has them."""
    with tarfile.open(DISTRIBUTION) as archive:
        members = {PurePosixPath(member.name): member for member in archive.getmembers()}
        found = {}
        for path, member in members.items():
            content = archive.extractfile(member)
            if content is not None and path.parts[1] == "tomli" and path.suffix == ".py":
                found["/".join(path.parts[1:])] = content.read().decode()
    return found


FILES = {**published(), "tomli/BUILD": BUILD}
PARSER = FILES["tomli/_parser.py"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    store = tmp_path_factory.mktemp("store")
    with checked_out(tmp_path_factory.mktemp("tomli") / "checkout", store, FILES) as made:
        requirements = made.root / "3rdparty/python/default.in"
        lines = requirements.read_text().splitlines(keepends=True)
        # Its own sources are the only `tomli` here.
        requirements.write_text("".join(line for line in lines if not line.startswith("tomli")))
        archive = made.root / ARCHIVE
        archive.parent.mkdir()
        shutil.copyfile(DISTRIBUTION, archive)
        yield made


@pytest.fixture(scope="module")
def first(checkout: Checkout) -> Run:
    return succeeded(checkout.pants(*GOALS))


@pytest.fixture
def built(checkout: Checkout, first: Run) -> Iterator[Checkout]:
    """The checkout, built as it was published; so it is left."""
    yield from lent(checkout, FILES, GOALS)


def edited(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def assert_certified(checkout: Checkout) -> None:
    """Every certificate names the sources as they are, and the module that is packaged."""
    wasm = checkout.root / "dist/src.python.tomli/module.wasm"
    for path in CERTIFICATES:
        certificate = json.loads((checkout.root / path).read_text())
        assert certificate["agrees"]
        assert certificate["counts"]["test"]["checks"] == 463
        assert certificate["sources"] == {
            f"tomli/{name}.py": digest(checkout.root / f"src/python/tomli/{name}.py")
            for name in ("__init__", "_parser", "_re")
        }
        assert certificate["digests"]["wasm"] == digest(wasm)
        assert {"tests", "toolchain", "crate python_crate"} <= set(certificate["digests"])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_at_first_every_module_is_described_and_translated_once(
    checkout: Checkout, first: Run
) -> None:
    ran = first.all_ran
    library = ran.pop("library")
    assert "library_datetime" in library
    assert library == sorted(set(library))
    assert ran == {
        "interface": MODULES,
        "translate": MODULES,
        "compile": ["python_crate"],
        "resolve": ["module"],
        "link": ["module"],
        "parity": ["module"],
        "package": ["service"],
    }
    assert_certified(checkout)


def test_nothing_runs_when_nothing_changed(built: Checkout) -> None:
    assert succeeded(built.pants(*GOALS)).all_ran == {}


def test_a_body_runs_one_of_each_stage(built: Checkout) -> None:
    loop = "        while src[pos] in chars:\n            pos += 1\n"
    body = edited(PARSER, loop, loop.replace("pos += 1", "pos = pos + 1"))
    built.write({"tomli/_parser.py": body})
    assert succeeded(built.pants(*GOALS)).all_ran == {
        "interface": ["tomli._parser"],
        "translate": ["tomli._parser"],
        "compile": ["python_crate"],
        "link": ["module"],
        "parity": ["module"],
        "package": ["service"],
    }
    assert_certified(built)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    # 1. Skip line leading whitespace\n", "    # First comes white space.\n"),
        ("    # literals. Let's do so to simplify parsing.\n", "\n"),
        ('"\\u000C",  # form feed', '"\\u000C",'),
    ],
    ids=["another", "none", "behind code"],
)
def test_a_comment_ends_with_the_translation(built: Checkout, old: str, new: str) -> None:
    built.write({"tomli/_parser.py": edited(PARSER, old, new)})
    assert succeeded(built.pants(*GOALS)).all_ran == {
        "interface": ["tomli._parser"],
        "translate": ["tomli._parser"],
    }
    assert_certified(built)


def test_a_signature_translates_its_importers_in_a_cycle_too(built: Checkout) -> None:
    """Every module needs `tomli`, which imports the parser: a cycle. `_re` does not import it."""
    old = "def skip_comment(src: str, pos: Pos) -> Pos:"
    changed = edited(PARSER, old, old.replace("Pos) ->", "Pos = 0) ->"))
    built.write({"tomli/_parser.py": changed})
    assert succeeded(built.pants(*GOALS)).all_ran == {
        "interface": ["tomli._parser"],
        "translate": ["tomli", "tomli._parser"],
        "compile": ["python_crate"],
        "link": ["module"],
        "parity": ["module"],
        "package": ["service"],
    }
    assert_certified(built)


def test_the_librarys_own_tests_are_compared_again_when_they_change(built: Checkout) -> None:
    archive = built.root / ARCHIVE
    content = archive.read_bytes()
    # The time of packing: four bytes that no reader of the archive needs.
    archive.write_bytes(content[:4] + bytes(4) + content[8:])
    try:
        assert succeeded(built.pants(*GOALS)).all_ran == {"parity": ["module"]}
        assert_certified(built)
    finally:
        archive.write_bytes(content)
