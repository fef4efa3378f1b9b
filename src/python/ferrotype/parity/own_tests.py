"""The library's own tests, unchanged, against the module; the outcomes must be CPython's."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ferrotype.parity.outcome import Check, Unusable
from ferrotype.parity.proxy import MODULE_VARIABLE, write_proxy


@dataclass(frozen=True, slots=True)
class TestRun:
    """What pytest said: outcome and seconds by test, and its output."""

    outcomes: dict[str, tuple[str, float]]
    output: str


@dataclass(frozen=True, slots=True)
class OwnTests:
    """The tests of a library, and where the library itself lies."""

    tree: Path
    """A source distribution, unpacked or a `.tar.gz`."""
    source: Path
    """The folder with the packages that the module was made from."""
    packages: Sequence[str]
    """The library's top-level modules."""
    modules: Sequence[str]
    """All its modules."""


def compare_own_tests(own: OwnTests, wasm: Path, python: str) -> list[Check]:
    """Run the tests on both sides: with the sources, and with the module behind proxies.

    What the distribution itself has of the library is run on neither: it may be another version
    than the one that the module was made from.
    """
    with tempfile.TemporaryDirectory() as scratch:
        reference = Path(scratch, "reference")
        proxied = Path(scratch, "proxied")
        for copy in (reference, proxied):
            shutil.copytree(unpacked(own.tree, Path(scratch, "unpacked")), copy)
        for package in own.packages:
            _take_out(proxied, package)
            put_in(reference, package, own.source)
        write_proxy(proxied, list(own.modules))
        expected = run_pytest(reference, python, {})
        actual = run_pytest(proxied, python, {MODULE_VARIABLE: str(wasm.resolve())})
    if not expected.outcomes:
        raise Unusable(f"no tests ran under CPython:\n{expected.output}")
    checks = []
    for name, (outcome, seconds) in sorted(expected.outcomes.items()):
        got, own_seconds = actual.outcomes.get(name, (f"did not run\n{actual.output[-3000:]}", 0.0))
        refused = "error[FT09" in got or "Refused: " in got
        checks.append(
            Check(
                "test",
                name,
                outcome,
                got,
                refused=refused,
                seconds=own_seconds,
                reference_seconds=seconds,
            )
        )
    return checks


def _places(folder: Path, package: str) -> tuple[Path, ...]:
    return (folder / package, folder / f"{package}.py", folder / "src" / package)


def _take_out(folder: Path, package: str) -> None:
    for path in _places(folder, package):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def put_in(folder: Path, package: str, source: Path) -> None:
    """Let the sources replace the distribution's modules; the package's other files stay."""
    target, single, below = _places(folder, package)
    if below.is_dir() and not target.exists():
        below.rename(target)
    for path in target.rglob("*.py"):
        path.unlink()
    if (source / package).is_dir():
        shutil.copytree(
            source / package,
            target,
            ignore=shutil.ignore_patterns("__pycache__"),
            dirs_exist_ok=True,
        )
    else:
        shutil.copy(source / single.name, single)


def unpacked(tree: Path, folder: Path) -> Path:
    """The folder itself, or the one folder in an archive. Raises Unusable for another shape."""
    if tree.is_dir():
        return tree
    if not folder.exists():
        try:
            with tarfile.open(tree) as archive:
                archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            raise Unusable(f"{tree} is not a source distribution: {error}") from error
    tops = list(folder.iterdir())
    if len(tops) != 1:
        raise Unusable(
            f"{tree.name} has {len(tops)} top-level entries: not a source distribution"
        )
    return tops[0]


def run_pytest(folder: Path, python: str, environment: dict[str, str]) -> TestRun:
    """Run pytest in a folder and read its JUnit file."""
    junit = folder / "junit.xml"
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    completed = subprocess.run(
        [*command, f"--junitxml={junit}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            # The child sees what this process sees, behind the folder it runs in.
            "PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry),
            **environment,
        },
    )
    outcomes: dict[str, tuple[str, float]] = {}
    if junit.exists():
        for case in ElementTree.parse(junit).iter("testcase"):
            name = f"{case.get('classname')}::{case.get('name')}"
            # Tests may share a name (parametrized by equal ids): number them.
            if name in outcomes:
                name = f"{name} ({sum(known.startswith(name) for known in outcomes) + 1})"
            outcomes[name] = (_outcome(case), float(case.get("time") or 0))
    return TestRun(outcomes, completed.stdout + completed.stderr)


def _outcome(case: ElementTree.Element) -> str:
    for child in case:
        if child.tag in ("failure", "error"):
            return f"{child.tag}: {child.get('message') or ''}\n{child.text or ''}"
        if child.tag == "skipped":
            return f"skipped: {child.get('type') or ''}"
    return "passed"
