"""The Cargo workspace of real programs: as cargo, rustfmt and clippy want it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ferrotype.cli.main import main

EXAMPLES = Path(__file__).resolve().parents[2] / "src/python/examples"
ENTRY = "sieve"


@pytest.fixture(scope="module")
def cargo() -> str:
    found = shutil.which("cargo") or str(Path(os.environ["HOME"]) / ".cargo/bin/cargo")
    assert os.access(found, os.X_OK), "cargo is needed, as for everything that builds"
    return found


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "workspace"
    assert main(("crate", str(EXAMPLES), "--entry", ENTRY, "-o", str(folder))) == 0
    return folder


def run_cargo(cargo: str, workspace: Path, *arguments: str) -> None:
    # Nobody debugs what is built here.
    variables = {
        "CARGO_TARGET_DIR": str(workspace.parent / "target"),
        "CARGO_INCREMENTAL": "0",
        "CARGO_PROFILE_DEV_DEBUG": "0",
    }
    finished = subprocess.run(
        [cargo, *arguments],
        cwd=workspace,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout[-8000:]


def has(cargo: str, tool: str) -> bool:
    called = [cargo, tool, "--version"]
    return subprocess.run(called, capture_output=True, check=False).returncode == 0


def test_cargo_builds_the_workspace_and_the_program_is_the_scripts(
    cargo: str, workspace: Path
) -> None:
    run_cargo(cargo, workspace, "build", "--locked", "--jobs=2")
    built = subprocess.run(
        [workspace.parent / "target/debug/program_examples"], capture_output=True, text=True, check=False
    )
    script = subprocess.run(
        [sys.executable, EXAMPLES / f"{ENTRY}.py"], capture_output=True, text=True, check=False
    )
    assert (built.returncode, built.stdout) == (script.returncode, script.stdout)
    assert built.stdout


def test_rustfmt_changes_nothing(cargo: str, workspace: Path) -> None:
    if not has(cargo, "fmt"):
        pytest.skip("rustfmt is not installed")
    run_cargo(cargo, workspace, "fmt", "--check")


def test_clippy_has_no_warning(cargo: str, workspace: Path) -> None:
    if not has(cargo, "clippy"):
        pytest.skip("clippy is not installed")
    run_cargo(cargo, workspace, "clippy", "--locked", "--jobs=2", "--", "-D", "warnings")


def test_no_unsafe_code_and_no_path_of_this_machine(workspace: Path) -> None:
    for path in (workspace / "crates").rglob("*.rs"):
        text = path.read_text(encoding="utf-8")
        assert "unsafe {" not in text and "unsafe fn" not in text
        assert str(EXAMPLES) not in text and str(workspace) not in text
