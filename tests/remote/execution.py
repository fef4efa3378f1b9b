"""A real server that executes for others, on this machine alone: `buildbox-casd` with bubblewrap."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.remote.environments import environment
from tests.remote.servers import INSTANCE, Listener, free_port, listening

RUNNER = Path(__file__).resolve().parent / "runner.py"
_CACHES = "/caches"


class NoBubblewrap(Exception):
    """The message says how to install it."""


@dataclass(frozen=True, slots=True)
class Executor:
    """A server that executes; what it does is in its log."""

    listener: Listener

    @property
    def settings(self) -> dict[str, str]:
        """What makes Pants execute there."""
        address = f"grpc://127.0.0.1:{self.listener.port}"
        return {
            "PANTS_REMOTE_EXECUTION": "true",
            "PANTS_REMOTE_EXECUTION_ADDRESS": address,
            "PANTS_REMOTE_STORE_ADDRESS": address,
            "PANTS_REMOTE_INSTANCE_NAME": INSTANCE,
            "PANTS_REMOTE_EXECUTION_APPEND_ONLY_CACHES_BASE_PATH": _CACHES,
            "PANTS_PROCESS_EXECUTION_REMOTE_PARALLELISM": "2",
            # Pants looks for no pyenv on another machine.
            "PANTS_PYTHON_BOOTSTRAP_SEARCH_PATH": json.dumps(
                [f"{sys.base_prefix}/bin"]
            ),
            # For installing what comparisons need; its sandboxes have no network otherwise.
            "PANTS_REMOTE_EXECUTION_EXTRA_PLATFORM_PROPERTIES": '["network=on"]',
            "PANTS_STATS_LOG": "true",
        }

    def kill(self) -> None:
        """End it at once, with all that it runs."""
        self.listener.kill()


def _mounts(caches: Path) -> dict[str, str]:
    """What of this machine its sandboxes see: the system, CPython, Rust, Ferrotype's cache."""
    home = Path.home()
    cache = Path(os.environ.get("FERROTYPE_CACHE") or home / ".cache/ferrotype")
    seen = [
        Path(sys.base_prefix),
        Path(os.environ.get("RUSTUP_HOME") or home / ".rustup"),
        Path(os.environ.get("CARGO_HOME") or home / ".cargo"),
        cache,
        # Pants begins with the interpreter that it runs on itself.
        *(python.resolve().parents[1] for python in cache.glob("pants/*/bin/python3")),
    ]
    outside = {
        str(path) for path in seen if path.is_dir() and not path.is_relative_to("/usr")
    }
    system = [name for name in ("bin", "lib", "lib64") if Path("/usr", name).is_dir()]
    return {
        "/usr": "/usr",
        "/etc": "/etc",
        **{f"/usr/{name}": f"/{name}" for name in system},
        **{name: name for name in sorted(outside)},
        str(caches): _CACHES,
    }


@contextlib.contextmanager
def executing(folder: Path) -> Iterator[Executor]:
    """A server with its store below `folder`. Raises NoBubblewrap, NoInterpreter."""
    if shutil.which("bwrap") is None:
        raise NoBubblewrap(
            "bubblewrap is not installed, and nothing else makes the sandboxes: "
            "on Debian, apt-get install bubblewrap"
        )
    programs = environment("buildbox", "3.11").parent
    (tools,) = programs.glob(
        "lib/python*/site-packages/buildstream/subprojects/buildbox"
    )
    for tool in tools.iterdir():
        tool.chmod(0o755)
    protocol = environment("buildgrid", "3.13") / "python"
    caches = folder / "caches"
    caches.mkdir(parents=True)
    runner = folder / "runner"
    words = [protocol, "-I", RUNNER, tools / "buildbox-run"]
    runner.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, words))} "$@"\n')
    runner.chmod(0o755)
    port, log = free_port(), folder / "log"
    binds = [
        f"--runner-arg=--bind-mount={host}:{inside}"
        for host, inside in _mounts(caches).items()
    ]
    names = [
        f"--bind=127.0.0.1:{port}",
        f"--instance={INSTANCE}",
        f"--local-server-instance={INSTANCE}",
    ]
    options = [
        "--jobs=2",
        "--cache-failures=false",
        f"--buildbox-run={runner}",
        "--log-level=info",
    ]
    program, store = tools / "buildbox-casd", folder / "store"
    command: list[str | Path] = [program, *names, *options, *binds, store]
    variables = {"PATH": f"{tools}:{os.environ['PATH']}"}
    with listening(command, port, log, variables) as listener:
        yield Executor(listener)
