"""The everyday sample: two checkouts share every action, and a dead server does no harm.

The others run by `python -m tests.remote`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.incremental.checkout import succeeded
from tests.remote.buildgrid import serving
from tests.remote.environments import NoInterpreter, find_python
from tests.remote.programs import (
    EVERYTHING,
    PACKAGE,
    PACKAGE_AND_TEST,
    a_checkout,
    files,
    module_digest,
    sources,
    warnings,
)

pytestmark = pytest.mark.usefixtures("interpreter")


@pytest.fixture
def interpreter() -> None:
    try:
        find_python("3.13")
    except NoInterpreter as missing:
        pytest.skip(str(missing))


def test_two_checkouts_share_every_action_and_a_dead_server_does_no_harm(
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "server") as server:
        with a_checkout(tmp_path / "first") as first:
            cold = succeeded(first.pants(*PACKAGE_AND_TEST, settings=server.settings))
            assert cold.all_ran == EVERYTHING
            wanted = module_digest(first)
        with a_checkout(tmp_path / "elsewhere" / "second") as second:
            warm = succeeded(second.pants(*PACKAGE_AND_TEST, settings=server.settings))
            assert warm.all_ran == {}
            assert sources(warm) == {"HitRemotely": len(cold.processes)}
            assert module_digest(second) == wanted
            server.kill()
            second.write(files(factor=3))
            without = succeeded(second.pants(*PACKAGE, settings=server.settings))
            assert without.all_ran == {
                "interface": ["app.numbers"],
                "translate": ["app.numbers"],
                "compile": ["python_crate"],
                "link": ["module"],
            }
            assert any(
                "remote cache" in line for line in warnings(without)
            ), without.output
            assert module_digest(second) != wanted
