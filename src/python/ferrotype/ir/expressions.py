"""Expressions of the intermediate form.

An expression is evaluated left to right, operands before the operation; every node gives
one Python value unless its docstring says otherwise. Nodes compare by identity, so that
analyses can keep tables keyed by node.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TypeAlias


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """Base of all expressions; ``line`` is where CPython reports an error of the operation."""

    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Expression):
    """An immutable literal: anything that CPython keeps in ``co_consts``."""

    value: object


@dataclass(frozen=True, slots=True, eq=False)
class Pattern(Expression):
    """A regular expression compiled at build time: ``re.compile("…", flags)``."""

    source: str | bytes
    flags: int


@dataclass(frozen=True, slots=True, eq=False)
class Refusal(Expression):
    """What is refused and was deferred: ends the program with the diagnostic ``text``."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class LoadLocal(Expression):
    """A local variable of the frame; may raise UnboundLocalError."""

    slot: int
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class LoadCell(Expression):
    """A captured variable through its cell; may raise UnboundLocalError or NameError."""

    slot: int
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class CellReference(Expression):
    """The cell itself, not its content: ``__classcell__`` of a class body."""

    slot: int


@dataclass(frozen=True, slots=True, eq=False)
class LoadGlobal(Expression):
    """A module-level name, or the builtin of that name."""

    slot: int
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class LoadNamespace(Expression):
    """In a class body: its namespace, then the global, then the builtin."""

    name: str
    slot: int


@dataclass(frozen=True, slots=True, eq=False)
class LoadClassCell(Expression):
    """In a class body: its namespace, then the enclosing function's cell."""

    name: str
    slot: int


@dataclass(frozen=True, slots=True, eq=False)
class LoadTemporary(Expression):
    """A value bound by ``Let`` or a statement's temporary; ``last`` moves it out."""

    temporary: int
    last: bool


@dataclass(frozen=True, slots=True, eq=False)
class Let(Expression):
    """Bind ``temporary`` to ``value`` while ``body`` is evaluated."""

    temporary: int
    value: Expression
    body: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Store(Expression):
    """``name := value``: evaluate, store, and give the value."""

    place: Place
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Expression):
    """An operation of the table in ``ferrotype.builtins.operations``, by its key."""

    name: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Not(Expression):
    """``not operand``: a bool."""

    operand: Expression


class Junction(enum.Enum):
    """``and`` or ``or``."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True, eq=False)
class ShortCircuit(Expression):
    """``left and right``, ``left or right``: gives the operand that decided."""

    junction: Junction
    left: Expression
    right: Expression
    of_comparison: bool = False
    """A chained comparison."""

    @property
    def passes_on(self) -> bool:
        """Whether what decides inside the left operand decides here, without another test.

        CPython's optimiser (``optimize_basic_block``) lets jumps of one line jump on.
        """
        left = self.left
        return isinstance(left, ShortCircuit) and not left.of_comparison and left.line == self.line


@dataclass(frozen=True, slots=True, eq=False)
class Conditional(Expression):
    """``then if test else otherwise``."""

    test: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, eq=False)
class GetAttribute(Expression):
    """``object.name``."""

    object: Expression
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Call(Expression):
    """``function(arguments…)``, positional only."""

    function: Expression
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CallMethod(Expression):
    """``object.name(arguments…)``, positional only."""

    object: Expression
    name: str
    arguments: tuple[Expression, ...]


class ArgumentKind(enum.Enum):
    """How an argument is passed."""

    POSITIONAL = "positional"
    STAR = "star"
    KEYWORD = "keyword"
    DOUBLE_STAR = "double_star"


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One argument of a general call, in evaluation order."""

    kind: ArgumentKind
    name: str | None
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class GeneralCall(Expression):
    """A call with keywords or stars; ``method`` names a method of ``function``'s value."""

    function: Expression
    method: str | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SuperCall(Expression):
    """``super()`` without arguments inside a method."""

    class_slot: int
    first: Expression


class NamesKind(enum.Enum):
    """Whose names a dict holds."""

    GLOBALS = "the module's"
    LOCALS = "the function's variables that are bound, with their values of now"
    NAMESPACE = "the class body's"


@dataclass(frozen=True, slots=True, eq=False)
class Names(Expression):
    """The dict that ``globals()`` or ``locals()`` gives."""

    kind: NamesKind


class DisplayKind(enum.Enum):
    """What a display makes."""

    LIST = "list"
    TUPLE = "tuple"
    SET = "set"


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of a display; ``starred`` unpacks an iterable."""

    starred: bool
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Display(Expression):
    """``[a, *b]``, ``(a, b)``, ``{a, b}``."""

    kind: DisplayKind
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """``key: value``, or ``**value`` where ``key`` is None."""

    key: Expression | None
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class DictDisplay(Expression):
    """``{k: v, **m}``."""

    entries: tuple[Entry, ...]


class Conversion(enum.Enum):
    """The conversion of an f-string field."""

    NONE = "None"
    STR = "Str"
    REPR = "Repr"
    ASCII = "Ascii"


@dataclass(frozen=True, slots=True, eq=False)
class Format(Expression):
    """One field of an f-string."""

    value: Expression
    conversion: Conversion
    specification: Expression | None


@dataclass(frozen=True, slots=True, eq=False)
class Join(Expression):
    """An f-string's parts, each a str."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MakeFunction(Expression):
    """A function object of ``function``; ``closure`` are slots of cells of this frame."""

    function: str
    defaults: tuple[Expression, ...]
    keyword_defaults: tuple[tuple[str, Expression], ...]
    annotations: tuple[tuple[str, Expression], ...]
    closure: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BuildClass(Expression):
    """``class name(arguments): body``; ``body`` makes the function of the class body."""

    body: MakeFunction
    name: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Yield(Expression):
    """``yield value``; gives what is sent."""

    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class YieldFrom(Expression):
    """``yield from iterable``; gives the sub-iterator's return value."""

    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Await(Expression):
    """``await value``; gives the awaitable's result."""

    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class ImportModule(Expression):
    """Import ``name``; give the top package, or the module itself where ``leaf``."""

    name: str
    leaf: bool


@dataclass(frozen=True, slots=True, eq=False)
class ImportFrom(Expression):
    """``from module import name``: an attribute, or a submodule."""

    module: Expression
    name: str


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """A local variable."""

    slot: int
    name: str


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A captured variable."""

    slot: int
    name: str


@dataclass(frozen=True, slots=True)
class GlobalPlace:
    """A module-level variable."""

    slot: int
    name: str


@dataclass(frozen=True, slots=True)
class NamespacePlace:
    """A class body's own name."""

    name: str


Place: TypeAlias = LocalPlace | CellPlace | GlobalPlace | NamespacePlace


def children(expression: Expression) -> Iterator[Expression]:
    """The operands of an expression in evaluation order."""
    for entry in fields(expression):
        yield from expressions_in(getattr(expression, entry.name))


def expressions_in(value: object) -> Iterator[Expression]:
    """The outermost expressions of what a field holds, in evaluation order."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, Argument | Element):
        yield value.value
    elif isinstance(value, Entry):
        if value.key is not None:
            yield value.key
        yield value.value
    elif isinstance(value, tuple):
        for item in value:
            yield from expressions_in(item)


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and everything in it, outermost first."""
    pending = [expression]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(list(children(node)))
