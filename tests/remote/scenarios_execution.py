"""The same build on a real server that executes: everything runs there, and the module is the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.checkout import Checkout, succeeded
from tests.remote.execution import Executor, executing
from tests.remote.programs import (
    EVERYTHING,
    PACKAGE,
    PACKAGE_AND_TEST,
    a_checkout,
    files,
    module_digest,
    prints,
    with_empty_store,
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    with a_checkout(tmp_path_factory.mktemp("execution")) as made:
        yield made


@pytest.fixture(scope="module")
def wanted(checkout: Checkout) -> str:
    """The digest of the module that this machine makes by itself."""
    succeeded(checkout.pants(*PACKAGE))
    return module_digest(checkout)


def test_everything_is_executed_there(
    checkout: Checkout, wanted: str, tmp_path: Path
) -> None:
    with executing(tmp_path / "server") as server:
        again = with_empty_store(checkout, tmp_path / "store")
        run = succeeded(again.pants(*PACKAGE_AND_TEST, settings=server.settings))
        print(f"\nexecuted remotely in {run.seconds:.1f} s: {run.counters}")
        assert run.all_ran == EVERYTHING
        assert run.counters["remote_execution_success"] > len(run.processes)
        assert run.counters["remote_execution_errors"] == 0
        assert run.counters["local_execution_requests"] == 0
        assert module_digest(again) == wanted
        known = with_empty_store(checkout, tmp_path / "another")
        repeated = succeeded(known.pants(*PACKAGE_AND_TEST, settings=server.settings))
        assert module_digest(known) == wanted
        print(f"again in {repeated.seconds:.1f} s")


def test_a_server_that_is_killed_ends_the_build_and_says_so(
    checkout: Checkout, wanted: str, tmp_path: Path
) -> None:
    with executing(tmp_path / "server") as server:
        checkout.write(files(factor=time.time_ns()))
        killer = threading.Thread(target=killed_while_executing, args=(server,))
        killer.start()
        run = checkout.pants(*PACKAGE, settings=server.settings)
        killer.join()
    assert run.status == 1
    assert "Unavailable" in run.output or "refused" in run.output, run.output
    checkout.write(files(factor=2))
    succeeded(checkout.pants(*PACKAGE))
    assert module_digest(checkout) == wanted
    prints(checkout, 2, {})


def killed_while_executing(server: Executor) -> None:
    """Kill a server at its first request to execute."""
    ends = time.monotonic() + 600
    while time.monotonic() < ends and "Execute request" not in server.listener.log.read_text(
        errors="replace"
    ):
        time.sleep(0.05)
    server.kill()
