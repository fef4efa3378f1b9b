"""`tomli`, unmodified, as the library module that is packaged: calls, vectors, its own tests."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from ferrotype.host import Library, compile_module

FOLDER = Path(__file__).parent / "tomli"
ARCHIVE = FOLDER / "tomli-1.0.2.tar.gz"
DIGEST = "f31ed0c991039fce3af8379b70a081e15012bd058288355932e5f367df23d187"
MODULE = Path("src.python.examples/tomli.wasm").resolve()
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
"""The command line runs in a process of its own, which sees what this one sees."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with the published package and nothing else."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(tmp_path, filter="data")
    shutil.copytree(tmp_path / "tomli-1.0.2" / "tomli", tmp_path / "source" / "tomli")
    return tmp_path / "source"


def test_archive_is_the_published_one() -> None:
    assert hashlib.sha256(ARCHIVE.read_bytes()).hexdigest() == DIGEST


def test_call() -> None:
    library = Library(compile_module(MODULE))
    assert library.call("tomli.loads", "a = [1, 2.5, 'x']") == {"a": [1, 2.5, "x"]}
    with pytest.raises(ValueError, match="Invalid value") as caught:
        library.call("tomli.loads", "a = ")
    assert type(caught.value).__name__ == "TOMLDecodeError"


def test_parity(source: Path, tmp_path: Path) -> None:
    vectors = shutil.copytree(FOLDER / "vectors", tmp_path / "vectors")
    command = [sys.executable, "-m", "ferrotype", "parity", "library", str(source), str(MODULE)]
    command += ["--package", "tomli", "--vectors", str(vectors), "--tests", str(ARCHIVE)]
    compared = subprocess.run(
        [*command, "-o", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert compared.returncode == 0, compared.stdout + compared.stderr
    certificate = json.loads((tmp_path / "out" / "parity.json").read_text())
    assert certificate["agrees"]
    assert certificate["sources"] == {
        path.relative_to(source).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in source.rglob("*.py")
    }
    assert certificate["digests"]["tests"] == DIGEST
    assert certificate["counts"]["test"]["checks"] == 463
    assert certificate["counts"]["vector"]["checks"] == len(list((FOLDER / "vectors").iterdir()))
    assert certificate["counts"]["property"]["examples"] >= 100
