"""A version of a loop for turns that only compute (loop versioning).

    for (([x1, y1], v1), ([x2, y2], v2)) in pairs:
        d = x1 - x2
        v1[0] -= d
        v2[0] += d

Such a turn unpacks an item of a list, computes with floats, and puts floats in the place of floats.
Nothing can run in it and nothing is dropped, so that lists and tuples stay where they are: it needs
no counts of references, and no values for a hand-over. Whatever does not fit is found before the
first float is written; that turn, and those after it, are then done by the loop as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from ferrotype.emit.arithmetic import Typed
from ferrotype.emit.specialised_updates import SpecialisedUpdates, Update
from ferrotype.infer.units import Unit
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.pytypes import Type, is_numeric

UNPACKED = {
    Type.INT: "int",
    Type.FLOAT: "float",
    Type.NUMBER: "number",
    Type.LIST: "list",
}
"""An item of what is unpacked."""

UNPACKED_IN_PLACE = {**UNPACKED, Type.LIST: "list_item"}
"""The same without a count."""

UNPACKED_TOGETHER = {Type.FLOAT: "unpack_floats", Type.NUMBER: "unpack_numbers"}
"""All items of what is unpacked."""


class _DoesMore(Exception):
    """The loop's turns do more than to compute."""


class VersionedLoops(SpecialisedUpdates):
    """Writes the version before the loop itself."""

    def turns_ahead(self, head: st.For) -> None:
        """Write the version, where every statement of the loop allows it."""
        assigned, kept, variables = set(self.assigned), set(self.kept), self.variables
        outer, self.emission.lines = self.emission.lines, []
        self.turn_label = f"'turns{head.label}"
        self.held_in_place = {}
        self.variables = dict(variables)
        try:
            self.emission.write("{")
            with self.emission.indented():
                self._version(head, variables)
            self.emission.write("}")
        except _DoesMore:
            self.emission.lines = []
        outer.extend(self.emission.lines)
        self.emission.lines = outer
        self.turn_label = None
        self.assigned, self.kept, self.variables = assigned, kept, variables

    def _version(self, head: st.For, outside: Mapping[int, str]) -> None:
        write, state = self.emission.write, f"loop{head.label}"
        outer, self.emission.lines = self.emission.lines, []
        with self.emission.indented():
            write(f"let Some(t{head.item}) = ahead.get(position) else {{ break; }};")
            self._turn(head, outside)
            write("position += 1;")
        turn, self.emission.lines = self.emission.lines, outer
        held = [outside[slot] for slot in sorted(self.held_in_place)]
        write(f"let (ahead, mut position) = {state}.ahead();")
        for name in held:
            write(f"let mut last_{name} = None;")
        # What these variables hold goes when the last turn is done: it must not be the end of it.
        kept = ", ".join(self._as_value(slot) for slot in sorted(self.held_in_place))
        write(f"if fast::are_kept([{kept}]) {{")
        with self.emission.indented():
            write(f"{self.turn_label}: loop {{")
            self.emission.lines.extend("    " + line for line in turn)
            write("}")
        write("}")
        for name in held:
            write(f"if let Some(last) = last_{name} {{ {name} = Some(Clone::clone(last)); }}")
        write(f"{state}.go_on_at(position);")

    def _turn(self, head: st.For, outside: Mapping[int, str]) -> None:
        units = self.units.of(head.body)
        self._bind(head, units[0].statements)
        updates = self._compute(units[1:])
        slots = [group[0].slot for group in updates]
        if not self.held_in_place or not set(slots) <= set(self.held_in_place):
            raise _DoesMore
        if len(set(slots)) != len(slots):
            raise _DoesMore  # what the first ones write would be read
        for count in sorted(set(map(len, updates))):
            floats = [
                f"floats_{self.held_in_place[group[0].slot]}"
                for group in updates
                if len(group) == count
            ]
            code = f"fast::without_nan([{', '.join(floats)}])"
            self.emission.write(f"{self.guard(code)};")
        for group in updates:
            positions = ", ".join(str(update.position) for update in group)
            name = self.held_in_place[group[0].slot]
            written = f"{name}, [{positions}], floats_{name}"
            self.emission.write(f"fast::write_floats({written});")
        for slot, name in sorted(self.held_in_place.items()):
            self.emission.write(f"last_{outside[slot]} = Some({name});")
        for slot in sorted(self.liveness.turns[head]):
            if self.variables.get(slot) != outside.get(slot):
                self.emission.write(f"{outside[slot]} = {self.variables[slot]};")
                if self.has_flag(slot):
                    self.emission.write(f"{outside[slot]}_set = true;")

    def _bind(self, head: st.For, statements: Sequence[st.Statement]) -> None:
        """The loop's targets, from an item that must be unpacked."""
        in_place = {head.item}
        if not any(isinstance(statement, st.BindItems) for statement in statements):
            raise _DoesMore
        for statement in statements:
            match statement:
                case st.Comment():
                    pass
                case st.BindItems(star=None, value=ir.LoadTemporary(temporary=number)) if (
                    number in in_place
                ):
                    in_place |= self._unpack(statement, number, statements)
                case st.Assign(
                    place=ir.LocalPlace(slot=slot), value=ir.LoadTemporary(temporary=number)
                ):
                    self._assign_item(slot, number, number in in_place)
                case _:
                    raise _DoesMore

    def _unpack(
        self, statement: st.BindItems, source: int, statements: Sequence[st.Statement]
    ) -> set[int]:
        """Bind the items; give those that are references to what they are."""
        write, numbers = self.emission.write, statement.temporaries
        types = [self.specialisation.temporaries[number] for number in numbers]
        unpacked_again = {
            other.value.temporary
            for other in statements
            if isinstance(other, st.BindItems) and isinstance(other.value, ir.LoadTemporary)
        }
        if not unpacked_again.intersection(numbers) and self.unpack_together(numbers, f"t{source}"):
            return set()
        items = f"items{source}"
        write(f"let {items} = {self.guard(f'fast::unpack::<{len(numbers)}>(t{source})')};")
        in_place = set()
        for position, (number, type_) in enumerate(zip(numbers, types, strict=True)):
            if number in unpacked_again or type_ is Type.VALUE:
                code = f"{items}.item({position})"
                in_place.add(number)
            elif type_ in UNPACKED_IN_PLACE:
                code = self.guard(f"{items}.{UNPACKED_IN_PLACE[type_]}({position})")
            else:
                raise _DoesMore
            write(f"let t{number} = {code};")
        return in_place

    def unpack_together(self, numbers: Sequence[int], source: str) -> bool:
        """Bind several temporaries of one kind at once; whether they are such."""
        if len(numbers) < 2:
            return False
        types = {self.specialisation.temporaries[number] for number in numbers}
        (one, *others) = types
        function = None if others else UNPACKED_TOGETHER.get(one)
        if function is None:
            return False
        names = ", ".join(f"t{number}" for number in numbers)
        code = self.guard(f"fast::{function}::<{len(numbers)}>({source})")
        self.emission.write(f"let [{names}] = {code};")
        return True

    def _assign_item(self, slot: int, number: int, is_reference: bool) -> None:
        held = self.specialisation.variables[slot]
        if slot in self.held_in_place or slot in self.method_variables:
            raise _DoesMore
        if is_numeric(held):
            type_ = self.specialisation.temporaries[number]
            code = f"t{number}"
            if is_reference:
                type_ = Type.FLOAT if held is Type.NUMBER else held
                code = self.convert(code, type_)
            self._bind_number(slot, Typed(code, type_))
            return
        name = f"held_{self.variables[slot]}"
        code = f"t{number}"
        if held is Type.LIST and is_reference:
            code = self.convert(code, Type.LIST)
        elif held is not Type.LIST and not is_reference:
            raise _DoesMore
        self.emission.write(f"let {name} = {code};")
        self.held_in_place[slot] = name
        self.assigned.add(slot)

    def _compute(self, units: Sequence[Unit]) -> list[list[Update]]:
        """What follows; gives the changes of lists, whose floats are still to be written."""
        groups: list[list[Update]] = []
        outer, self.emission.lines = self.emission.lines, []
        position = 0
        while position < len(units):
            updates = self.updates(units[position:])
            if updates:
                if updates[0].slot not in self.held_in_place:
                    raise _DoesMore
                name = self.held_in_place[updates[0].slot]
                code = self.guard(f"fast::changed_floats({name}, {self.changes(updates)})")
                self.emission.write(f"let floats_{name} = {code};")
                groups.append(updates)
            else:
                self._assign_computed(units[position])
            position += max(1, len(updates))
        computed, self.emission.lines = self.emission.lines, outer
        names = [self.held_in_place[group[0].slot] for group in groups]
        for one, other in combinations(names, 2):
            self.emission.write(f"{self.guard(f'fast::are_apart({one}, {other})')};")
        self.emission.lines.extend(computed)
        return groups

    def _assign_computed(self, unit: Unit) -> None:
        for statement in unit.statements:
            match statement:
                case st.Comment():
                    pass
                case st.Assign(place=ir.LocalPlace(slot=slot), value=value) if (
                    is_numeric(self.specialisation.variables[slot]) and self._only_computes(value)
                ):
                    self._bind_number(slot, self.typed(value))
                case _:
                    raise _DoesMore

    def _only_computes(self, node: ir.Expression) -> bool:
        """Whether a number comes from numbers in variables."""
        match node:
            case ir.LoadLocal(slot=slot):
                is_variable = slot in self.variables and self.is_number(slot)
                return is_variable and slot in self.assigned
            case ir.Constant():
                return is_numeric(self.specialisation.types.get(node, Type.VALUE))
            case ir.Operation(operands=operands):
                is_number = is_numeric(self.specialisation.types.get(node, Type.VALUE))
                return is_number and all(map(self._only_computes, operands))
        return False

    def _as_value(self, slot: int) -> str:
        name = self.variables[slot]
        if self.specialisation.variables[slot] is Type.LIST:
            return f"{name}.as_ref().map(fast::ListValue::as_value)"
        return f"{name}.as_ref()"

    def _bind_number(self, slot: int, typed: Typed) -> None:
        """A number of this turn; the variable takes it when the turn is done, if it is read."""
        code = self.coerce(typed, self.specialisation.variables[slot])
        name = f"new_{self.variables[slot].removeprefix('new_')}"
        self.emission.write(f"let {name} = {code};")
        self.variables[slot] = name
        self.assigned.add(slot)
