"""Rust for generator expressions: a function that goes on to the next item.

    (x * y for x in a for y in b if y)

    'l1: loop {
        if frame.is_empty(Slot(3)) {
            x = next item of `a`, or the end;
            frame.restore(Slot(3), Some(iter(b)));
        }
        'l2: loop {
            y = next item of Slot(3), or empty Slot(3) and leave 'l2;
            if !y { continue 'l2; }
            return Ok(x * y);
        }
    }

All that such a body has between two items are its variables and the iterators of its loops;
those of inner loops have slots behind the variables.
"""

from __future__ import annotations

from ferrotype.emit.context import Enclosing, FunctionEmission
from ferrotype.emit.expressions import at, value
from ferrotype.emit.statements import block, write_line
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.shapes import first_line, repeats


def stepped_body(emission: FunctionEmission) -> None:
    """Write the body of a generator expression."""
    loop = emission.function.body[-1]
    assert isinstance(loop, st.For)
    block(emission, emission.function.body[:-1])
    source = emission.slot(0)
    _loop(emission, loop, len(emission.function.slots), source, "return Ok(END());")


def _loop(emission: FunctionEmission, node: st.For, slot: int, source: str, end: str) -> None:
    """``slot`` is that of the iterator of the loop inside, ``source`` that of this loop's own."""
    *before, last = node.body
    emission.known_line = None
    is_inner = slot > len(emission.function.slots)
    if isinstance(last, st.For) or repeats(node.body, node.label):
        opening: str | None = f"'l{node.label}: loop {{"
    else:
        opening = f"'l{node.label}: {{" if is_inner else None
    if opening is None:
        _turn(emission, node, tuple(before), source, end)
        _yield(emission, last)
        return
    emission.write(opening)
    with emission.indented(), emission.inside(Enclosing(node.label, None)):
        if isinstance(last, st.For):
            inner = f"Slot({slot})"
            emission.write(f"if frame.is_empty({inner}) {{")
            with emission.indented():
                _turn(emission, node, tuple(before), source, end)
                write_line(emission, first_line(last.iterator))
                iterator = value(emission, last.iterator)
                emission.write(f"frame.restore({inner}, Some({iterator}));")
            emission.write("}")
            leave = f"frame.unbind({inner}); break 'l{last.label};"
            _loop(emission, last, slot + 1, inner, leave)
        else:
            _turn(emission, node, tuple(before), source, end)
            _yield(emission, last)
    emission.write("}")


def _turn(
    emission: FunctionEmission, node: st.For, before: st.Block, source: str, end: str
) -> None:
    """The loop's next item, and what stands before the loop or the element inside."""
    write_line(emission, node.line)
    advance = emission.fallible(f"next(frame.iterator({source}))")
    emission.write(f"let Some(t{node.item}) = {advance} else {{ {end} }};")
    block(emission, before)


def _yield(emission: FunctionEmission, statement: st.Statement) -> None:
    assert isinstance(statement, st.Evaluate)
    node = statement.value
    assert isinstance(node, ir.Yield)
    write_line(emission, first_line(node.value))
    code = at(emission, node.line, (node.value,), lambda codes: f"return Ok({codes[0]})")
    emission.write(f"{code};")
