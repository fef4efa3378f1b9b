"""The general version of a function that also has a specialised one.

It takes the point at which to go on: 0 for the start, ``2 * unit`` for the start of a unit,
``2 * unit + 1`` for a turn of the loop whose head is that unit, with the loop's iterator and
the turn's item in slots of their own. Until the point is reached, units are skipped.
"""

from __future__ import annotations

from ferrotype.emit.context import Enclosing, FunctionEmission
from ferrotype.emit.expressions import condition, value
from ferrotype.emit.statements import block, write_line
from ferrotype.infer import Specialisation
from ferrotype.infer.units import Unit
from ferrotype.ir import statements as st
from ferrotype.ir.shapes import first_line


def loop_slots(specialisation: Specialisation) -> dict[st.Statement, int]:
    """The first of two slots, for iterator and item, of each ``for`` loop."""
    base = len(specialisation.function.slots)
    return {loop: base + 2 * at for at, loop in enumerate(specialisation.loops)}


def resumable_body(emission: FunctionEmission, specialisation: Specialisation) -> None:
    """Write the body; ``resume`` is a mutable ``u32``."""
    _Resumable(emission, specialisation).block(specialisation.function.body)
    emission.write("Ok(NONE())")


class _Resumable:
    def __init__(self, emission: FunctionEmission, specialisation: Specialisation) -> None:
        self.emission = emission
        self.units = specialisation.units
        self.slots = loop_slots(specialisation)

    def block(self, statements: st.Block) -> None:
        for unit in self.units.of(statements):
            self.unit(unit)

    def unit(self, unit: Unit) -> None:
        emission = self.emission
        emission.known_line = None
        head = unit.statements[-1]
        if isinstance(head, st.If | st.While | st.For | st.Labelled):
            emission.write(f"if resume <= {2 * unit.last + 1} {{")
            with emission.indented():
                for statement in unit.statements[:-1]:
                    block(emission, (statement,))
                self.compound(unit, head)
        else:
            emission.write(f"if resume <= {2 * unit.first} {{")
            with emission.indented():
                emission.write("resume = 0;")
                block(emission, unit.statements)
        emission.write("}")
        emission.known_line = None

    def compound(self, unit: Unit, head: st.Statement) -> None:
        emission = self.emission
        match head:
            case st.If():
                self.branch(unit, head)
            case st.While(label=label, test=test, body=body):
                emission.write(f"'l{label}: loop {{")
                with emission.indented(), emission.inside(Enclosing(label, None)):
                    emission.write(f"if resume <= {2 * unit.first} {{")
                    with emission.indented():
                        emission.write("resume = 0;")
                        write_line(emission, first_line(test))
                        emission.write(f"if !{condition(emission, test)} {{ break; }}")
                    emission.write("}")
                    self.block(body)
                emission.write("}")
            case st.For():
                self.loop(unit, head)
            case st.Labelled(label=label, body=body):
                emission.write(f"'l{label}: {{")
                with emission.indented(), emission.inside(Enclosing(label, None)):
                    self.block(body)
                emission.write("}")

    def branch(self, unit: Unit, head: st.If) -> None:
        emission = self.emission
        then = self.units.of(head.then)
        last_of_then = 2 * then[-1].last + 1 if then else 2 * unit.first
        emission.write(f"let taken = if resume > {2 * unit.first} {{")
        emission.write(f"    resume <= {last_of_then}")
        emission.write("} else {")
        with emission.indented():
            emission.write("resume = 0;")
            write_line(emission, first_line(head.test))
            emission.write(condition(emission, head.test))
        emission.write("};")
        emission.write("if taken {")
        with emission.indented():
            self.block(head.then)
        if head.otherwise:
            emission.write("} else {")
            with emission.indented():
                self.block(head.otherwise)
        emission.write("}")

    def loop(self, unit: Unit, head: st.For) -> None:
        emission = self.emission
        slot = self.slots[head]
        turn = 2 * unit.first + 1
        iterator = f"iterator{head.label}"
        emission.write(f"let {iterator} = if resume >= {turn} {{")
        emission.write(f"    frame.take(Slot({slot}))")
        emission.write("} else {")
        with emission.indented():
            emission.write("resume = 0;")
            write_line(emission, first_line(head.iterator))
            emission.write(value(emission, head.iterator))
        emission.write("};")
        emission.write(f"'l{head.label}: loop {{")
        with emission.indented(), emission.inside(Enclosing(head.label, None)):
            emission.known_line = None
            emission.write(f"let t{head.item} = if resume > {turn} {{")
            emission.write("    NONE()")
            emission.write(f"}} else if resume == {turn} {{")
            emission.write("    resume = 0;")
            emission.write(f"    frame.take(Slot({slot + 1}))")
            emission.write("} else {")
            with emission.indented():
                write_line(emission, head.line)
                advance = emission.fallible(f"next(&{iterator})")
                emission.write(f"let Some(item) = {advance} else {{ break; }};")
                emission.write("item")
            emission.write("};")
            self.block(head.body)
        emission.write("}")
        emission.write(f"drop({iterator});")
