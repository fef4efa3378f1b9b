"""Rust for the specialised version of a function.

Variables are Rust variables in their representation. ``guard!('general, point, option)``
gives the value, or leaves for the general version at a resume point; everything after the
``'general`` block puts variables and loops into the frame and goes on there.
"""

from __future__ import annotations

from ferrotype.emit.arithmetic import Typed, boxed
from ferrotype.emit.context import FunctionEmission
from ferrotype.emit.resumable import loop_slots
from ferrotype.emit.specialised_context import CannotSpecialise
from ferrotype.emit.specialised_statements import SpecialisedStatements
from ferrotype.infer import LoopKind, Specialisation
from ferrotype.ir import statements as st
from ferrotype.pytypes import RUST_TYPES, Type, is_numeric

__all__ = ["CannotSpecialise", "exposed_variables", "specialised_body"]


def exposed_variables(draft: FunctionEmission, specialisation: Specialisation) -> frozenset[int]:
    """Slots of the numbers that may be handed over, from a draft of the body.

    Raises `CannotSpecialise`.
    """
    function = _SpecialisedFunction(draft, specialisation, None)
    function.write("draft")
    return frozenset(function.exposed)


def specialised_body(
    emission: FunctionEmission,
    specialisation: Specialisation,
    handed_over: frozenset[int],
    general: str,
) -> None:
    """Write the body of the entry: the specialised version, then the hand-over.

    Raises `CannotSpecialise`.
    """
    _SpecialisedFunction(emission, specialisation, handed_over).write(general)


class _SpecialisedFunction(SpecialisedStatements):
    def write(self, general: str) -> None:
        emission = self.emission
        # Rust releases what was declared last first, CPython the first variable.
        for slot, name in reversed(self.variables.items()):
            rust, initial = RUST_TYPES[self.specialisation.variables[slot]]
            emission.write(f"let mut {name}: {rust} = {initial};")
            if slot in self.method_variables:
                items = self.method_lists[slot]
                emission.write(f"let mut {items}: Option<fast::ListValue> = None;")
            if self.has_flag(slot):
                emission.write(f"let mut {name}_set = false;")
        for loop, kind in self.specialisation.loops.items():
            assert isinstance(loop, st.For)
            shape = "Range" if kind is LoopKind.RANGE else "Items"
            emission.write(f"let mut loop{loop.label} = fast::{shape}::none();")
            if kind is LoopKind.ENUMERATE:
                emission.write(f"let mut count{loop.label}: i64 = 0;")
            emission.write(f"let mut item{loop.label}: Option<Value> = None;")
        if self.specialisation.settled:
            emission.write("let mut unsettled: Option<(Slot, Value)> = None;")
        emission.write("let resume: u32 = 'general: {")
        with emission.indented():
            self.enter()
            self.block(self.specialisation.function.body)
            self.leave_with("NONE()")
        emission.write("};")
        self.hand_over(general)

    def enter(self) -> None:
        emission = self.emission
        parameters = len(self.specialisation.function.parameters.names)
        taken = []
        for slot in range(parameters):
            type_ = self.specialisation.variables[slot]
            name, constant_name = self.variables[slot], emission.slot(slot)
            if is_numeric(type_):
                guess = Type.FLOAT if type_ is Type.NUMBER else type_
                code = self.convert(f"frame.peek({constant_name})", guess)
                emission.write(f"{name} = {self.coerce(Typed(code, guess), type_)};")
                if self.has_flag(slot):
                    emission.write(f"{name}_set = true;")
                    self.kept.add(slot)
            elif type_ is Type.LIST:
                emission.write(f"{self.guard(f'fast::as_list(frame.peek({constant_name}))')};")
                taken.append(f"{name} = fast::into_list(frame.take({constant_name}));")
            else:
                taken.append(f"{name} = Some(frame.take({constant_name}));")
            self.assigned.add(slot)
        for line in taken:
            emission.write(line)

    def hand_over(self, general: str) -> None:
        emission = self.emission
        slots = loop_slots(self.specialisation)
        emission.write("if resume != 0 {")
        with emission.indented():
            for slot, name in self.variables.items():
                type_ = self.specialisation.variables[slot]
                if self.is_number(slot) and not self.has_flag(slot):
                    continue
                place = emission.slot(slot)
                if self.has_flag(slot):
                    value = f"{name}_set.then(|| {boxed(Typed(name, type_))})"
                    emission.write(f"frame.restore({place}, {value});")
                elif type_ is Type.LIST:
                    value = f"{name}.map(fast::ListValue::into_value)"
                    emission.write(f"frame.restore({place}, {value});")
                else:
                    emission.write(f"frame.restore({place}, {name});")
            for loop, kind in self.specialisation.loops.items():
                assert isinstance(loop, st.For)
                slot = slots[loop]
                iterator = f"loop{loop.label}.into_iterator()"
                if kind is LoopKind.ENUMERATE:
                    iterator = f"loop{loop.label}.into_enumerate(count{loop.label})"
                emission.write(f"frame.restore(Slot({slot}), {iterator});")
                emission.write(f"frame.restore(Slot({slot + 1}), item{loop.label});")
            if self.specialisation.settled:
                emission.write("if let Some((slot, value)) = unsettled {")
                emission.write("    frame.restore(slot, Some(value));")
                emission.write("}")
        emission.write("}")
        emission.write(f"{general}(frame, resume)")
