"""Servers that are none: a port where nobody listens, and one where nobody answers."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def hung() -> Iterator[int]:
    """The port of a server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        taken: list[socket.socket] = []
        ended = threading.Event()

        def take() -> None:
            while not ended.is_set():
                with contextlib.suppress(OSError):
                    taken.append(listener.accept()[0])

        listener.settimeout(0.2)
        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            ended.set()
            thread.join()
            for connection in taken:
                connection.close()
