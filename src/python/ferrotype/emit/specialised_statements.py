"""Rust for statements in specialised versions: units with their resume points, and loops."""

from __future__ import annotations

from collections.abc import Sequence

from ferrotype.emit.arithmetic import Typed
from ferrotype.emit.expressions import name_constant
from ferrotype.emit.names import identifier
from ferrotype.emit.specialised_context import ITERATOR_MAY_RUN, VIEWS, CannotSpecialise
from ferrotype.emit.specialised_updates import Update
from ferrotype.emit.versioned_loops import UNPACKED, VersionedLoops
from ferrotype.infer import LoopKind
from ferrotype.infer.rules import is_integer
from ferrotype.infer.units import Unit
from ferrotype.infer.usage import aliases_in, only_unpacked, references_in
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.pytypes import Type, is_object


def _reads(expression: ir.Expression, slot: int) -> bool:
    return any(
        isinstance(node, ir.LoadLocal) and node.slot == slot for node in ir.walk(expression)
    )


class SpecialisedStatements(VersionedLoops):
    """One method a kind of statement; `simple` and `compound` dispatch."""

    def block(self, statements: st.Block) -> None:
        self.following(self.units.of(statements))

    def following(self, units: Sequence[Unit]) -> None:
        """Units at whose start nothing is pending."""
        position = 0
        while position < len(units):
            updates = self.updates(units[position:])
            count = max(1, len(updates))
            if count > 1:
                self.together(updates, units[position : position + count])
            else:
                self.unit(units[position], f"{2 * units[position].first}")
            position += count

    def together(self, updates: Sequence[Update], units: Sequence[Unit]) -> None:
        """Several changes of a list, one by one only where they cannot be done together."""
        self.emission.write(f"if !{self.update_together(updates)} {{")
        kept = set(self.kept)
        with self.emission.indented():
            for unit in units:
                self.unit(unit, f"{2 * unit.first}")
        self.kept |= kept
        self.emission.write("}")

    def unit(self, unit: Unit, point: str) -> None:
        self.live = self.liveness.before[unit.statements[0]]
        self.point = point
        self.unit_line = None
        fused = self.slice_copy(unit)
        if fused is not None:
            if self.unit_line is not None:
                self.emission.write(f"frame.line({self.unit_line});")
            self.emission.write(fused)
            return
        if isinstance(unit.statements[-1], st.If | st.While | st.For | st.Labelled):
            self.compound(unit, unit.statements[-1])
            return
        self.unit_line = None
        self.after = f"{2 * unit.first + 1}"
        self.aliases = aliases_in(unit)
        self.unpacked_in_place = references_in(unit, self.specialisation)
        self.references = set()
        self.only_unpacked = only_unpacked(unit)
        self.may_have_left = False
        dead = self.kept - self.live
        self.kept -= dead
        outer, self.emission.lines = self.emission.lines, []
        for statement in unit.statements:
            self.simple(statement)
        inner, self.emission.lines = self.emission.lines, outer
        if self.may_have_left:
            self.forget(dead)
        else:
            self.kept |= dead
        if self.unit_line is not None:
            self.emission.write(f"frame.line({self.unit_line});")
        self.emission.lines.extend(inner)

    def with_line(self, code: str) -> str:
        """An expression with the unit's line noted first, if it needs one."""
        if self.unit_line is None:
            return code
        return f"{{ frame.line({self.unit_line}); {code} }}"

    def simple(self, statement: st.Statement) -> None:
        write = self.emission.write
        match statement:
            case st.Comment(text=text):
                write(f"//{text}")
            case st.Assign(place=ir.LocalPlace(slot=slot), value=value):
                if statement in self.specialisation.settled:
                    self.settle(slot, self.typed(value), self.specialisation.settled[statement])
                elif not self.assign_slice(slot, value):
                    self.assign(slot, self.typed(value))
            case st.Bind(temporary=number) if number in self.aliases:
                pass
            case st.Bind(temporary=number, value=value):
                typed = self.typed(value)
                self.bind(number, typed)
            case st.Evaluate(value=ir.CallMethod() as value):
                write(f"{self.call_method(value, wanted=False).code};")
            case st.Evaluate(value=ir.Call() as value):
                type_ = self.specialisation.types[value]
                write(f"{self.call(value, type_, wanted=False).code};")
            case st.BindItems():
                self.bind_items(statement)
            case st.Evaluate(value=value):
                write(f"{self.typed(value).code};")
            case st.SetItem():
                self.set_item(statement)
            case st.SetAttribute(object=target, name=name, value=value):
                self.at_line(statement.line)
                owner = self.owned(target)
                write(f"setattr({owner}, {name_constant(name)}, {self.owned(value)})?;")
            case st.DeleteItem(container=container, key=key):
                self.at_line(statement.line)
                write(f"delitem({self.owned(container)}, {self.owned(key)})?;")
            case st.Return(value=value):
                self.leave_with(self.owned(value))
            case st.Leave(label=label):
                write(f"break 'l{label};")
            case st.Repeat(label=label):
                write(f"continue 'l{label};")
            case st.Raise() | st.AssertionFailure():
                write(f"break {self.may_leave()} {self.point};")
            case _:
                raise CannotSpecialise(type(statement).__name__)

    def leave_with(self, code: str) -> None:
        """Return: variables that are released then are the caller's business, as in CPython."""
        if any(map(is_object, self.specialisation.variables.values())):
            code = f"frame.left({code})"
        self.emission.write(f"return Ok({code});")

    def bind(self, number: int, typed: Typed) -> None:
        expected = self.specialisation.temporaries[number]
        code = self.coerce(typed, expected)
        self.emission.write(f"let t{number} = {code};")

    def assign(self, slot: int, typed: Typed) -> None:
        name = self.variables[slot]
        code = self.coerce(typed, self.specialisation.variables[slot])
        if self.is_number(slot):
            self.emission.write(f"{name} = {code};")
            if self.has_flag(slot):
                self.emission.write(f"{name}_set = true;")
                self.kept.add(slot)
        else:
            self.emission.write(f"{name} = Some({code});")
        if slot in self.method_variables:
            found = f"fast::{self.method_variables[slot].list_of}(fast::held(&{name}))"
            self.emission.write(f"{self.method_lists[slot]} = {found};")
        self.assigned.add(slot)

    def settle(self, slot: int, typed: Typed, wanted: Type) -> None:
        """Assign what an effect gave, guarded once the unit is done."""
        held = self.specialisation.variables[slot]
        if is_object(held) and held is not Type.LIST:
            self.assign(slot, typed)
            return
        view = "cloned_list" if wanted is Type.LIST else VIEWS[wanted]
        place = self.emission.slot(slot)
        self.exposed |= self.kept
        self.may_have_left = True
        ways = f"'general, {self.after}, unsettled, {place}"
        code = f"settle!({ways}, fast::{view}, {typed.code})"
        self.assign(slot, Typed(code, wanted))

    def assign_slice(self, slot: int, value: ir.Expression) -> bool:
        """``a = b[i:j]``, which may use the storage of ``a`` again."""
        if self.specialisation.variables[slot] is not Type.LIST:
            return False
        match value:
            case ir.Operation(
                name="getitem",
                operands=(
                    ir.LoadLocal(slot=source) as container,
                    ir.Operation(name="slice", operands=(start, stop, step)),
                ),
            ) if source != slot and self.specialisation.types.get(value) is Type.LIST:
                if not (isinstance(step, ir.Constant) and step.value is None):
                    return False
                if any(_reads(bound, slot) for bound in (start, stop)):
                    return False
                bounds = f"{self.bound(start)}, {self.bound(stop)}"
                target = f"&mut {self.variables[slot]}"
                code = f"fast::assign_slice({target}, {self.list_reference(container)}, {bounds})"
                self.emission.write(f"{self.guard(code)};")
                self.assigned.add(slot)
                return True
        return False

    def bind_items(self, statement: st.BindItems) -> None:
        write = self.emission.write
        count = len(statement.temporaries)
        types = [self.specialisation.temporaries[number] for number in statement.temporaries]
        looked_at = isinstance(statement.value, ir.LoadLocal | ir.LoadTemporary)
        if not looked_at or self.unit_line is not None:
            # Python code may run, or has: what it gave cannot be asked for again.
            self.at_line(statement.line)
            names = ", ".join(f"t{number}" for number in statement.temporaries)
            write(f"let [{names}] = unpack::<{count}>({self.owned(statement.value)})?;")
            if any(type_ is not Type.VALUE for type_ in types):
                raise CannotSpecialise("typed items of a call")
            return
        source = self.borrowed(statement.value)
        nested = self.unpacked_in_place.intersection(statement.temporaries)
        if not nested and self.unpack_together(statement.temporaries, source):
            return
        items = f"items{statement.temporaries[0]}" if count else "items"
        view = self.guard(f"fast::unpack::<{count}>({source})")
        write(f"let {items} = {view};")
        for position, number in enumerate(statement.temporaries):
            type_ = types[position]
            if number in self.unpacked_in_place:
                self.references.add(number)
                write(f"let t{number} = {items}.item({position});")
            elif type_ is Type.VALUE:
                taken = "lent" if self.is_lent(statement, number) else "value"
                write(f"let t{number} = {items}.{taken}({position});")
            else:
                taken = self.guard(f"{items}.{UNPACKED[type_]}({position})")
                write(f"let t{number} = {taken};")

    def is_lent(self, statement: st.BindItems, number: int) -> bool:
        """Whether an item of a loop's item, which stays where it is, is only unpacked in its turn."""
        value = statement.value
        if not isinstance(value, ir.LoadTemporary) or value.temporary != self.held_item:
            return False
        return number in self.only_unpacked

    def set_item(self, statement: st.SetItem) -> None:
        write = self.emission.write
        key = statement.key
        if is_integer(self.specialisation.types[key]):
            if self.specialisation.types[statement.container] is Type.LIST:
                items, index = self.list_reference(statement.container), self.typed(key).code
                value = self.owned(statement.value)
                write(f"set_item!(frame, {statement.line}, {items}, {index}, {value});")
                return
            self.at_line(statement.line)
            container = self.borrowed(statement.container)
            index = self.typed(key).code
            value = self.owned(statement.value)
            write(f"fast::setitem({container}, {index}, {value})?;")
            return
        self.at_line(statement.line)
        operands = ", ".join(
            self.owned(operand) for operand in (statement.container, key, statement.value)
        )
        write(f"setitem({operands})?;")

    def slice_copy(self, unit: Unit) -> str | None:
        """``a[i:j] = b[k:l:m]`` without the list in between."""
        match unit.statements:
            case (
                st.Bind(
                    temporary=held,
                    value=ir.Operation(
                        name="getitem",
                        operands=(
                            ir.LoadLocal() as source,
                            ir.Operation(name="slice") as taken,
                        ),
                    ),
                ),
                st.SetItem(
                    container=ir.LoadLocal() as target,
                    key=ir.Operation(name="slice") as replaced,
                    value=ir.LoadTemporary(temporary=used),
                ),
            ) if held == used:
                bounds = [*replaced.operands[:2], *taken.operands]
                step = replaced.operands[2]
                if not (isinstance(step, ir.Constant) and step.value is None):
                    return None
                if not all(self.is_bound(bound) for bound in bounds):
                    return None
                codes = [self.bound(bound) for bound in bounds]
                to = f"{self.list_reference(target)}, {', '.join(codes[:2])}"
                taken_from = f"{self.list_reference(source)}, {', '.join(codes[2:])}"
                return self.guard(f"fast::copy_slice({to}, {taken_from})") + ";"
        return None

    def compound(self, unit: Unit, head: st.Statement) -> None:
        write = self.emission.write
        self.unit_line = None
        match head:
            case st.If(test=test, then=then, otherwise=otherwise):
                code = self.condition(test)
                write(f"if {self.with_line(code)} {{")
                before, kept = set(self.assigned), set(self.kept)
                with self.emission.indented():
                    self.block(then)
                after_then, self.assigned = self.assigned, set(before)
                kept_then, self.kept = self.kept, kept
                if otherwise:
                    write("} else {")
                    with self.emission.indented():
                        self.block(otherwise)
                write("}")
                self.assigned &= after_then
                self.kept |= kept_then
            case st.While(label=label, test=test, body=body):
                before = set(self.assigned)
                quiet = head not in self.specialisation.noisy
                with self.assuming(quiet and self.specialisation.is_quiet(body)):
                    write(f"'l{label}: loop {{")
                    with self.emission.indented(), self.turning(head):
                        if not isinstance(test, ir.Constant) or not test.value:
                            code = self.condition(test)
                            write(f"if !({self.with_line(code)}) {{ break; }}")
                        self.block(body)
                    write("}")
                self.assigned = before
            case st.Labelled(label=label, body=body):
                before = set(self.assigned)
                write(f"'l{label}: {{")
                with self.emission.indented(), self.keeping(body):
                    self.block(body)
                write("}")
                self.assigned = before
            case st.For():
                before = set(self.assigned)
                self.loop(unit, head)
                self.assigned = before

    def loop(self, unit: Unit, head: st.For) -> None:
        write = self.emission.write
        kind = self.specialisation.loops[head]
        iterator = head.iterator
        assert isinstance(iterator, ir.Operation)
        source = iterator.operands[0] if iterator.name == "iter" else iterator
        state = f"loop{head.label}"
        if kind is LoopKind.RANGE:
            assert isinstance(source, ir.Call)
            self.require_builtin("range")
            arguments = [self.typed(argument).code for argument in source.arguments]
            if len(arguments) == 1:
                arguments.insert(0, "0")
            if len(arguments) == 2:
                arguments.append("1")
            write(f"{state} = fast::Range::new({', '.join(arguments)});")
        else:
            if kind is LoopKind.ENUMERATE:
                assert isinstance(source, ir.Call)
                self.require_builtin("enumerate")
                write(f"count{head.label} = 0;")
                source = source.arguments[0]
            self.at_line(head.line)
            code = self.owned(source)
            write(f"frame.line({head.line});")
            write(f"{state} = fast::Items::new({code})?;")
            if self.remembered:
                write(f"if !{state}.is_quiet() {{")
                with self.emission.indented():
                    self.forget_found()
                write("}")
            if kind is LoopKind.ITEMS:
                self.turns_ahead(head)
        with self.remembering(head), self.assuming(self.specialisation.is_quiet(head.body)):
            write(f"'l{head.label}: loop {{")
            with self.emission.indented(), self.turning(head):
                self.turn(unit, head, kind)
            write("}")
        if kind is not LoopKind.RANGE:
            write(f"{state} = fast::Items::none();")

    def turn(self, unit: Unit, head: st.For, kind: LoopKind) -> None:
        write = self.emission.write
        state, item = f"loop{head.label}", f"t{head.item}"
        if kind is LoopKind.RANGE:
            write(f"let Some({item}) = {state}.next() else {{ break; }};")
            pending = f"fast::box_int({item})"
        else:
            write(f"let Some({item}) = {state}.next(frame, {head.line})? else {{ break; }};")
            write(f"{ITERATOR_MAY_RUN} {state}")
            self.forget_found()
            pending = f"{item}.clone()"
        if kind is LoopKind.ENUMERATE:
            write(f"let number{head.label} = count{head.label};")
            write(f"count{head.label} += 1;")
            pending = f"tuple([int(number{head.label}), {pending}])"
        point = f"{{ item{head.label} = Some({pending}); {2 * unit.first + 1} }}"
        self.held_item = head.item
        units = self.units.of(head.body)
        first = units[0]
        if kind is LoopKind.ENUMERATE:
            first = self.enumerated(head, first, point)
        self.unit(first, point)
        self.held_item = None
        self.following(units[1:])

    def enumerated(self, head: st.For, first: Unit, point: str) -> Unit:
        """Bind count and item; give the rest of the first unit."""
        self.point = point
        binding = first.statements[0]
        assert isinstance(binding, st.BindItems)
        number, item = binding.temporaries
        self.emission.write(f"let t{number} = number{head.label};")
        type_ = self.specialisation.temporaries[item]
        code = f"t{head.item}.clone()"
        if type_ is not Type.VALUE:
            code = self.convert(f"&t{head.item}", type_)
        self.emission.write(f"let t{item} = {code};")
        return Unit(first.first, first.last, first.statements[1:])

    def require_builtin(self, name: str) -> None:
        """Hand over unless the name still means the builtin."""
        test = f"GLOBALS.means_builtin(names::{identifier(name)})"
        self.emission.write(f"if !{test} {{ break {self.may_leave()} {self.point}; }}")
