"""Units: the steps between which specialised code may hand over to the general version.

A unit is a statement of the source: one or several statements of the intermediate form, with
no temporary alive at its start. Units are numbered in the order of the text; a compound
statement's number is that of its head, its blocks' units follow.

    for i in range(n):     # 1   the head: also where each turn starts
        total += i         # 2
    return total           # 3
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Statements that run as one step; ``first`` and ``last`` number it and what it holds."""

    first: int
    last: int
    statements: st.Block


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a function's body, by block, and how many there are."""

    blocks: dict[st.Block, tuple[Unit, ...]]
    count: int

    def of(self, block: st.Block) -> tuple[Unit, ...]:
        """The units of a block; an empty block has none."""
        return self.blocks.get(block, ())


def number_units(body: st.Block) -> Units:
    """Divide a body into units."""
    numbering = _Numbering()
    numbering.block(body, None)
    return Units(numbering.blocks, numbering.next)


class _Numbering:
    def __init__(self) -> None:
        self.blocks: dict[st.Block, tuple[Unit, ...]] = {}
        # Point 0 is the entry, before parameters have moved out of the frame.
        self.next = 1

    def block(self, block: st.Block, pending: int | None) -> None:
        """``pending`` is a temporary that is alive when the block starts: a loop's item."""
        units: list[Unit] = []
        alive = set() if pending is None else {pending}
        gathered: list[st.Statement] = []
        first = self.next
        for statement in block:
            if not alive and gathered:
                units.append(Unit(first, self.next - 1, tuple(gathered)))
                gathered = []
            if not gathered:
                first = self.next
                self.next += 1
            gathered.append(statement)
            self._inner(statement)
            alive |= bound_temporaries(statement)
            alive -= consumed_temporaries(statement)
        if gathered:
            units.append(Unit(first, self.next - 1, tuple(gathered)))
        if block:
            self.blocks[block] = tuple(units)

    def _inner(self, statement: st.Statement) -> None:
        match statement:
            case st.If(then=then, otherwise=otherwise):
                self.block(then, None)
                self.block(otherwise, None)
            case st.While(body=body) | st.Labelled(body=body):
                self.block(body, None)
            case st.For(item=item, body=body):
                self.block(body, item)


def bound_temporaries(statement: st.Statement) -> set[int]:
    """Temporaries that a simple statement binds."""
    match statement:
        case st.Bind(temporary=temporary):
            return {temporary}
        case st.BindItems(temporaries=temporaries):
            return set(temporaries)
        case _:
            return set()


def consumed_temporaries(statement: st.Statement) -> set[int]:
    """Temporaries that a simple statement uses for the last time."""
    return {
        node.temporary
        for expression in expressions_of(statement)
        for node in ir.walk(expression)
        if isinstance(node, ir.LoadTemporary) and node.last
    }


def expressions_of(statement: st.Statement) -> tuple[ir.Expression, ...]:
    """The expressions of a statement itself, not of blocks inside it, in evaluation order."""
    match statement:
        case st.Evaluate(value=value) | st.Assign(value=value) | st.Bind(value=value):
            return (value,)
        case st.BindItems(value=value) | st.Return(value=value):
            return (value,)
        case st.SetAttribute():
            return (statement.object, statement.value)
        case st.SetItem():
            return (statement.container, statement.key, statement.value)
        case st.DeleteItem():
            return (statement.container, statement.key)
        case st.If(test=test) | st.While(test=test):
            return (test,)
        case st.For(iterator=iterator):
            return (iterator,)
        case st.Raise():
            return tuple(e for e in (statement.exception, statement.cause) if e is not None)
        case st.AssertionFailure(message=message):
            return () if message is None else (message,)
        case _:
            return ()


def statements_in(block: st.Block) -> Iterator[st.Statement]:
    """Every statement of a block and of the blocks inside it, in the order of the text."""
    for statement in block:
        yield statement
        match statement:
            case st.If(then=then, otherwise=otherwise):
                yield from statements_in(then)
                yield from statements_in(otherwise)
            case st.While(body=body) | st.For(body=body) | st.Labelled(body=body):
                yield from statements_in(body)
