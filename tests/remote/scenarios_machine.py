"""A machine that fails: the build ends right or says what to do, and the next one is right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.checkout import Checkout, Run, succeeded
from tests.remote.programs import PACKAGE, a_checkout, files, module_digest, prints

LIMIT = 600


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    with a_checkout(tmp_path_factory.mktemp("machine")) as made:
        succeeded(made.pants(*PACKAGE))
        yield made


@pytest.fixture(scope="module")
def wanted(checkout: Checkout) -> str:
    """The digest of the module as it has to be, whatever comes."""
    return module_digest(checkout)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 12 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("a file system can only be mounted by root")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def rebuilt(checkout: Checkout, wanted: str) -> Run:
    """Build as it was at first, and assert that it is right."""
    checkout.write(files(factor=2))
    run = succeeded(checkout.pants(*PACKAGE))
    assert module_digest(checkout) == wanted
    prints(checkout, 2, {})
    return run


def while_compiling(checkout: Checkout, factor: int) -> subprocess.Popen[str]:
    """A build that has come to compile something new."""
    checkout.write(files(factor))
    build = checkout.begin(*PACKAGE)
    ends = time.monotonic() + LIMIT
    while time.monotonic() < ends:
        daemon = checkout.daemon()
        if daemon is not None and any(
            "\0compile\0" in line for line in children(daemon)
        ):
            return build
        if build.poll() is not None:
            break
        time.sleep(0.02)
    build.kill()
    raise AssertionError(f"nothing was compiled: {build.communicate()[0]}")


def children(process: int) -> list[str]:
    """The command lines of a process's children."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(status[1]) == process:
                found.append((folder / "cmdline").read_text())
        except (OSError, ValueError):
            continue
    return found


def ended(build: subprocess.Popen[str]) -> tuple[int, str]:
    """The status of a build, which ends, and what it said."""
    output, _ = build.communicate(timeout=LIMIT)
    return build.returncode, output


def test_an_interrupted_build(checkout: Checkout, wanted: str) -> None:
    build = while_compiling(checkout, time.time_ns())
    build.send_signal(signal.SIGINT)
    status, output = ended(build)
    assert status != 0
    assert "Interrupted by user" in output, output
    assert module_digest(checkout) == wanted
    rebuilt(checkout, wanted)


def test_a_daemon_that_is_killed(checkout: Checkout, wanted: str) -> None:
    """The client starts another, which does the build."""
    factor = time.time_ns()
    build = while_compiling(checkout, factor)
    daemon = checkout.daemon()
    assert daemon is not None
    os.kill(daemon, signal.SIGKILL)
    status, output = ended(build)
    assert status == 0, output
    assert checkout.daemon() != daemon
    prints(checkout, factor, {})
    rebuilt(checkout, wanted)


def test_a_store_that_is_deleted_under_the_daemon(
    checkout: Checkout, wanted: str
) -> None:
    shutil.rmtree(checkout.store)
    checkout.write(files(factor=5))
    run = checkout.pants(*PACKAGE)
    assert run.status == 0, run.output
    assert "starting the daemon anew, as its store was deleted" in run.output
    prints(checkout, 5, {})
    rebuilt(checkout, wanted)


def test_a_full_disk_under_the_store(
    checkout: Checkout, wanted: str, small_disk: Path
) -> None:
    settings = {"PANTS_LOCAL_STORE_DIR": str(small_disk / "store")}
    run = checkout.pants(*PACKAGE, settings=settings, is_recorded=False)
    assert run.status != 0
    assert "No space left on device" in run.output, run.output
    assert module_digest(checkout) == wanted
    rebuilt(checkout, wanted)
