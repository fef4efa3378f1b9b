"""A real server for the remote cache, on this machine alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.remote.environments import environment
from tests.remote.secured import Credentials
from tests.remote.servers import INSTANCE, Listener, free_port, listening

# Pants asks for many things at once, and a server without a free thread refuses.
_SETTINGS = """\
server:
  - !channel
    address: 127.0.0.1:{port}
    {channel}
authorization:
  {authorization}
monitoring:
  enabled: false
thread-pool-size: 300
storages:
  - !disk-storage &cas
    path: {blobs}
caches:
  - !lru-action-cache &actions
    storage: *cas
    max-cached-refs: 100000
    allow-updates: true
    cache-failed-actions: false
instances:
  - name: {instance}
    services:
      - !action-cache
        cache: *actions
      - !cas
        storage: *cas
      - !bytestream
        storage: *cas
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that keeps its blobs as files in a folder."""

    listener: Listener
    blobs: Path
    is_secured: bool = False

    @property
    def settings(self) -> dict[str, str]:
        """What points Pants at it."""
        settings = pointed_at(self.listener.port)
        if self.is_secured:
            # Certificates are of names.
            address = f"grpcs://localhost:{self.listener.port}"
            settings["PANTS_REMOTE_STORE_ADDRESS"] = address
        return settings

    def files(self) -> list[Path]:
        """The blobs that it has."""
        return sorted(path for path in self.blobs.rglob("*") if path.is_file())

    def kill(self) -> None:
        """End it at once, without a word to anybody."""
        self.listener.kill()


def pointed_at(port: int, instance: str = INSTANCE) -> dict[str, str]:
    """Pants' settings for a cache on this machine."""
    return {
        "PANTS_REMOTE_CACHE_READ": "true",
        "PANTS_REMOTE_CACHE_WRITE": "true",
        "PANTS_REMOTE_STORE_ADDRESS": f"grpc://127.0.0.1:{port}",
        "PANTS_REMOTE_INSTANCE_NAME": instance,
        "PANTS_STATS_LOG": "true",
    }


@contextlib.contextmanager
def serving(folder: Path, credentials: Credentials | None = None) -> Iterator[Server]:
    """A server with its blobs below `folder`; what was there is there again.

    Without credentials it speaks in the clear and lets everybody do everything.
    """
    program = environment("buildgrid", "3.13") / "bgd"
    folder.mkdir(parents=True, exist_ok=True)
    blobs, port = folder / "blobs", free_port()
    settings = folder / "settings.yml"
    settings.write_text(
        _SETTINGS.format(
            port=port,
            blobs=blobs,
            instance=INSTANCE,
            channel=credentials.channel if credentials else "insecure-mode: true",
            authorization=credentials.authorization if credentials else "method: none",
        ),
        encoding="utf-8",
    )
    variables = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    command: list[str | Path] = [program, "server", "start", settings]
    with listening(command, port, folder / "log", variables) as listener:
        yield Server(listener, blobs, is_secured=credentials is not None)
