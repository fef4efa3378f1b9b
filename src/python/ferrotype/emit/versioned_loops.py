"""A version of a loop for turns that only compute (loop versioning).

    for (([x1, y1], v1), ([x2, y2], v2)) in pairs:
        d = x1 - x2
        v1[0] -= d
        v2[0] += d

Such a turn unpacks an item of a list, computes with floats, and puts floats in the place of floats.
Nothing can run in it and nothing is dropped, so that lists and tuples stay where they are: it needs
no counts of references, and no values for a hand-over. Whatever does not fit is found before the
first float is written; that turn, and those after it, are then done by the loop as it is.

First a turn looks: what are the items, and where are the lists and their floats. Where a loop over
a range does nothing but such loops, what was found is remembered for the next time round
(inspector and executor), until the loop as it is has a turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations

from ferrotype.emit.arithmetic import Typed
from ferrotype.emit.specialised_updates import SpecialisedUpdates, Update
from ferrotype.infer import LoopKind
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

UNPACKED_TOGETHER = {Type.FLOAT: "floats", Type.NUMBER: "numbers"}
"""All items of what is unpacked: `fast::unpack_…` takes them, `fast::see_…` says where they are."""

MOST_COPIED = 12
"""Rust copies no larger tuples."""


class _DoesMore(Exception):
    """The loop's turns do more than to compute."""


@dataclass(slots=True)
class _Look:
    """What a turn finds before it computes."""

    found: list[str] = field(default_factory=list)
    """The names of what it goes on with."""
    containers: list[str] = field(default_factory=list)
    """Where single numbers stood: those stay as they are if these are tuples."""
    numbers: list[tuple[int, Typed]] = field(default_factory=list)
    """Slots of variables and what they are assigned."""
    lists: dict[int, str] = field(default_factory=dict)
    """Slots of variables that hold lists, and the lists."""
    opened: list[str] = field(default_factory=list)
    """Statements that take numbers from where they were found."""


def _tuple(names: Sequence[str]) -> str:
    """A Rust tuple, of tuples where it would be too large."""
    if len(names) > MOST_COPIED:
        starts = range(0, len(names), MOST_COPIED)
        names = [_tuple(names[start : start + MOST_COPIED]) for start in starts]
    return f"({', '.join(names)},)"


class VersionedLoops(SpecialisedUpdates):
    """Writes the version before the loop itself."""

    def turns_ahead(self, head: st.For) -> None:
        """Write the version, where every statement of the loop allows it."""
        self.emission.lines.extend(self._turns_of(head) or [])

    def only_computes(self, head: st.For) -> bool:
        """Whether there is such a version, of a loop over what a variable holds."""
        match head.iterator:
            case ir.Operation(name="iter", operands=(ir.LoadLocal(),)):
                is_over_items = self.specialisation.loops[head] is LoopKind.ITEMS
                return is_over_items and self._turns_of(head) is not None
        return False

    @contextmanager
    def remembering(self, head: st.For) -> Iterator[None]:
        """A loop's body: where it does nothing but such loops, they remember what they found."""
        is_over_range = self.specialisation.loops[head] is LoopKind.RANGE
        loops = [statement for statement in head.body if isinstance(statement, st.For)]
        others = [statement for statement in head.body if not isinstance(statement, st.For)]
        is_only_such = all(self._is_computed(statement, head) for statement in others)
        if not (is_over_range and loops and is_only_such and all(map(self.only_computes, loops))):
            yield
            return
        self.remembered = tuple(loop.label for loop in loops)
        for label in self.remembered:
            self.emission.write(f"let mut remembered{label} = fast::Remembered::nothing();")
        yield
        self.remembered = ()

    def _is_computed(self, statement: st.Statement, head: st.For) -> bool:
        match statement:
            case st.Comment():
                return True
            case st.Assign(place=ir.LocalPlace(slot=slot), value=value):
                is_item = isinstance(value, ir.LoadTemporary) and value.temporary == head.item
                return self.is_number(slot) and (is_item or self._only_computes(value))
        return False

    def forget_found(self) -> None:
        """Anything else is done than such loops' turns."""
        for label in self.remembered:
            self.emission.write(f"remembered{label}.forget();")

    def _turns_of(self, head: st.For) -> list[str] | None:
        """The version's lines; nothing else changes."""
        assigned, kept, variables = set(self.assigned), set(self.kept), self.variables
        self.turn_label = f"'turns{head.label}"
        self.held_in_place = {}
        self.variables = dict(variables)
        try:
            with self._apart() as lines:
                self.emission.write("{")
                with self.emission.indented():
                    self._version(head, variables)
                self.emission.write("}")
            return lines
        except _DoesMore:
            return None
        finally:
            self.turn_label = None
            self.assigned, self.kept, self.variables = assigned, kept, variables

    @contextmanager
    def _apart(self) -> Iterator[list[str]]:
        """Collects what is written."""
        outer, self.emission.lines = self.emission.lines, []
        try:
            yield self.emission.lines
        finally:
            self.emission.lines = outer

    def _version(self, head: st.For, outside: Mapping[int, str]) -> None:
        write, state = self.emission.write, f"loop{head.label}"
        with self._apart() as turn, self.emission.indented(), self.emission.indented():
            self._turn(head, outside)
            write("position += 1;")
        held = [outside[slot] for slot in sorted(self.held_in_place)]
        write(f"let (ahead, mut position) = {state}.ahead();")
        if head.label in self.remembered:
            write(f"remembered{head.label}.begin(ahead);")
        for name in held:
            write(f"let mut last_{name} = None;")
        # What these variables hold goes when the last turn is done: it must not be the end of it.
        kept = ", ".join(self._as_value(slot) for slot in sorted(self.held_in_place))
        write(f"if fast::are_kept([{kept}]) {{")
        with self.emission.indented():
            write(f"{self.turn_label}: loop {{")
            self.emission.lines.extend(turn)
            write("}")
        write("}")
        for name in held:
            write(f"if let Some(last) = last_{name} {{ {name} = Some(last.kept()); }}")
        write(f"{state}.go_on_at(position);")

    def _turn(self, head: st.For, outside: Mapping[int, str]) -> None:
        units, look = self.units.of(head.body), _Look()
        with self._apart() as looking:
            self._look(head, units[0].statements, look)
        with self._apart() as computing:
            for slot, typed in look.numbers:
                self._bind_number(slot, typed)
            updates = self._compute(units[1:])
        with self._apart() as seeing:
            self._see_lists(look, updates)
        self._write_look(head, look, [*looking, *seeing])
        for statement in look.opened:
            self.emission.write(statement)
        self.emission.lines.extend(computing)
        self._write_updates(updates)
        for slot, name in sorted(self.held_in_place.items()):
            self.emission.write(f"last_{outside[slot]} = Some({name});")
        for slot in sorted(self.liveness.turns[head]):
            if self.variables.get(slot) != outside.get(slot):
                self.emission.write(f"{outside[slot]} = {self.variables[slot]};")
                if self.has_flag(slot):
                    self.emission.write(f"{outside[slot]}_set = true;")

    def _write_look(self, head: st.For, look: _Look, lines: Sequence[str]) -> None:
        """Finds what the turn goes on with; where it is remembered, only the first time."""
        write = self.emission.write
        item = f"let Some(t{head.item}) = ahead.get(position) else {{ break; }};"
        if head.label not in self.remembered:
            write(item)
            self.emission.lines.extend(lines)
            return
        remembered, found = f"remembered{head.label}", _tuple(look.found)
        write(f"let {found} = match {remembered}.at(position) {{")
        write("    Some(found) => found,")
        write("    None => {")
        with self.emission.indented(), self.emission.indented():
            write(item)
            self.emission.lines.extend("        " + line for line in lines)
            stay = " && ".join(f"{container}.stay()" for container in look.containers)
            write(f"let found = {found};")
            write(f"{remembered}.note(position, found, {stay or 'true'});")
            write("found")
        write("    }")
        write("};")

    def _look(self, head: st.For, statements: Sequence[st.Statement], look: _Look) -> None:
        """The loop's targets, from an item that must be unpacked."""
        containers: dict[int, str] = {}
        if not any(isinstance(statement, st.BindItems) for statement in statements):
            raise _DoesMore
        for statement in statements:
            match statement:
                case st.Comment():
                    pass
                case st.BindItems(star=None, value=ir.LoadTemporary(temporary=number)) if (
                    number == head.item or number in containers
                ):
                    containers |= self._unpack(statement, number, statements, look)
                case st.Assign(
                    place=ir.LocalPlace(slot=slot), value=ir.LoadTemporary(temporary=number)
                ) if number != head.item:
                    self._assign_item(slot, number, containers.get(number), look)
                case _:
                    raise _DoesMore

    def _unpack(
        self, statement: st.BindItems, source: int, statements: Sequence[st.Statement], look: _Look
    ) -> dict[int, str]:
        """Bind the items; give those that are references, with what they were taken from."""
        write, numbers = self.emission.write, statement.temporaries
        types = [self.specialisation.temporaries[number] for number in numbers]
        unpacked_again = {
            other.value.temporary
            for other in statements
            if isinstance(other, st.BindItems) and isinstance(other.value, ir.LoadTemporary)
        }
        together = self.unpacked_together(numbers)
        if together is not None and not unpacked_again.intersection(numbers):
            code = self.guard(f"fast::see_{together}::<{len(numbers)}>(t{source})")
            write(f"let seen{source} = {code};")
            look.found.append(f"seen{source}")
            names = ", ".join(f"t{number}" for number in numbers)
            look.opened.append(f"let [{names}] = seen{source}.get();")
            return {}
        items = f"items{source}"
        write(f"let {items} = {self.guard(f'fast::unpack::<{len(numbers)}>(t{source})')};")
        in_place = {}
        for position, (number, type_) in enumerate(zip(numbers, types, strict=True)):
            if number in unpacked_again or type_ is Type.VALUE:
                code = f"{items}.item({position})"
                in_place[number] = items
            elif type_ in UNPACKED_IN_PLACE:
                code = self.guard(f"{items}.{UNPACKED_IN_PLACE[type_]}({position})")
                if type_ is not Type.LIST:
                    look.found.append(f"t{number}")
                    look.containers.append(items)
            else:
                raise _DoesMore
            write(f"let t{number} = {code};")
        return in_place

    def unpacked_together(self, numbers: Sequence[int]) -> str | None:
        """How several temporaries of one kind are bound at once, if they are such."""
        types = {self.specialisation.temporaries[number] for number in numbers}
        if len(numbers) < 2 or len(types) > 1:
            return None
        return UNPACKED_TOGETHER.get(types.pop())

    def unpack_together(self, numbers: Sequence[int], source: str) -> bool:
        """Bind several temporaries of one kind at once; whether they are such."""
        together = self.unpacked_together(numbers)
        if together is None:
            return False
        names = ", ".join(f"t{number}" for number in numbers)
        code = self.guard(f"fast::unpack_{together}::<{len(numbers)}>({source})")
        self.emission.write(f"let [{names}] = {code};")
        return True

    def _assign_item(self, slot: int, number: int, container: str | None, look: _Look) -> None:
        """``container`` is what a reference was taken from, none for what is no reference."""
        held, code = self.specialisation.variables[slot], f"t{number}"
        if slot in self.held_in_place or slot in self.method_variables:
            raise _DoesMore
        if is_numeric(held):
            type_ = self.specialisation.temporaries[number]
            if container is not None:
                type_ = Type.FLOAT if held is Type.NUMBER else held
                code = f"number{number}"
                self.emission.write(f"let {code} = {self.convert(f't{number}', type_)};")
                look.found.append(code)
                look.containers.append(container)
            look.numbers.append((slot, Typed(code, type_)))
            self.assigned.add(slot)
            return
        name = f"held_{self.variables[slot]}"
        if held is Type.LIST:
            if container is not None:
                self.emission.write(f"let list{number} = {self.convert(code, Type.LIST)};")
                code = f"list{number}"
            look.lists[slot] = code
        elif container is None:
            raise _DoesMore
        else:
            self.emission.write(f"let {name} = fast::SeenItem::new({code});")
            look.found.append(name)
        self.held_in_place[slot] = name
        self.assigned.add(slot)

    def _see_lists(self, look: _Look, updates: Sequence[Sequence[Update]]) -> None:
        """The lists in variables; those of which floats change must be such, and not the same."""
        written = {group[0].slot: max(update.position for update in group) for group in updates}
        for slot, code in look.lists.items():
            name = self.held_in_place[slot]
            if slot in written:
                seen = self.guard(f"fast::see_list({code}, {written[slot] + 1})")
            else:
                seen = f"fast::SeenItem::new({code})"
            self.emission.write(f"let {name} = {seen};")
            look.found.append(name)
        for one, other in combinations([look.lists[slot] for slot in written], 2):
            self.emission.write(f"{self.guard(f'fast::are_apart({one}, {other})')};")

    def _compute(self, units: Sequence[Unit]) -> list[list[Update]]:
        """What follows; gives the changes of lists, whose floats are still to be written."""
        groups: list[list[Update]] = []
        position = 0
        while position < len(units):
            updates = self.updates(units[position:])
            if updates:
                slot = updates[0].slot
                if slot not in self.held_in_place or any(group[0].slot == slot for group in groups):
                    raise _DoesMore  # of what is written twice, the first floats would be read
                name = self.held_in_place[slot]
                changed = f"{name}.changed({self.changes(updates)})"
                self.emission.write(f"let floats_{name} = {changed};")
                groups.append(updates)
            else:
                self._assign_computed(units[position])
            position += max(1, len(updates))
        if not self.held_in_place:
            raise _DoesMore
        return groups

    def _write_updates(self, updates: Sequence[Sequence[Update]]) -> None:
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
            self.emission.write(f"{name}.write([{positions}], floats_{name});")

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
