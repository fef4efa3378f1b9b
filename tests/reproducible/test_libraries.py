"""Compiled crates and the runtime say nothing of where they were compiled, and by whom."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ferrotype.building.rust import RustTools

_PYTHON = """
def words(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts
"""


@pytest.fixture(scope="module")
def tools() -> RustTools:
    return RustTools.ensure(native=False, environment=os.environ)


@pytest.mark.parametrize("optimize", ["speed", "none"])
def test_a_crate_is_the_same_from_whatever_folder_it_is_compiled(
    tools: RustTools, optimize: str, tmp_path: Path
) -> None:
    compiled = []
    for name in ("one", "the-other-folder/with-a-longer-name"):
        folder = tmp_path / name
        (folder / "scratch").mkdir(parents=True)
        (folder / "shapes.py").write_text(_PYTHON)
        stage(folder, "translate", "shapes.py", "--module", "shapes", "-o", "rust")
        crate = ("--crate", "shapes", "--sources", "rust", f"--optimize={optimize}")
        stage(folder, "compile", *crate, "-o", "libshapes.rlib")
        compiled.append((folder / "libshapes.rlib").read_bytes())
    assert compiled[0] == compiled[1]
    assert not any(place in compiled[0] for place in _places(tools, tmp_path))


def stage(folder: Path, *arguments: str) -> None:
    """Run a stage there; what it writes on its way is below the folder, too."""
    finished = subprocess.run(
        [sys.executable, "-m", "ferrotype", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path))),
            "TMPDIR": str(folder / "scratch"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr


def test_the_runtime_says_nothing_of_this_machine(tools: RustTools, tmp_path: Path) -> None:
    rlibs = sorted(tools.runtime.folder.rglob("*.rlib"))
    assert tools.runtime.rlib in rlibs and len(rlibs) > 1
    for rlib in rlibs:
        content = rlib.read_bytes()
        found = [place for place in _places(tools, tmp_path) if place in content]
        assert found == [], rlib


def _places(tools: RustTools, scratch: Path) -> list[bytes]:
    """Folders of this user and this run."""
    installed = Path(tools.toolchain.rustc).parent.parent
    places = (Path.home(), installed, scratch, tools.runtime.folder.parent.parent)
    # What begins with a longer name is not that folder.
    return [f"{place}/".encode() for place in places]
