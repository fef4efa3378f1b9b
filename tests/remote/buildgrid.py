"""A real server for the remote cache, on this machine alone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tests.remote.caches import Server
from tests.remote.environments import environment
from tests.remote.secured import Credentials
from tests.remote.servers import INSTANCE, free_port, inherited, listening

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
    command: list[str | Path] = [program, "server", "start", settings]
    with listening(command, port, folder / "log", inherited()) as listener:
        yield Server(listener, blobs, is_secured=credentials is not None)
