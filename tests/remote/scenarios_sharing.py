"""Two checkouts of a monorepo in different folders share everything through a server.

Each has a cache folder of its own, with nothing in it but Pants, as on two machines.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.monorepo.graph import planned
from bench.monorepo.text import files
from tests.incremental.checkout import STAGES, Checkout, Run, checked_out, succeeded
from tests.remote.available import SERVERS, available
from tests.remote.caches import Server
from tests.remote.programs import sources

MODULES = 30
SHARE = 0.15
EVERYTHING = "src/python/acme::"
GOALS = ("package", "test", EVERYTHING)
TIMEOUT = 3 * 3600.0


@contextmanager
def machine(
    folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Checkout, dict[str, str]]]:
    """A checkout whose daemon runs, with nothing on this machine but Pants itself."""
    cache = Path(os.environ.get("FERROTYPE_CACHE") or Path.home() / ".cache/ferrotype")
    own = folder / "cache"
    own.mkdir(parents=True)
    (own / "pants").symlink_to((cache / "pants").resolve())
    settings = {**server.settings, "PANTS_NAMED_CACHES_DIR": str(folder / "named")}
    with monkeypatch.context() as patched:
        patched.setenv("FERROTYPE_CACHE", str(own))
        texts = files(planned(MODULES, seed=0), seed=0)
        with checked_out(folder / "checkout", folder / "store", texts, TIMEOUT) as made:
            for goal in ("list", "dependencies"):
                succeeded(made.pants(goal, EVERYTHING, settings=settings))
            yield made, settings
    shutil.rmtree(folder / "store")


def artifacts(checkout: Checkout) -> dict[str, bytes]:
    """What was packaged and certified; what a comparison took is another each time."""
    dist = checkout.root / "dist"
    return {
        path.relative_to(dist).as_posix(): path.read_bytes()
        for path in sorted(dist.rglob("*"))
        if path.is_file() and path.name in {"parity.json"} or path.suffix == ".wasm"
    }


def report(cold: Run, warm: Run) -> None:
    """Print the figures."""
    for name, run in (("cold", cold), ("second checkout", warm)):
        ran = {stage: len(run.ran(stage)) for stage in STAGES}
        print(
            f"\n{name}: {run.seconds:.1f} s, ran {json.dumps(ran)}, sources {sources(run)}"
        )
        others = {what: round(seconds, 1) for what, seconds in run.other.items()}
        print(
            f"  other processes and their seconds: {json.dumps(others, sort_keys=True)}"
        )
    print(f"share: {warm.seconds / cold.seconds:.1%}")


@pytest.mark.parametrize("name", SERVERS)
def test_a_second_machine_runs_nothing_and_takes_a_fraction_of_the_time(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with available(name)(tmp_path / "server") as server:
        with machine(tmp_path / "first", server, monkeypatch) as (first, settings):
            cold = succeeded(first.pants(*GOALS, settings=settings))
            made = artifacts(first)
        with machine(tmp_path / "elsewhere" / "second", server, monkeypatch) as (
            second,
            settings,
        ):
            warm = succeeded(second.pants(*GOALS, settings=settings))
            report(cold, warm)
            assert {process.source for process in cold.processes} == {"Ran"}
            assert set(cold.all_ran) == set(STAGES) - {"package"}
            assert warm.all_ran == {}
            assert sources(warm) == {"HitRemotely": len(cold.processes)}
            assert "Build Ferrotype's runtime" not in warm.other
            assert artifacts(second) == made
            assert any(name.endswith(".wasm") for name in made)
            assert any(name.endswith("parity.json") for name in made)
    for process in (*cold.processes, *warm.processes):
        assert str(tmp_path) not in process.definition
    assert warm.seconds < SHARE * cold.seconds
