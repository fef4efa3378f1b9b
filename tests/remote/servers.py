"""Starting servers that listen on this machine alone, and ending them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INSTANCE = "main"
_STARTS_IN = 120


@dataclass(frozen=True, slots=True)
class Listener:
    """A server that listens on `port`; what it says is in its log."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it at once, with all that it runs, without a word to anybody."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)


def inherited() -> dict[str, str]:
    """What a server has of this process's environment."""
    return {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def listening(
    command: Sequence[str | Path], port: int, log: Path, environment: Mapping[str, str]
) -> Iterator[Listener]:
    """A server, from the time that it answers. Raises TimeoutError."""
    with log.open("ab") as stream:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            start_new_session=True,
        )
    server = Listener(port, process, log)
    try:
        _wait(server)
        yield server
    finally:
        server.kill()


def _wait(server: Listener) -> None:
    ends = time.monotonic() + _STARTS_IN
    while time.monotonic() < ends and server.process.poll() is None:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", server.port), 1),
        ):
            return
        time.sleep(0.1)
    said = server.log.read_text(errors="replace")[-2000:]
    raise TimeoutError(f"the server does not answer: {said}")
