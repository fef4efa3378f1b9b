"""Exceptions taken apart and put together: section 5 of `docs/wire-format.md`."""

import contextlib
import traceback
from dataclasses import dataclass

from ferrotype.wire.handles import class_name, mro_names


@dataclass(frozen=True, slots=True)
class TracebackLine:
    """One frame of a traceback, as the page says: file, line, name of the code."""

    file: str
    line: int
    function: str


@dataclass(frozen=True, slots=True)
class ExceptionParts:
    """The fields of an exception on the wire, in their order."""

    class_name: str
    ancestry: tuple[str, ...]
    arguments: list[object]
    text: str | None
    cause: BaseException | None
    context: BaseException | None
    suppress_context: bool
    notes: list[str]
    traceback: list[TracebackLine]
    attributes: dict[str, object]
    handle: object
    """The exception's own handle, or None."""


def take_apart(exception: BaseException, handle: object) -> ExceptionParts:
    """The parts of an exception of this side."""
    try:
        text: str | None = str(exception)
    except Exception:
        # The page: null if str() raises. What it raised is the program's affair, asked by handle.
        text = None
    attributes = dict(vars(exception))
    notes = attributes.pop("__notes__", [])
    lines = [
        TracebackLine(frame.filename, frame.lineno or 0, frame.name)
        for frame in traceback.extract_tb(exception.__traceback__)
    ]
    return ExceptionParts(
        class_name(type(exception)),
        mro_names(type(exception)),
        list(exception.args),
        text,
        exception.__cause__,
        exception.__context__,
        exception.__suppress_context__,
        [note for note in notes if isinstance(note, str)],
        lines,
        attributes,
        handle,
    )


def put_together(parts: ExceptionParts, class_: type[BaseException]) -> BaseException:
    """An instance of `class_` with these parts.

    The class's own `__init__` is not called: it may take other things. That of the nearest
    builtin class is: it sets fields such as `UnicodeDecodeError.start`.
    """
    exception = class_.__new__(class_, *parts.arguments)
    builtin = next(base for base in class_.__mro__ if base.__module__ == "builtins")
    with contextlib.suppress(TypeError):  # `args` may have been changed since construction
        builtin.__init__(exception, *parts.arguments)  # type: ignore[misc]
    exception.args = tuple(parts.arguments)
    vars(exception).update(parts.attributes)
    for note in parts.notes:
        exception.add_note(note)
    exception.__cause__ = parts.cause
    exception.__context__ = parts.context
    exception.__suppress_context__ = parts.suppress_context
    return exception
