"""The servers of a remote cache that builds are tested with, each with its blobs below a folder."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.remote import bazel_remote, buildgrid
from tests.remote.caches import Server
from tests.remote.environments import NoInterpreter, NoProgram

Serving = Callable[[Path], AbstractContextManager[Server]]
SERVERS: Mapping[str, Serving] = {
    "buildgrid": buildgrid.serving,
    "bazel-remote": bazel_remote.serving,
}


def available(name: str) -> Serving:
    """The server of this name; the test is skipped where it cannot be had."""

    @contextlib.contextmanager
    def serving(folder: Path) -> Iterator[Server]:
        with contextlib.ExitStack() as stack:
            try:
                server = stack.enter_context(SERVERS[name](folder))
            except (NoInterpreter, NoProgram) as missing:
                pytest.skip(str(missing))
            yield server

    return serving
