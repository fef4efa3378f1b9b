"""What lowering carries along: the module being built and the function being built.

The topic files (expressions, statements, …) are functions of a ``FunctionContext`` and a
syntax node. A context is the only mutable thing; it never leaves this stage.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ferrotype.diagnostics import DiagnosticRow, Diagnostics, Span, render_text
from ferrotype.ir.expressions import (
    CellPlace,
    Constant,
    Expression,
    GlobalPlace,
    LoadCell,
    LoadClassCell,
    LoadGlobal,
    LoadLocal,
    LoadNamespace,
    LocalPlace,
    NamespacePlace,
    Place,
    Refusal,
)
from ferrotype.ir.program import Function
from ferrotype.ir.statements import Statement
from ferrotype.syntax import Binding, CodeFacts, ParsedModule, Scope, ScopeTable

ExpressionLowering = Callable[..., Expression]
StatementLowering = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Lowerings:
    """How each kind of node is lowered; topic files reach each other through it."""

    expressions: Mapping[type[ast.expr], ExpressionLowering]
    statements: Mapping[type[ast.stmt], StatementLowering]
    before_statement: StatementLowering


@dataclass(slots=True)
class ModuleContext:
    """The module being lowered."""

    parsed: ParsedModule
    scopes: ScopeTable
    diagnostics: Diagnostics
    lowerings: Lowerings
    deferred: bool
    """Whether what is refused ends the program when it is reached, and not the build."""
    is_text: bool = False
    """Whether it is a text that a module may run."""
    runs_texts: bool = False
    """Whether the module has texts to run."""
    functions: list[Function] = field(default_factory=list)
    identifiers: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    constants: dict[str, object] = field(default_factory=dict)
    """Module-level names bound once, to a constant: for patterns built from them."""
    module_aliases: dict[str, str] = field(default_factory=dict)
    """Module-level names bound once, by an import of a module: ``re`` → ``re``."""
    imported_names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Module-level names bound once, by ``from module import name``."""

    def __post_init__(self) -> None:
        self.global_slots = {name: slot for slot, name in enumerate(self.scopes.global_names)}

    global_slots: dict[str, int] = field(init=False)

    def unique_identifier(self, wanted: str) -> str:
        """A function identifier that no other function of the module has."""
        candidate, count = wanted, 1
        while candidate in self.identifiers:
            count += 1
            candidate = f"{wanted}#{count}"
        self.identifiers.add(candidate)
        return candidate

    def global_slot(self, name: str) -> int:
        """The slot of a module-level name; names that lowering itself needs get one late."""
        return self.global_slots.setdefault(name, len(self.global_slots))

    def refuse(self, row: DiagnosticRow, node: ast.AST, **values: object) -> Expression:
        """Report that the construct at ``node`` is refused; gives what stands in its place."""
        line = getattr(node, "lineno", 1)
        diagnostic = self.diagnostics.report(row, self.span(node), **values)
        return Refusal(line, render_text(diagnostic)) if self.deferred else Constant(line, None)

    def span(self, node: ast.AST) -> Span:
        """Where ``node`` stands; columns count from 1."""
        line = getattr(node, "lineno", 1)
        column = getattr(node, "col_offset", 0) + 1
        return Span(self.parsed.display_path, line, column)


@dataclass(slots=True)
class FunctionContext:
    """The function being lowered."""

    module: ModuleContext
    scope: Scope
    parent: FunctionContext | None
    class_scope: Scope | None
    """The innermost class whose body, or method, this is inside."""
    slots: tuple[str, ...] = ()
    cell_slots: dict[str, int] = field(default_factory=dict)
    local_slots: dict[str, int] = field(default_factory=dict)
    block: list[Statement] = field(default_factory=list)
    next_temporary: int = 0
    next_label: int = 0
    loops: list[tuple[int, int]] = field(default_factory=list)
    """For each enclosing loop: the label ``break`` leaves, the label ``continue`` repeats."""
    handler_depth: int = 0
    keeps_locals: bool = False

    def __post_init__(self) -> None:
        plain = (*self.scope.parameters, *self.scope.locals)
        if self.scope.kind.value != "function":
            plain = ()
        self.facts = self.module.parsed.facts_of(
            self.scope.qualified_name, self.scope.first_line, plain
        )
        if self.facts is not None:
            plain = self.facts.variables
        names = [*plain, *self.scope.cells, *self.scope.free]
        self.slots = tuple(names)
        self.local_slots = {name: slot for slot, name in enumerate(plain)}
        self.cell_slots = {name: slot for slot, name in enumerate(names) if slot >= len(plain)}

    facts: CodeFacts | None = field(init=False)
    """None where several functions on one line might be meant."""

    def mangle(self, name: str) -> str:
        """Apply private-name mangling."""
        return self.scope.mangle(name)

    def expression(self, node: ast.expr) -> Expression:
        """Lower any expression."""
        return self.module.lowerings.expressions[type(node)](self, node)

    def statements(self, nodes: Sequence[ast.stmt]) -> None:
        """Lower statements into the current block."""
        lowerings = self.module.lowerings
        for node in nodes:
            lowerings.before_statement(self, node)
            lowerings.statements[type(node)](self, node)

    def emit(self, statement: Statement) -> None:
        """Add a statement to the block being built."""
        self.block.append(statement)

    def temporary(self) -> int:
        """A fresh temporary."""
        self.next_temporary += 1
        return self.next_temporary

    def label(self) -> int:
        """A fresh label."""
        self.next_label += 1
        return self.next_label

    @contextmanager
    def collecting(self) -> Iterator[list[Statement]]:
        """Statements emitted inside go to the list that is given."""
        saved, self.block = self.block, []
        try:
            yield self.block
        finally:
            self.block = saved

    def collect(self, lower: Callable[[], None]) -> tuple[Statement, ...]:
        """Run ``lower`` and give the statements that it emitted."""
        with self.collecting() as statements:
            lower()
        return tuple(statements)

    def binding(self, name: str) -> Binding:
        """The binding of a mangled name."""
        return self.scope.bindings.get(name, Binding.GLOBAL)

    def load(self, line: int, name: str) -> Expression:
        """Read a (mangled) name."""
        binding = self.binding(name)
        if binding is Binding.LOCAL:
            return LoadLocal(line, self.local_slots[name], name)
        if binding in (Binding.CELL, Binding.FREE):
            return LoadCell(line, self.cell_slots[name], name)
        if binding is Binding.CLASS_FREE:
            return LoadClassCell(line, name, self.cell_slots[name])
        if binding is Binding.NAMESPACE:
            return LoadNamespace(line, name, self.module.global_slot(name))
        return LoadGlobal(line, self.module.global_slot(name), name)

    def place(self, name: str) -> Place:
        """Where an assignment to a (mangled) name goes."""
        binding = self.binding(name)
        if binding is Binding.LOCAL:
            return LocalPlace(self.local_slots[name], name)
        if binding in (Binding.CELL, Binding.FREE):
            return CellPlace(self.cell_slots[name], name)
        if binding in (Binding.NAMESPACE, Binding.CLASS_FREE):
            return NamespacePlace(name)
        return GlobalPlace(self.module.global_slot(name), name)

    def is_builtin(self, name: str) -> bool:
        """Whether ``name`` here means the builtin, as far as this module's text tells."""
        return (
            self.binding(name) in (Binding.GLOBAL, Binding.NAMESPACE)
            and name not in self.module.scopes.global_stores
        )
