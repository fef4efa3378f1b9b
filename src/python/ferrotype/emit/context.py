"""What emission of one function carries along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ferrotype.emit.names import slot_constants
from ferrotype.infer.assignment import definite_reads
from ferrotype.ir import expressions as ir
from ferrotype.ir.lines import KnownLine
from ferrotype.ir.program import Function, Module


@dataclass(slots=True)
class Barrier:
    """A block that ``return``, ``break`` and ``continue`` cannot leave directly.

    ``finally`` and ``with`` bodies give an ``Exit``; jumps out of them are numbered here and
    made after the cleanup.
    """

    label: str
    jumps: list[str] = field(default_factory=list)

    def jump(self, code: str) -> int:
        """The number of a jump in the context around the barrier."""
        if code not in self.jumps:
            self.jumps.append(code)
        return self.jumps.index(code)


@dataclass(slots=True)
class Enclosing:
    """An enclosing construct: a label to jump to, a barrier, or both None for ``try``."""

    label: int | None
    barrier: Barrier | None


@dataclass(slots=True)
class FunctionEmission(KnownLine):
    """The function being emitted."""

    module: Module
    function: Function
    rust_names: dict[str, str]
    """Function identifier → Rust name."""
    lines: list[str] = field(default_factory=list)
    indent: int = 1
    error_label: str | None = None
    """Where an error goes: None leaves the function by ``?``."""
    enclosing: list[Enclosing] = field(default_factory=list)
    used_slots: set[int] = field(default_factory=set)
    slot_names: tuple[str, ...] = ()
    definite: frozenset[ir.Expression] = frozenset()
    """Reads of local variables that never fail."""
    _lines_of: dict[ir.Expression, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slot_names = slot_constants(self.function.slots)
        self.definite = definite_reads(self.function)

    def code(self, identifier: str) -> str:
        """A reference to the code of a function; a text's is found when it runs."""
        code = f"&CODE_{self.rust_names[identifier].removeprefix('r#')}"
        return f"text_code({code})" if self.module.is_text else code

    def slot(self, slot: int) -> str:
        """The constant of a slot."""
        self.used_slots.add(slot)
        return self.slot_names[slot]

    def write(self, text: str) -> None:
        """Write one line of Rust at the current depth."""
        self.lines.append("    " * self.indent + text if text else "")

    @contextmanager
    def indented(self) -> Iterator[None]:
        """One level deeper."""
        self.indent += 1
        try:
            yield
        finally:
            self.indent -= 1

    @contextmanager
    def errors_to(self, label: str) -> Iterator[None]:
        """Inside, an error breaks to ``label``."""
        saved, self.error_label = self.error_label, label
        try:
            yield
        finally:
            self.error_label = saved

    @contextmanager
    def inside(self, enclosing: Enclosing) -> Iterator[None]:
        """Inside an enclosing construct."""
        self.enclosing.append(enclosing)
        try:
            yield
        finally:
            self.enclosing.pop()

    def lines_of(self, expression: ir.Expression) -> frozenset[int]:
        """The lines at which something in ``expression`` may raise; each asked of once."""
        if expression not in self._lines_of:
            inner = (self.lines_of(child) for child in ir.children(expression))
            raises = may_raise_at(expression) and expression not in self.definite
            own = {expression.line} if raises else set()
            self._lines_of[expression] = frozenset(own).union(*inner)
        return self._lines_of[expression]

    def fallible(self, code: str) -> str:
        """The value of an ``Outcome``; an error leaves."""
        if self.error_label is None:
            return f"{code}?"
        return f"catch!('{self.error_label}, {code})"

    def leave_with_error(self, code: str) -> str:
        """A statement that leaves with a ``Raised``."""
        if self.error_label is None:
            return f"return Err({code});"
        return f"break '{self.error_label} Err({code});"

    def at_line(self, line: int) -> str:
        """The statement that notes the line, or nothing if it is known already."""
        if line == self.known_line or line == 0:
            return ""
        self.known_line = line
        return f"frame.line({line}); "


def may_raise_at(expression: ir.Expression) -> bool:
    """Whether the node itself (not its operands) needs the line of the frame."""
    return not isinstance(
        expression,
        ir.Constant
        | ir.Pattern
        | ir.Refusal
        | ir.Names
        | ir.LoadTemporary
        | ir.CellReference
        | ir.Let
        | ir.Conditional
        | ir.ShortCircuit
        | ir.MakeFunction
        | ir.Join
        | ir.Store,
    )
