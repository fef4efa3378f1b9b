"""Modules that CPython writes in C alone, made of the Python that other modules keep for want of them.

``asyncio`` has its futures and tasks twice: programs get those of ``_asyncio``, whose classes are
called ``_asyncio.Future`` and whose frames are in no traceback, and the Python ones keep their
names; so it is with ``pickle`` and ``_pickle``. The pieces below, one after another, are the source of the module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file of the library: from the line that starts with ``first`` to before ``end``."""

    file: str
    first: str
    end: str


_ASYNCIO: tuple[str | Piece, ...] = (
    """
import contextvars
import inspect
import itertools
import os
import sys
import threading
import weakref
from types import GenericAlias

from asyncio import base_futures, base_tasks, coroutines, events, exceptions, format_helpers
from asyncio.events import get_event_loop_policy

_PENDING = base_futures._PENDING
_CANCELLED = base_futures._CANCELLED
_FINISHED = base_futures._FINISHED
""",
    Piece("asyncio/events.py", "class _RunningLoop", "def _init_event_loop_policy"),
    Piece("asyncio/events.py", "def _get_event_loop(", "def set_event_loop"),
    Piece("asyncio/events.py", "def get_event_loop()", "def _get_event_loop("),
    Piece("asyncio/futures.py", "class Future:", "# Needed for testing"),
    Piece("asyncio/futures.py", "def _get_loop(", "def _set_result_unless"),
    Piece("asyncio/tasks.py", "_all_tasks = ", "_py_register_task"),
    Piece("asyncio/tasks.py", "_task_name_counter = ", "def current_task"),
    Piece("asyncio/tasks.py", "class Task(", "_PyTask = "),
)

_PICKLE: tuple[str | Piece, ...] = (
    Piece("pickle.py", "from types import FunctionType", "import re"),
    Piece("pickle.py", "import io", "__all__ = "),
    """
class PickleBuffer:
    __module__ = 'pickle'

    def __init__(self, object):
        import _warnings; _warnings._refuse('pickle.PickleBuffer')

_HAVE_PICKLE_BUFFER = True
""",
    Piece("pickle.py", "# Shortcut for use in isinstance testing", "# These are purely informational"),
    Piece("pickle.py", "# This is the highest protocol", "__all__.extend("),
    Piece("pickle.py", "class _Framer", "# Use the faster _pickle if possible"),
)

COMPOSED: Mapping[str, tuple[str | Piece, ...]] = MappingProxyType(
    {"_asyncio": _ASYNCIO, "_pickle": _PICKLE}
)


def composed(module: str, library: Path) -> bytes:
    """The source of a module of ``COMPOSED``. Raises ValueError where a piece is not there."""
    parts = []
    for piece in COMPOSED[module]:
        match piece:
            case str():
                parts.append(piece)
            case Piece(file=file, first=first, end=end):
                parts.append(_cut((library / file).read_text(encoding="utf-8"), first, end))
    return "\n".join(parts).encode()


def _cut(text: str, first: str, end: str) -> str:
    starts = text.index(f"\n{first}") + 1
    return text[starts : text.index(f"\n{end}", starts) + 1]
