"""bazel-remote, the server of a remote cache that most users of Pants run, on this machine alone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tests.remote.caches import Server
from tests.remote.environments import go_program
from tests.remote.servers import free_port, inherited, listening

_PACKAGE = "github.com/buchgr/bazel-remote/v2"


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server with its blobs below `folder`; what was there is there again. Raises NoProgram.

    It keeps blobs compressed, as it does unless told otherwise, and takes every instance's name.
    """
    program = go_program("bazel-remote", _PACKAGE)
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    command: list[str | Path] = [
        program,
        f"--dir={folder}/kept",
        "--max_size=4",
        f"--grpc_address=127.0.0.1:{port}",
        f"--http_address=127.0.0.1:{free_port()}",
    ]
    with listening(command, port, folder / "log", inherited()) as listener:
        # What results of actions are is beside it.
        yield Server(listener, folder / "kept/cas.v2", checks_contents=True)
