"""``asyncio`` where there are no sockets, no other processes and one thread.

What needs them is refused when it is reached; the rows below are for what a loop does in any case:
constants of modules that are withheld, and the pair of sockets by which other threads and signals
wake a loop that sleeps. The rule of ``_asyncio`` is ``Modules/_asynciomodule.c``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ferrotype.library.correction import Correction

_PIPE = "-1"
"""``subprocess.PIPE``; ``STDOUT`` is -2 and ``DEVNULL`` -3."""


def _pipes(*places: tuple[str, int]) -> tuple[Correction, ...]:
    """Defaults of parameters, which are evaluated when the module is imported."""
    return tuple(
        Correction(f"{before}=subprocess.PIPE", f"{before}={_PIPE}", count)
        for before, count in places
    )


_C_FUTURE = (
    Correction("class Task(futures._PyFuture):", "class Task(Future):"),
    Correction("self._state == futures._PENDING", "self._state == _PENDING"),
    Correction("futures._get_loop(", "_get_loop("),
    Correction("events._get_event_loop()", "_get_event_loop()"),
    Correction("return _py__get_event_loop()", "return _get_event_loop()"),
    Correction(
        "raise exceptions.InvalidStateError(f'{self._state}: {self!r}')",
        "raise exceptions.InvalidStateError('invalid state')",
        2,
    ),
    Correction("InvalidStateError('Result is not ready.')", "InvalidStateError('Result is not set.')"),
    Correction(
        """            exception = exception()
""",
        """            exception = exception()
        if not isinstance(exception, BaseException):
            raise TypeError('invalid exception object')
""",
    ),
)

_ADDRESSES = (
    Correction("family=socket.AF_UNSPEC,", "family=0,"),
    Correction("flags=socket.AI_PASSIVE,", "flags=1,"),
)

_BASE_EVENTS = (
    Correction("_HAS_IPv6 = hasattr(socket, 'AF_INET6')", "_HAS_IPv6 = True"),
    Correction("if hasattr(socket, 'TCP_NODELAY'):", "if True:"),
    Correction("family=0, type=socket.SOCK_STREAM,", "family=0, type=1,"),
    *_ADDRESSES,
    *_pipes(("stdin", 2), ("stdout", 2), ("stderr", 2)),
)

_SELECTOR_EVENTS = (
    Correction(
        """        self._remove_reader(self._ssock.fileno())
        self._ssock.close()
        self._ssock = None
        self._csock.close()
        self._csock = None
""",
        "\n" * 5,
    ),
    Correction(
        """        self._ssock, self._csock = socket.socketpair()
        self._ssock.setblocking(False)
        self._csock.setblocking(False)
        self._internal_fds += 1
        self._add_reader(self._ssock.fileno(), self._read_from_self)
""",
        """        self._ssock = self._csock = None
        self._internal_fds += 1



""",
    ),
)

ASYNCIO: Mapping[str, tuple[Correction, ...]] = MappingProxyType(
    {
        "_asyncio": _C_FUTURE,
        "asyncio.base_events": _BASE_EVENTS,
        "asyncio.events": (*_ADDRESSES, *_pipes(("stdin", 2), ("stdout", 2), ("stderr", 2))),
        "asyncio.selector_events": _SELECTOR_EVENTS,
        "asyncio.streams": (Correction("if hasattr(socket, 'AF_UNIX'):", "if True:", 2),),
        "asyncio.subprocess": (
            Correction("PIPE = subprocess.PIPE", f"PIPE = {_PIPE}"),
            Correction("STDOUT = subprocess.STDOUT", "STDOUT = -2"),
            Correction("DEVNULL = subprocess.DEVNULL", "DEVNULL = -3"),
        ),
        "asyncio.trsock": (
            Correction("def __init__(self, sock: socket.socket):", "def __init__(self, sock):"),
        ),
        "asyncio.unix_events": (
            Correction("self._csock.fileno()", "socket.socketpair()[1].fileno()"),
        ),
    }
)
"""The rows by module."""
