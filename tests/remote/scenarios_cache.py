"""A cache server that fails: the build ends right all the same, says so, and the next one is right."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.incremental.checkout import Checkout, Run, succeeded
from tests.remote import buildgrid
from tests.remote.available import SERVERS, Serving, available
from tests.remote.caches import Server, pointed_at
from tests.remote.listeners import hung
from tests.remote.programs import (
    EVERYTHING,
    PACKAGE,
    TARGET,
    a_checkout,
    module_digest,
    prints,
    sources,
    warnings,
    with_empty_store,
)
from tests.remote.servers import free_port

BUILT = {stage: names for stage, names in EVERYTHING.items() if stage != "parity"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    with a_checkout(tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.fixture(scope="module")
def wanted(checkout: Checkout) -> str:
    """The digest of the module that a build without any server makes."""
    run = succeeded(checkout.pants(*PACKAGE))
    assert run.all_ran == BUILT
    return module_digest(checkout)


@pytest.fixture
def fresh(checkout: Checkout, wanted: str, tmp_path: Path) -> Checkout:
    """The checkout with an empty store and no module."""
    (checkout.root / "dist/src.python.app/module.wasm").unlink(missing_ok=True)
    return with_empty_store(checkout, tmp_path / "store")


@pytest.fixture(params=list(SERVERS))
def serving(request: pytest.FixtureRequest) -> Serving:
    return available(request.param)


def built_here(run: Run, checkout: Checkout, wanted: str) -> None:
    """Assert that everything was built, on this machine, and rightly."""
    assert run.status == 0, run.output
    assert run.all_ran == BUILT
    assert module_digest(checkout) == wanted


def next_is_right(checkout: Checkout, settings: Mapping[str, str], wanted: str) -> None:
    """Assert that nothing has to run after it, and the program works."""
    run = succeeded(checkout.pants(*PACKAGE, settings=settings))
    assert run.all_ran == {}
    assert module_digest(checkout) == wanted
    prints(checkout, 2, settings)


def test_a_server_that_is_down(fresh: Checkout, wanted: str) -> None:
    settings = pointed_at(free_port())
    run = fresh.pants(*PACKAGE, settings=settings)
    built_here(run, fresh, wanted)
    assert any(
        "Failed to read from remote cache" in line for line in warnings(run)
    ), run.output
    next_is_right(fresh, settings, wanted)


def test_a_server_that_hangs(fresh: Checkout, wanted: str) -> None:
    with hung() as port:
        settings = {**pointed_at(port), "PANTS_REMOTE_STORE_RPC_TIMEOUT_MILLIS": "2000"}
        run = fresh.pants(*PACKAGE, settings=settings)
        built_here(run, fresh, wanted)
        assert any("remote cache" in line for line in warnings(run)), run.output
        next_is_right(fresh, settings, wanted)


def test_a_wrong_instance(fresh: Checkout, wanted: str, tmp_path: Path) -> None:
    with buildgrid.serving(tmp_path / "server") as server:
        settings = pointed_at(server.listener.port, instance="nobody")
        run = fresh.pants(*PACKAGE, settings=settings)
        built_here(run, fresh, wanted)
        assert any("nobody" in line for line in warnings(run)), run.output
        next_is_right(fresh, settings, wanted)


def test_altered_blobs_are_never_used(
    fresh: Checkout, wanted: str, serving: Serving, tmp_path: Path
) -> None:
    with serving(tmp_path / "server") as server:
        built_here(fresh.pants(*PACKAGE, settings=server.settings), fresh, wanted)
        altered = 0
        for path in server.files():
            content = path.read_bytes()
            # What the results of actions are is told by small messages; the contents are altered.
            if len(content) > 1000:
                path.write_bytes(bytes([content[0] ^ 0xFF]) + content[1:])
                altered += 1
        assert altered > 10
        again = with_empty_store(fresh, tmp_path / "another")
        run = again.pants(*PACKAGE, settings=server.settings)
        assert run.status == 0, run.output
        assert module_digest(again) == wanted
        assert "link" in run.all_ran
        if server.checks_contents:
            assert run.counters["remote_store_missing_digest"] > 0, run.output
        else:
            assert any("remote cache" in line for line in warnings(run)), run.output
        next_is_right(again, server.settings, wanted)


def test_a_server_that_is_killed_in_the_middle(
    fresh: Checkout, wanted: str, serving: Serving, tmp_path: Path
) -> None:
    with serving(tmp_path / "server") as server:
        killer = threading.Thread(target=killed_after, args=(server, 12))
        killer.start()
        run = fresh.pants(*PACKAGE, settings=server.settings)
        killer.join()
        built_here(run, fresh, wanted)
        assert any("remote cache" in line for line in warnings(run)), run.output
        next_is_right(fresh, server.settings, wanted)
    # Its blobs are still there; who asks it again gets what it has, and builds the rest.
    with serving(tmp_path / "server") as server:
        again = with_empty_store(fresh, tmp_path / "another")
        run = again.pants(*PACKAGE, settings=server.settings)
        assert run.status == 0, run.output
        assert module_digest(again) == wanted
        prints(again, 2, server.settings)
        last = with_empty_store(fresh, tmp_path / "last")
        run = succeeded(last.pants("package", TARGET, settings=server.settings))
        assert sources(run) == {"HitRemotely": len(run.processes)}


def killed_after(server: Server, blobs: int) -> None:
    """Kill a server once it has so many blobs."""
    ends = time.monotonic() + 900
    while time.monotonic() < ends and len(server.files()) < blobs:
        time.sleep(0.05)
    server.kill()
