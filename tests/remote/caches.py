"""What all servers of a remote cache have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.remote.servers import INSTANCE, Listener


@dataclass(frozen=True, slots=True)
class Server:
    """A server that keeps its blobs as files in a folder."""

    listener: Listener
    blobs: Path
    is_secured: bool = False
    checks_contents: bool = False
    """Whether it compares what it has with the digest, and has nothing where they differ."""

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
