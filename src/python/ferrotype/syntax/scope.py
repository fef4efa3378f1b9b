"""Scopes: which binding every name has, as CPython's symbol table decides it."""

from __future__ import annotations

import ast
import enum
from collections.abc import Mapping
from dataclasses import dataclass


class ScopeKind(enum.Enum):
    """What opened a scope."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"


class Binding(enum.Enum):
    """Where a name that is used in a scope lives.

    >>> def outer(p):        # p: CELL in outer, n: LOCAL, len: GLOBAL
    ...     n = len(p)
    ...     return lambda: p  # p: FREE in the lambda
    """

    LOCAL = "local"
    CELL = "cell"
    FREE = "free"
    GLOBAL = "global"
    NAMESPACE = "namespace"
    """A class body's own name, or one it reads that no enclosing function binds."""
    CLASS_FREE = "class free"
    """A class body reads a name of an enclosing function, unless the body bound it first."""


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """One resolved scope.

    ``bindings`` covers every (mangled) name that the scope mentions. ``parameters`` come in
    CPython's slot order: positional-only, positional, keyword-only, ``*args``, ``**kwargs``.
    ``locals`` are the others in order of first mention; ``cells`` are captured by children;
    ``free`` come from enclosing functions.
    """

    kind: ScopeKind
    name: str
    qualified_name: str
    node: ast.AST
    private_prefix: str | None
    parameters: tuple[str, ...]
    locals: tuple[str, ...]
    cells: tuple[str, ...]
    free: tuple[str, ...]
    bindings: Mapping[str, Binding]
    is_generator: bool
    is_coroutine: bool
    needs_class_cell: bool

    @property
    def first_line(self) -> int:
        """The line of what opens the scope, or of its first decorator."""
        decorators: list[ast.expr] = getattr(self.node, "decorator_list", [])
        return decorators[0].lineno if decorators else getattr(self.node, "lineno", 1)

    def mangle(self, name: str) -> str:
        """Private names of a class body, as ``Python/compile.c`` ``_Py_Mangle`` does."""
        return mangle(self.private_prefix, name)


def mangle(private_prefix: str | None, name: str) -> str:
    """Return ``_Class__name`` for a private ``__name`` inside ``Class``."""
    if private_prefix is None or not name.startswith("__"):
        return name
    if name.endswith("__") or "." in name:
        return name
    stripped = private_prefix.lstrip("_")
    if not stripped:
        return name
    return f"_{stripped}{name}"


@dataclass(frozen=True, slots=True)
class ScopeTable:
    """The scope that each scope-opening node has, and the module's global names in order."""

    by_node: Mapping[ast.AST, Scope]
    module: Scope
    global_names: tuple[str, ...]
    global_stores: frozenset[str]
    """Names that some statement of this module binds at module level or through ``global``."""

    def of(self, node: ast.AST) -> Scope:
        """The scope that ``node`` opens."""
        return self.by_node[node]
