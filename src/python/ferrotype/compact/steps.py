"""Instructions for generator expressions, which begin anew for each item: see ``emit/steps.py``."""

from __future__ import annotations

from ferrotype.compact.assembly import FunctionAssembly, Loop, Target
from ferrotype.compact.expressions import value
from ferrotype.compact.statements import block
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.shapes import first_line


def stepped_body(assembly: FunctionAssembly) -> None:
    """Write the body of a generator expression: the next item, or the end."""
    loop = assembly.function.body[-1]
    assert isinstance(loop, st.For)
    block(assembly, assembly.function.body[:-1])
    end = Target()
    _loop(assembly, loop, len(assembly.function.slots), 0, end)
    assembly.place(end)
    assembly.write("EndSteps")


def _loop(assembly: FunctionAssembly, node: st.For, slot: int, source: int, end: Target) -> None:
    """``slot`` is that of the iterator of the loop inside, ``source`` that of this loop's own."""
    *before, last = node.body
    start, next_turn = Target(), Target()
    assembly.known_line = None
    depth = assembly.depth
    assembly.place(start)
    with assembly.inside(Loop(node.label, next_turn, start, depth, assembly.blocks)):
        if isinstance(last, st.For):
            has_inner = Target()
            assembly.write("IsEmpty", slot, pushes=1)
            assembly.write("JumpIfFalse", has_inner, pops=1)
            _turn(assembly, node, tuple(before), source, end)
            assembly.at_line(first_line(last.iterator))
            value(assembly, last.iterator)
            assembly.write("Restore", slot, pops=1)
            assembly.drop_to(depth)
            assembly.place(has_inner)
            inner_end = Target()
            _loop(assembly, last, slot + 1, slot, inner_end)
            assembly.place(inner_end)
            assembly.write("UnbindLocal", slot)
            assembly.write("Jump", start)
        else:
            _turn(assembly, node, tuple(before), source, end)
            _yield(assembly, last)
    assembly.place(next_turn)
    assembly.depth = depth


def _turn(
    assembly: FunctionAssembly, node: st.For, before: st.Block, source: int, end: Target
) -> None:
    """The loop's next item, and what stands before the loop or the element inside."""
    assembly.at_line(node.line)
    assembly.write("NextOfSlot", source, end)
    assembly.temporaries[node.item] = assembly.depth
    assembly.depth += 1
    block(assembly, before)


def _yield(assembly: FunctionAssembly, statement: st.Statement) -> None:
    assert isinstance(statement, st.Evaluate)
    node = statement.value
    assert isinstance(node, ir.Yield)
    assembly.at_line(first_line(node.value))
    value(assembly, node.value)
    assembly.at_line(node.line)
    assembly.write("Return", pops=1)
