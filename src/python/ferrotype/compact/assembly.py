"""Writing the instructions of one function."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ferrotype.compact.opcodes import NUMBERS, OPERATION_NUMBERS
from ferrotype.compact.tables import ModuleTables, number, signed
from ferrotype.infer.assignment import definite_reads
from ferrotype.ir import expressions as ir
from ferrotype.ir.lines import KnownLine
from ferrotype.ir.program import Function, Module

_NARROW, _WIDE = 2, 4
"""Bytes of a target: two where the function's instructions allow it."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A position in the instructions, known once it has been placed."""


@dataclass(slots=True)
class Loop:
    """An enclosing label: where ``Leave`` and ``Repeat`` go, and what is left of the stack there."""

    label: int
    end: Target
    start: Target | None
    depth: int
    blocks: int


Jump = tuple[int, bool]
"""A label, and whether it is its next turn."""


@dataclass(slots=True)
class Barrier:
    """A ``finally`` or ``with`` body, which is left by way of its cleanup."""

    cleanup: Target
    depth: int
    blocks: int
    jumps: list[Jump] = field(default_factory=list)
    is_returned_through: bool = False


@dataclass(slots=True)
class FunctionAssembly(KnownLine):
    """The function being written.

    ``depth`` is how many items the stack has, ``blocks`` how many regions that catch are open: both
    are known at every place of the program.
    """

    module: Module
    function: Function
    tables: ModuleTables
    codes: dict[str, int]
    """Function identifier → number of its code."""
    parts: list[bytes | Target] = field(default_factory=list)
    places: dict[int, list[Target]] = field(default_factory=dict)
    """Targets placed before the part of that number."""
    temporaries: dict[int, int] = field(default_factory=dict)
    enclosing: list[Loop | Barrier] = field(default_factory=list)
    depth: int = 0
    blocks: int = 0
    entry: int = 0
    """Where the body of a generator expression begins, behind what makes the generator."""
    definite: frozenset[ir.Expression] = frozenset()
    shown_lines: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.definite = definite_reads(self.function)

    def write(self, opcode: str, *operands: int | Target, pops: int = 0, pushes: int = 0) -> None:
        """One instruction; its effect on the stack."""
        self._write(NUMBERS[opcode], operands)
        self.depth += pushes - pops

    def operation(self, name: str, *, pops: int, pushes: int) -> None:
        """An operation on values."""
        self._write(OPERATION_NUMBERS[name], ())
        self.depth += pushes - pops

    def integer(self, value: int) -> None:
        """Push a small int."""
        self.parts.append(bytes([NUMBERS["Integer"]]) + signed(value))
        self.depth += 1

    def _write(self, opcode: int, operands: tuple[int | Target, ...]) -> None:
        pending = bytes([opcode])
        for operand in operands:
            if isinstance(operand, Target):
                self.parts += [pending, operand]
                pending = b""
            else:
                pending += number(operand)
        if pending:
            self.parts.append(pending)

    def place(self, target: Target) -> None:
        """The target is here."""
        self.places.setdefault(len(self.parts), []).append(target)

    def at_line(self, line: int) -> None:
        """Note the line, unless it is known already."""
        if line in (self.known_line, 0):
            return
        self.known_line = line
        self.shown_lines.add(line)
        self.parts.append(bytes([NUMBERS["Line"]]) + signed(line - self.function.line))

    @contextmanager
    def inside(self, enclosing: Loop | Barrier) -> Iterator[None]:
        """Inside an enclosing construct."""
        self.enclosing.append(enclosing)
        try:
            yield
        finally:
            self.enclosing.pop()

    def drop_to(self, depth: int) -> None:
        """Release the items above a depth."""
        if self.depth == depth + 1:
            self.write("Pop")
        elif self.depth > depth:
            self.write("DropTo", depth)
        self.depth = depth

    def close_blocks(self, count: int) -> None:
        """Close regions that catch, on a way out of them: those that follow are as they were."""
        for _ in range(self.blocks - count):
            self.write("EndBlock")

    def assembled(self) -> bytes:
        """The instructions: the width of targets, then the bytes."""
        targets = sum(isinstance(part, Target) for part in self.parts)
        octets = sum(len(part) for part in self.parts if isinstance(part, bytes))
        is_narrow = octets + _NARROW * targets < 1 << 8 * _NARROW
        width = _NARROW if is_narrow else _WIDE
        return bytes([width]) + self._laid_out(width)

    def _laid_out(self, width: int) -> bytes:
        positions: dict[Target, int] = {}
        position = 0
        for index, part in enumerate(self.parts):
            positions |= dict.fromkeys(self.places.get(index, ()), position)
            position += width if isinstance(part, Target) else len(part)
        positions |= dict.fromkeys(self.places.get(len(self.parts), ()), position)
        return b"".join(
            positions[part].to_bytes(width, "little") if isinstance(part, Target) else part
            for part in self.parts
        )
