"""Failures of the machine, for real: a full disk, an interrupt, a kill, no toolchain.

Each is one diagnostic and leaves no half-written file, and the next build is right.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import ferrotype

SCRIPT = "import bisect\nprint(bisect.bisect([1, 2, 3], 2))\n"
SOURCES = Path(ferrotype.__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder with a script, an empty cache for programs, and a runtime that is built already."""

    work: Path
    environment: Mapping[str, str]

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "ferrotype", *arguments]

    def call(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=self.work,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    @property
    def cache(self) -> Path:
        return Path(self.environment["FERROTYPE_CACHE"])

    def files(self) -> list[str]:
        return sorted(path.name for path in self.work.iterdir())


@pytest.fixture(scope="module")
def toolchain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables that name a toolchain and a built runtime."""
    folder = tmp_path_factory.mktemp("toolchain")
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}

    def said(*arguments: str) -> str:
        command = [sys.executable, "-m", "ferrotype.toolchain", *arguments]
        finished = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return finished.stdout.strip()

    key = json.loads(said("publish", str(folder)))["key"]
    return {
        **environment,
        "FERROTYPE_TOOLCHAIN": str(folder / key / "toolchain.json"),
        "FERROTYPE_RUNTIME": said("runtime"),
    }


@pytest.fixture
def bench(tmp_path: Path, toolchain: Mapping[str, str]) -> Bench:
    work = tmp_path / "work"
    work.mkdir()
    (work / "script.py").write_text(SCRIPT)
    return Bench(work, {**toolchain, "FERROTYPE_CACHE": str(tmp_path / "cache")})


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("a file system can only be mounted by root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def one_diagnostic(text: str, code: str) -> str:
    (line,) = text.splitlines()
    assert line.startswith(f"ferrotype: error[{code}]: "), text
    return line


def test_a_full_disk_under_the_output(bench: Bench, small_disk: Path) -> None:
    failed = bench.call("build", "script.py", "-o", str(small_disk / "out.wasm"))
    assert failed.returncode == 3
    assert f"{small_disk}/out.wasm" in one_diagnostic(failed.stderr, "FT0810")
    assert list(small_disk.iterdir()) == []


def test_a_full_disk_under_the_cache(bench: Bench, small_disk: Path) -> None:
    failed = bench.call("build", "script.py", "-o", "out.wasm", FERROTYPE_CACHE=str(small_disk))
    assert failed.returncode == 3
    one_diagnostic(failed.stderr, "FT0810")
    assert bench.files() == ["script.py"]
    assert not list(small_disk.rglob("*.rlib")) and not list(small_disk.rglob("*.wasm"))


def test_a_full_disk_under_the_temporary_folder(bench: Bench, small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(60 << 10))
    failed = bench.call("build", "script.py", "-o", "out.wasm", TMPDIR=str(small_disk))
    assert failed.returncode == 3
    one_diagnostic(failed.stderr, "FT0810")
    assert list(small_disk.iterdir()) == [filler]
    assert bench.call("build", "script.py", "-o", "out.wasm").returncode == 0


def test_a_limit_on_the_size_of_files(bench: Bench) -> None:
    assert bench.call("build", "script.py", "-o", "whole.wasm").returncode == 0
    limited = subprocess.run(
        bench.command("build", "script.py", "-o", "out.wasm"),
        cwd=bench.work,
        env=dict(bench.environment),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert limited.returncode == 3
    assert "cannot write out.wasm: File too large" in one_diagnostic(limited.stderr, "FT0811")
    assert bench.files() == ["script.py", "whole.wasm"]


def test_a_standard_output_that_is_full(bench: Bench) -> None:
    with open("/dev/full", "w") as full:
        failed = subprocess.run(
            bench.command("explain", "FT0001"),
            env=dict(bench.environment),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert failed.returncode == 3
    assert "no space left to write the standard output" in one_diagnostic(failed.stderr, "FT0810")


def test_no_toolchain(bench: Bench, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    failed = subprocess.run(
        bench.command("build", "script.py", "-o", "out.wasm"),
        cwd=bench.work,
        env={"PATH": str(empty), "HOME": str(empty), "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == 3
    line = failed.stderr.splitlines()[-1]
    assert "rustup target add wasm32-wasip1" in one_diagnostic(line, "FT0801")
    assert "Traceback" not in failed.stderr
    assert bench.files() == ["script.py"]


@pytest.mark.parametrize(
    ("kind", "number", "to_group"),
    [
        ("rust", signal.SIGKILL, False),
        ("crates", signal.SIGINT, True),
        ("crates", signal.SIGKILL, False),
        ("programs", signal.SIGINT, False),
        ("programs", signal.SIGKILL, False),
    ],
)
def test_a_build_that_is_stopped(
    bench: Bench, kind: str, number: signal.Signals, to_group: bool
) -> None:
    process = subprocess.Popen(
        bench.command("build", "script.py", "-o", "out.wasm"),
        cwd=bench.work,
        env=dict(bench.environment),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for(bench.cache / "content" / kind, process)
    (os.killpg if to_group else os.kill)(process.pid, number)
    _, stderr = process.communicate(timeout=60)
    assert bench.files() == ["script.py"]
    if number == signal.SIGINT:
        assert process.returncode == 130
        one_diagnostic(stderr, "FT0812")
    again = bench.call("build", "script.py", "-o", "out.wasm")
    assert (again.returncode, again.stderr) == (0, "")
    ran = bench.call("run", "script.py")
    assert (ran.returncode, ran.stdout) == (0, "2\n")
    fresh = bench.call("build", "script.py", "-o", "fresh.wasm", FERROTYPE_CACHE=f"{bench.cache}2")
    assert fresh.returncode == 0
    built = [(bench.work / name).read_bytes() for name in ("out.wasm", "fresh.wasm")]
    assert built[0] == built[1]


def wait_for(folder: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the build has come to the step that keeps its results in ``folder``."""
    deadline = time.monotonic() + 120
    while not folder.is_dir():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)
