"""The wheel, installed into an empty environment outside the repository, builds and runs programs.

The environment's packages are those of `3rdparty/python/default.lock`, by their hashes; the user's
cache folder is empty at first, so that the runtime is really built.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from helper import doubled

print("doubled:", doubled(2**70), file=sys.stderr)
print(sys.argv[1:])
raise SystemExit(int(sys.argv[1]))
"""
HELPER = """
def doubled(value):
    return value * 2
"""
PROGRESS = "ferrotype: building the runtime for wasm32-wasip1 (once per version)\n"


@dataclass(frozen=True, slots=True)
class Installation:
    """An environment with the wheel, a folder with a program, and what the command may see."""

    bin: Path
    work: Path
    cache: Path
    environment: Mapping[str, str]

    def ferrotype(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.call(self.bin / "ferrotype", *arguments)

    def call(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.work,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("wheel")
    venv.create(folder / "environment", with_pip=True)
    python = str(folder / "environment/bin/python")
    (wheel,) = REPOSITORY.rglob("ferrotype-*.whl")
    lock = REPOSITORY / "3rdparty/python/default.lock"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    # What the wheel asks for is there: no index is asked again.
    subprocess.run([*pip, "--no-index", str(wheel)], check=True)
    work = folder / "work"
    work.mkdir()
    (work / "script.py").write_text(SCRIPT)
    (work / "helper.py").write_text(HELPER)
    home = Path(os.environ["HOME"])
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder / "home"),
        "FERROTYPE_CACHE": str(folder / "cache"),
        "CARGO_HOME": os.environ.get("CARGO_HOME", str(home / ".cargo")),
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(home / ".rustup")),
    }
    (folder / "home").mkdir()
    return Installation(Path(python).parent, work, folder / "cache", environment)


@pytest.fixture(scope="module")
def first(installation: Installation) -> subprocess.CompletedProcess[str]:
    """The first call of all, with an empty cache."""
    return installation.ferrotype("run", "script.py", "7", "two words")


def cached(installation: Installation) -> dict[str, tuple[int, int, int]]:
    """Size, inode and time of every file; machine code has the time of its last use, which says nothing."""
    found = {}
    for path in installation.cache.rglob("*"):
        if path.is_file():
            status = path.stat()
            written = 0 if path.suffix == ".cwasm" else status.st_mtime_ns
            found[str(path.relative_to(installation.cache))] = (status.st_size, status.st_ino, written)
    return found


def expected(installation: Installation) -> subprocess.CompletedProcess[str]:
    return installation.call(sys.executable, "script.py", "7", "two words")


def test_the_first_run_builds_the_runtime_and_says_so(
    installation: Installation, first: subprocess.CompletedProcess[str]
) -> None:
    reference = expected(installation)
    assert (first.returncode, first.stdout) == (reference.returncode, reference.stdout)
    assert (first.returncode, first.stderr) == (7, PROGRESS + reference.stderr)
    assert first.stdout == "['7', 'two words']\n"


def test_the_second_run_builds_nothing(
    installation: Installation, first: subprocess.CompletedProcess[str]
) -> None:
    before = cached(installation)
    second = installation.ferrotype("run", "script.py", "7", "two words")
    assert second.stderr == expected(installation).stderr
    assert (second.returncode, second.stdout) == (first.returncode, first.stdout)
    assert cached(installation) == before


def test_everything_is_kept_in_the_stated_cache(
    installation: Installation, first: subprocess.CompletedProcess[str]
) -> None:
    assert (installation.cache / "runtimes").is_dir()
    assert list(Path(installation.environment["HOME"]).rglob("*")) == []
    assert sorted(path.name for path in installation.work.iterdir()) == ["helper.py", "script.py"]


def test_a_built_module_is_the_program(
    installation: Installation, first: subprocess.CompletedProcess[str]
) -> None:
    built = installation.ferrotype("build", "script.py", "-o", "out.wasm")
    module = installation.work / "out.wasm"
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    assert module.read_bytes().startswith(b"\0asm")
    places = [str(REPOSITORY), str(installation.work), str(installation.cache)]
    assert not any(place.encode() in module.read_bytes() for place in places)
    ran = installation.ferrotype("run", "out.wasm", "7", "two words")
    module.unlink()
    assert (ran.returncode, ran.stdout) == (7, first.stdout)


def test_the_package_brings_its_licence(installation: Installation) -> None:
    found = list(installation.bin.parent.rglob("site-packages/ferrotype/LICENSE"))
    assert [path.read_text() for path in found] == [(REPOSITORY / "LICENSE").read_text()]


def test_version_and_doctor_work_without_a_program(installation: Installation) -> None:
    assert installation.ferrotype("--version").stdout.startswith("ferrotype ")
    doctor = installation.ferrotype("doctor")
    assert doctor.returncode == 0, doctor.stderr
    assert f"cache folder: {installation.cache}" in doctor.stdout
