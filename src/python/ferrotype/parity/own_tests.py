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

from ferrotype.parity.outcome import Check
from ferrotype.parity.proxy import MODULE_VARIABLE, write_proxy


@dataclass(frozen=True, slots=True)
class TestRun:
    """What pytest said: outcome and seconds by test, and its output."""

    outcomes: dict[str, tuple[str, float]]
    output: str


def compare_own_tests(
    tree: Path, packages: Sequence[str], modules: Sequence[str], wasm: Path, python: str
) -> list[Check]:
    """Run the tests in `tree` (a source distribution, unpacked or a `.tar.gz`) on both sides.

    `packages` are the library's top-level modules, which are taken out of the copy that the
    module's side runs in; `modules` are all its modules.
    """
    with tempfile.TemporaryDirectory() as scratch:
        reference = Path(scratch, "reference")
        proxied = Path(scratch, "proxied")
        for copy in (reference, proxied):
            shutil.copytree(unpacked(tree, Path(scratch, "unpacked")), copy)
        for package in packages:
            for path in (proxied / package, proxied / f"{package}.py", proxied / "src" / package):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
        write_proxy(proxied, list(modules))
        expected = run_pytest(reference, python, {})
        actual = run_pytest(proxied, python, {MODULE_VARIABLE: str(wasm.resolve())})
    if not expected.outcomes:
        raise ValueError(f"no tests ran under CPython:\n{expected.output}")
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


def unpacked(tree: Path, folder: Path) -> Path:
    """The folder itself, or the one folder in an archive. Raises ValueError for another shape."""
    if tree.is_dir():
        return tree
    if not folder.exists():
        with tarfile.open(tree) as archive:
            archive.extractall(folder, filter="data")
    tops = list(folder.iterdir())
    if len(tops) != 1:
        raise ValueError(
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
