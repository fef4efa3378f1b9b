"""A cache behind TLS and tokens, as a company runs one: CI writes, people read, others do neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.incremental.checkout import Checkout, Run, succeeded
from tests.remote.buildgrid import serving
from tests.remote.caches import Server
from tests.remote.programs import (
    EVERYTHING,
    PACKAGE_AND_TEST,
    a_checkout,
    files,
    module_digest,
    sources,
    warnings,
    with_empty_store,
)
from tests.remote.secured import Credentials, made_credentials

NO_WRITE = {"PANTS_REMOTE_CACHE_WRITE": "false"}


@dataclass(frozen=True, slots=True)
class Secured:
    """A server that CI's build has filled, and a checkout."""

    server: Server
    credentials: Credentials
    checkout: Checkout
    wanted: str

    def as_reader(self) -> dict[str, str]:
        """The settings of who may read."""
        trusted = {**self.server.settings, **self.credentials.authority}
        return {**trusted, **self.credentials.token("reader"), **NO_WRITE}

    def run(self, store: Path, settings: Mapping[str, str]) -> Run:
        """Build where nothing is known."""
        fresh = with_empty_store(self.checkout, store)
        (fresh.root / "dist/src.python.app/module.wasm").unlink()
        run = succeeded(fresh.pants(*PACKAGE_AND_TEST, settings=settings))
        assert module_digest(fresh) == self.wanted
        return run


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("secured")
    credentials = made_credentials(folder / "credentials")
    with (
        serving(folder / "server", credentials) as server,
        a_checkout(folder / "first") as checkout,
    ):
        settings = {**server.settings, **credentials.authority, **credentials.token("writer")}
        cold = succeeded(checkout.pants(*PACKAGE_AND_TEST, settings=settings))
        assert cold.all_ran == EVERYTHING
        assert warnings(cold) == []
        assert_no_secrets(cold, credentials)
        yield Secured(server, credentials, checkout, module_digest(checkout))


def assert_no_secrets(run: Run, credentials: Credentials) -> None:
    """Neither what is shown nor what is a key has a token."""
    for secret in credentials.secret_texts():
        assert secret not in run.output
        assert not any(secret in process.definition for process in run.processes)


def test_who_may_read_gets_everything(secured: Secured, tmp_path: Path) -> None:
    run = secured.run(tmp_path / "store", secured.as_reader())
    assert run.all_ran == {}
    assert set(sources(run)) == {"HitRemotely"}
    assert warnings(run) == []
    assert_no_secrets(run, secured.credentials)


def test_who_may_only_read_adds_nothing(secured: Secured) -> None:
    before = secured.server.files()
    settings = {**secured.as_reader(), "PANTS_REMOTE_CACHE_WRITE": "true"}
    secured.checkout.write(files(factor=3))
    run = succeeded(secured.checkout.pants(*PACKAGE_AND_TEST, settings=settings))
    assert run.ran("link") == ["module"]
    assert module_digest(secured.checkout) != secured.wanted
    assert any("write to remote cache" in line for line in warnings(run)), run.output
    assert secured.server.files() == before
    secured.checkout.write(files())


@pytest.mark.parametrize("lacking", ["token", "authority"])
def test_who_lacks_a_credential_builds_everything_here(
    lacking: str, secured: Secured, tmp_path: Path
) -> None:
    given = {
        "token": secured.credentials.authority,
        "authority": secured.credentials.token("reader"),
    }
    settings = {**secured.server.settings, **given[lacking], **NO_WRITE}
    run = secured.run(tmp_path / "store", settings)
    assert run.all_ran == EVERYTHING
    assert any("remote cache" in line for line in warnings(run)), run.output
