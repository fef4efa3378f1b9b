"""Statements of the intermediate form: structured, no jumps but to enclosing labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TypeAlias

from ferrotype.ir.expressions import Expression, Place, expressions_in

Block: TypeAlias = "tuple[Statement, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """Base of all statements."""

    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Comment(Statement):
    """A comment of the source, carried over for readers."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Evaluate(Statement):
    """An expression for its effect."""

    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Assign(Statement):
    """Store into a variable."""

    place: Place
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Bind(Statement):
    """Bind a temporary for the rest of the block."""

    temporary: int
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Declare(Statement):
    """Temporaries of the rest of the block that ``Settle`` binds, in blocks inside it: on every way that leads to a use."""

    temporaries: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Settle(Statement):
    """Bind a declared temporary."""

    temporary: int
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class BindItems(Statement):
    """Unpack ``value`` into temporaries; ``star`` is the position that takes the rest."""

    temporaries: tuple[int, ...]
    star: int | None
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Delete(Statement):
    """``del name``."""

    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Unbind(Statement):
    """Forget a variable if it is bound: the end of ``except … as name``."""

    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class SetAttribute(Statement):
    """``object.name = value``; the value is evaluated first."""

    object: Expression
    name: str
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class SetItem(Statement):
    """``container[key] = value``; the value is evaluated first."""

    container: Expression
    key: Expression
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class DeleteAttribute(Statement):
    """``del object.name``."""

    object: Expression
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class DeleteItem(Statement):
    """``del container[key]``."""

    container: Expression
    key: Expression


@dataclass(frozen=True, slots=True, eq=False)
class If(Statement):
    """``if test: then else: otherwise``."""

    test: Expression
    then: Block
    otherwise: Block


@dataclass(frozen=True, slots=True, eq=False)
class While(Statement):
    """``while test: body``; ``label`` is what ``Leave`` and ``Repeat`` name."""

    label: int
    test: Expression
    body: Block


@dataclass(frozen=True, slots=True, eq=False)
class For(Statement):
    """``for item in …: body``; ``iterator`` is an iterator already, ``item`` a temporary.

    With ``is_async`` each item is awaited: ``async for``.
    """

    label: int
    item: int
    iterator: Expression
    body: Block
    is_async: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Labelled(Statement):
    """A block that ``Leave(label)`` ends: loops with ``else``, cases of ``match``."""

    label: int
    body: Block


@dataclass(frozen=True, slots=True, eq=False)
class Leave(Statement):
    """Go to the end of the enclosing loop or labelled block ``label``."""

    label: int


@dataclass(frozen=True, slots=True, eq=False)
class Repeat(Statement):
    """Go to the next turn of the enclosing loop ``label``."""

    label: int


@dataclass(frozen=True, slots=True, eq=False)
class Return(Statement):
    """Leave the function with ``value``."""

    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Raise(Statement):
    """``raise exception from cause``; bare where ``exception`` is None."""

    exception: Expression | None
    cause: Expression | None


@dataclass(frozen=True, slots=True, eq=False)
class AssertionFailure(Statement):
    """The failing side of ``assert``."""

    message: Expression | None


@dataclass(frozen=True, slots=True, eq=False)
class Handler:
    """``except matches as …``: catches everything where ``matches`` is None.

    The body starts with the exception in ``temporary`` where that is not None.
    """

    line: int
    matches: Expression | None
    temporary: int | None
    body: Block


@dataclass(frozen=True, slots=True, eq=False)
class Try(Statement):
    """``try: body except …: … else: otherwise``; ``except*`` where ``is_star``."""

    label: int
    body: Block
    handlers: tuple[Handler, ...]
    otherwise: Block
    is_star: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Finally(Statement):
    """``try: body finally: cleanup``."""

    label: int
    body: Block
    cleanup: Block


@dataclass(frozen=True, slots=True, eq=False)
class With(Statement):
    """``with manager as value: body``; the body starts with the value in ``temporary``.

    With ``is_async`` what the manager's methods give is awaited: ``async with``.
    """

    label: int
    manager: Expression
    temporary: int
    body: Block
    is_async: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ImportStar(Statement):
    """``from name import *`` at module level."""

    module: Expression


@dataclass(frozen=True, slots=True, eq=False)
class MatchParts(Statement):
    """Take ``subject`` apart, or ``Leave(failure)`` if it does not fit.

    ``operation`` is ``match_keys`` or ``match_class``: ``operands`` and ``names`` are what it
    takes besides the subject, ``temporaries`` what it binds.
    """

    operation: str
    subject: Expression
    operands: tuple[Expression, ...]
    positional: int
    names: tuple[str, ...]
    temporaries: tuple[int, ...]
    failure: int


def operands(statement: Statement) -> Iterator[Expression]:
    """The expressions of a statement without blocks, in the order in which they are evaluated."""
    for entry in fields(statement):
        yield from expressions_in(getattr(statement, entry.name))


def blocks_of(statement: Statement) -> tuple[Block, ...]:
    """The blocks inside a statement."""
    match statement:
        case If():
            return (statement.then, statement.otherwise)
        case While() | For() | Labelled() | With():
            return (statement.body,)
        case Try():
            handlers = tuple(handler.body for handler in statement.handlers)
            return (statement.body, *handlers, statement.otherwise)
        case Finally():
            return (statement.body, statement.cleanup)
        case _:
            return ()
