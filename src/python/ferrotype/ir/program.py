"""A lowered module."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from ferrotype.ir.statements import Block
from ferrotype.syntax.texts import Failure, TextMode, TextWarning


class FunctionKind(enum.Enum):
    """How a body runs."""

    PLAIN = "plain"
    GENERATOR = "generator"
    COROUTINE = "coroutine"
    ASYNC_GENERATOR = "async generator"
    CLASS_BODY = "class body"
    MODULE_BODY = "module body"


SUSPENDED_KINDS = frozenset(
    {FunctionKind.GENERATOR, FunctionKind.COROUTINE, FunctionKind.ASYNC_GENERATOR}
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a function accepts, in slot order."""

    positional_only: tuple[str, ...]
    positional: tuple[str, ...]
    keyword_only: tuple[str, ...]
    star: str | None
    double_star: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """All names in slot order."""
        rest = tuple(name for name in (self.star, self.double_star) if name is not None)
        return (*self.positional_only, *self.positional, *self.keyword_only, *rest)


NO_PARAMETERS = Parameters((), (), (), None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """One Python function, lambda, comprehension, class body or module body.

    ``slots`` are names in order: parameters, locals, cells, free. ``captured`` pairs a cell's
    slot with the parameter that moves into it at entry, or None. ``flags`` is ``co_flags``, or 0
    where it is not known, and the order of the variables among the slots neither.
    """

    identifier: str
    """Unique in the module; the emitter derives the Rust name from it."""
    name: str
    qualified_name: str
    kind: FunctionKind
    line: int
    first_line: int
    """As ``line``, but of the first decorator."""
    flags: int
    docstring: str | None
    parameters: Parameters
    slots: tuple[str, ...]
    cell_count: int
    free_count: int
    captured: tuple[tuple[int, int | None], ...]
    body: Block
    keeps_locals: bool = False
    """Whether a slot behind the named ones keeps what ``locals()`` gave."""

    @property
    def is_suspended(self) -> bool:
        """Whether a call makes an object that keeps the frame, and runs nothing yet."""
        return self.kind in SUSPENDED_KINDS

    @property
    def is_generator_expression(self) -> bool:
        """Whether the body is loops around one ``yield``; only the compiler names a parameter so."""
        return self.kind is FunctionKind.GENERATOR and self.parameters.positional == (".0",)


@dataclass(frozen=True, slots=True, eq=False)
class TextBody:
    """A text that runs: its functions as those of a module; ``body`` is the one to start.

    ``understood`` are the builtins that lowering took for what they are at the start;
    ``names_nothing`` says that the text itself reads and binds no name.
    """

    number: int
    module: Module
    body: str
    is_expression: bool
    names_nothing: bool
    understood: tuple[str, ...]
    annotates: bool
    imports: tuple[str, ...]
    warnings: tuple[TextWarning, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text and what becomes of it in each mode; a mode that is absent is refused."""

    content: str
    outcomes: Mapping[TextMode, TextBody | Failure]


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """One Python module: its functions in source order, the module body last."""

    name: str
    display_path: str
    is_package: bool
    docstring: str | None
    source_lines: tuple[str, ...]
    globals: tuple[str, ...]
    stored_globals: frozenset[str]
    functions: tuple[Function, ...]
    imports: tuple[str, ...]
    """Every module that an import statement names, absolute, sorted."""
    is_text: bool = False
    """Whether it is a text of another module, which runs with globals that are given to it."""
    texts: tuple[Text, ...] = ()
    """Texts that the program may run."""

    def function(self, identifier: str) -> Function:
        """The function of that identifier."""
        for function in self.functions:
            if function.identifier == identifier:
                return function
        raise KeyError(identifier)
