"""Rust for the specialised version of a function.

Variables are Rust variables in their representation. ``guard!('general, point, option)``
gives the value, or leaves for the general version at a resume point; everything after the
``'general`` block puts variables and loops into the frame and goes on there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ferrotype.builtins.list_methods import LIST_METHODS, ListMethod, list_method
from ferrotype.emit.arithmetic import (
    COMPARISONS,
    FLOAT_GUARDED,
    FLOAT_GUARDED_CONSTANT,
    FLOAT_PLAIN,
    INT_GUARDED,
    INT_PLAIN,
    Typed,
    boxed,
)
from ferrotype.emit.context import FunctionEmission
from ferrotype.emit.expressions import name_constant, plain
from ferrotype.emit.literals import constant, float_literal
from ferrotype.emit.names import UniqueNames, identifier
from ferrotype.emit.resumable import loop_slots
from ferrotype.infer import LoopKind, Specialisation
from ferrotype.infer.rules import IN_PLACE, is_integer
from ferrotype.infer.units import Unit, statements_in
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.pytypes import RUST_TYPES, Type, is_numeric, is_object


ITERATOR_MAY_RUN = "//!"
"""Marks, while a loop is written, where its iterator may have run Python code."""

VIEWS = {
    Type.INT: "as_int",
    Type.FLOAT: "as_float",
    Type.NUMBER: "as_number",
    Type.LIST: "as_list",
}
"""From ``&Value``: a number, or a reference to the list."""

ITEMS = {
    Type.INT: "item_int",
    Type.FLOAT: "item_float",
    Type.NUMBER: "item_number",
    Type.LIST: "item_list",
}
"""The item at a position of a list or tuple."""

UNPACKED = {Type.INT: "int", Type.FLOAT: "float", Type.NUMBER: "number", Type.LIST: "list"}
"""An item of what is unpacked."""


class CannotSpecialise(Exception):
    """The function needs something that specialised code does not offer; it stays general."""


def specialised_body(
    emission: FunctionEmission, specialisation: Specialisation, general: str
) -> None:
    """Write the body of the entry: the specialised version, then the hand-over."""
    _Specialised(emission, specialisation, general).write()


class _Specialised:
    def __init__(
        self, emission: FunctionEmission, specialisation: Specialisation, general: str
    ) -> None:
        self.emission = emission
        self.specialisation = specialisation
        self.general = general
        self.units = specialisation.units
        self.loop_slots = loop_slots(specialisation)
        self.assigned: set[int] = set()
        self.point = "0"
        self.after = "0"
        self.unit_line: int | None = None
        self.held_item: int | None = None
        self.aliases: dict[int, ir.LoadLocal] = {}
        self.assumptions: dict[str, str] | None = None
        self.assumption_count = 0
        self.references: set[int] = set()
        unique = UniqueNames()
        self.variables = {
            slot: unique.take(f"v_{emission.slot_names[slot].lower()}")
            for slot in sorted(specialisation.variables)
        }

    # the frame around it

    def write(self) -> None:
        emission = self.emission
        for slot, name in self.variables.items():
            rust, initial = RUST_TYPES[self.specialisation.variables[slot]]
            emission.write(f"let mut {name}: {rust} = {initial};")
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
            emission.write("return Ok(NONE());")
        emission.write("};")
        self.hand_over()

    def has_flag(self, slot: int) -> bool:
        return not is_object(self.specialisation.variables[slot])

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
                emission.write(f"{name}_set = true;")
            elif type_ is Type.LIST:
                emission.write(f"{self.guard(f'fast::as_list(frame.peek({constant_name}))')};")
                taken.append(f"{name} = fast::into_list(frame.take({constant_name}));")
            else:
                taken.append(f"{name} = Some(frame.take({constant_name}));")
            self.assigned.add(slot)
        for line in taken:
            emission.write(line)

    def hand_over(self) -> None:
        emission = self.emission
        emission.write("if resume != 0 {")
        with emission.indented():
            for slot, name in self.variables.items():
                type_ = self.specialisation.variables[slot]
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
                slot = self.loop_slots[loop]
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
        emission.write(f"{self.general}(frame, resume)")

    # guards and lines

    def guard(self, code: str) -> str:
        return f"guard!('general, {self.point}, {code})"

    def convert(self, reference: str, type_: Type) -> str:
        """From ``&Value`` to a representation, guarded."""
        return self.guard(f"fast::{VIEWS[type_]}({reference})")

    def at_line(self, line: int) -> None:
        """An operation of the runtime may raise at ``line``: one line for each unit."""
        if self.unit_line is None:
            self.unit_line = line
        elif self.unit_line != line:
            raise CannotSpecialise(f"line {line}: one step spans several lines")

    # statements

    def block(self, statements: st.Block) -> None:
        for unit in self.units.of(statements):
            self.unit(unit, f"{2 * unit.first}")

    def unit(self, unit: Unit, point: str) -> None:
        self.point = point
        fused = self.slice_copy(unit)
        if fused is not None:
            self.emission.write(fused)
            return
        if isinstance(unit.statements[-1], st.If | st.While | st.For | st.Labelled):
            self.compound(unit, unit.statements[-1])
            return
        self.unit_line = None
        self.after = f"{2 * unit.first + 1}"
        self.aliases = aliases_in(unit)
        self.references = references_in(unit, self.specialisation)
        outer, self.emission.lines = self.emission.lines, []
        for statement in unit.statements:
            self.simple(statement)
        inner, self.emission.lines = self.emission.lines, outer
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
                write(f"return Ok({self.owned(value)});")
            case st.Leave(label=label):
                write(f"break 'l{label};")
            case st.Repeat(label=label):
                write(f"continue 'l{label};")
            case st.Raise() | st.AssertionFailure():
                write(f"break 'general {self.point};")
            case _:
                raise CannotSpecialise(type(statement).__name__)

    def bind(self, number: int, typed: Typed) -> None:
        expected = self.specialisation.temporaries[number]
        code = self.coerce(typed, expected)
        self.emission.write(f"let t{number} = {code};")

    def assign(self, slot: int, typed: Typed) -> None:
        name = self.variables[slot]
        code = self.coerce(typed, self.specialisation.variables[slot])
        if self.has_flag(slot):
            self.emission.write(f"{name} = {code};")
            self.emission.write(f"{name}_set = true;")
        else:
            self.emission.write(f"{name} = Some({code});")
        self.assigned.add(slot)

    def settle(self, slot: int, typed: Typed, wanted: Type) -> None:
        """Assign what an effect gave, guarded once the unit is done."""
        held = self.specialisation.variables[slot]
        if is_object(held) and held is not Type.LIST:
            self.assign(slot, typed)
            return
        view = "cloned_list" if wanted is Type.LIST else VIEWS[wanted]
        place = self.emission.slot(slot)
        code = (
            f"settle!('general, {self.after}, unsettled, {place}, fast::{view}, {typed.code})"
        )
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
                bounds = f"{self.bound(start)}, {self.bound(stop)}"
                target = f"&mut {self.variables[slot]}"
                code = f"fast::assign_slice({target}, {self.list(container)}, {bounds})"
                self.emission.write(f"{self.guard(code)};")
                self.assigned.add(slot)
                return True
        return False

    def bind_items(self, statement: st.BindItems) -> None:
        write = self.emission.write
        count = len(statement.temporaries)
        types = [self.specialisation.temporaries[number] for number in statement.temporaries]
        if not isinstance(statement.value, ir.LoadLocal | ir.LoadTemporary):
            self.at_line(statement.line)
            names = ", ".join(f"t{number}" for number in statement.temporaries)
            write(f"let [{names}] = unpack::<{count}>({self.owned(statement.value)})?;")
            if any(type_ is not Type.VALUE for type_ in types):
                raise CannotSpecialise("typed items of a call")
            return
        items = f"items{statement.temporaries[0]}" if count else "items"
        view = self.guard(f"fast::unpack::<{count}>({self.borrowed(statement.value)})")
        write(f"let {items} = {view};")
        for position, number in enumerate(statement.temporaries):
            type_ = types[position]
            if number in self.references:
                write(f"let t{number} = {items}.item({position});")
            elif type_ is Type.VALUE:
                write(f"let t{number} = {items}.value({position});")
            else:
                taken = self.guard(f"{items}.{UNPACKED[type_]}({position})")
                write(f"let t{number} = {taken};")

    def set_item(self, statement: st.SetItem) -> None:
        write = self.emission.write
        key = statement.key
        if is_integer(self.specialisation.types[key]):
            self.at_line(statement.line)
            if self.specialisation.types[statement.container] is Type.LIST:
                items = self.list(statement.container)
                index = self.typed(key).code
                write(f"{items}.set({index}, {self.owned(statement.value)})?;")
                return
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
                        operands=(ir.LoadLocal() as source, ir.Operation(name="slice") as taken),
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
                to = f"{self.list(target)}, {', '.join(codes[:2])}"
                taken_from = f"{self.list(source)}, {', '.join(codes[2:])}"
                return self.guard(f"fast::copy_slice({to}, {taken_from})") + ";"
        return None

    def is_bound(self, node: ir.Expression) -> bool:
        if isinstance(node, ir.Constant) and node.value is None:
            return True
        return is_integer(self.specialisation.types.get(node, Type.VALUE))

    def bound(self, node: ir.Expression) -> str:
        if isinstance(node, ir.Constant) and node.value is None:
            return "None"
        return f"Some({self.typed(node).code})"

    def compound(self, unit: Unit, head: st.Statement) -> None:
        write = self.emission.write
        self.unit_line = None
        match head:
            case st.If(test=test, then=then, otherwise=otherwise):
                code = self.condition(test)
                write(f"if {self.with_line(code)} {{")
                before = set(self.assigned)
                with self.emission.indented():
                    self.block(then)
                after_then, self.assigned = self.assigned, set(before)
                if otherwise:
                    write("} else {")
                    with self.emission.indented():
                        self.block(otherwise)
                write("}")
                self.assigned &= after_then
            case st.While(label=label, test=test, body=body):
                before = set(self.assigned)
                quiet = head not in self.specialisation.noisy
                with self.assuming(quiet and self.specialisation.is_quiet(body)):
                    write(f"'l{label}: loop {{")
                    with self.emission.indented():
                        if not isinstance(test, ir.Constant) or not test.value:
                            code = self.condition(test)
                            write(f"if !({self.with_line(code)}) {{ break; }}")
                        self.block(body)
                    write("}")
                self.assigned = before
            case st.Labelled(label=label, body=body):
                before = set(self.assigned)
                write(f"'l{label}: {{")
                with self.emission.indented():
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
        with self.assuming(self.specialisation.is_quiet(head.body)):
            write(f"'l{head.label}: loop {{")
            with self.emission.indented():
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
            write(f"frame.line({head.line});")
            write(f"let Some({item}) = {state}.next()? else {{ break; }};")
            write(f"{ITERATOR_MAY_RUN} {state}")
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
        for following in units[1:]:
            self.unit(following, f"{2 * following.first}")

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

    @contextmanager
    def assuming(self, quiet: bool) -> Iterator[None]:
        """A loop: what its body assumes of names is asked once, as long as no Python code runs."""
        if self.assumptions is not None or not quiet:
            saved, self.assumptions = self.assumptions, self.assumptions if quiet else None
            outer, self.emission.lines = self.emission.lines, []
            yield
            inner, self.emission.lines = self.emission.lines, outer
            if self.assumptions is None:
                inner = [line for line in inner if ITERATOR_MAY_RUN not in line]
            self.emission.lines.extend(inner)
            self.assumptions = saved
            return
        self.assumptions = {}
        outer, self.emission.lines = self.emission.lines, []
        yield
        inner, self.emission.lines = self.emission.lines, outer
        flags = self.assumptions.values()
        for flag in flags:
            self.emission.write(f"let mut {flag} = false;")
        for line in inner:
            if ITERATOR_MAY_RUN in line:
                indent, _, state = line.partition(ITERATOR_MAY_RUN)
                for flag in flags:
                    self.emission.lines.append(f"{indent}{flag} &= {state.strip()}.is_quiet();")
            else:
                self.emission.lines.append(line)
        self.assumptions = None

    def assume(self, test: str) -> str:
        """A statement that hands over unless ``test`` holds."""
        checked = self.guard(f"{test}.then_some(())")
        if self.assumptions is None:
            return f"{checked};"
        if test not in self.assumptions:
            self.assumption_count += 1
            self.assumptions[test] = f"known{self.assumption_count}"
        flag = self.assumptions[test]
        return f"if !{flag} {{ {checked}; {flag} = true; }}"

    def require_builtin(self, name: str) -> None:
        """Hand over unless the name still means the builtin."""
        test = f"GLOBALS.means_builtin(names::{identifier(name)})"
        self.emission.write(f"if !{test} {{ break 'general {self.point}; }}")

    # expressions

    def owned(self, node: ir.Expression) -> str:
        """A ``Value``."""
        if isinstance(node, ir.Constant):
            return constant(node.value)
        return boxed(self.typed(node))

    def borrowed(self, node: ir.Expression) -> str:
        """A ``&Value``."""
        node = self.aliased(node)
        match node:
            case ir.LoadLocal(slot=slot) if slot in self.variables and not self.has_flag(slot):
                reference = self.reference(node)
                is_list = self.specialisation.variables[slot] is Type.LIST
                return f"{reference}.as_value()" if is_list else reference
            case ir.LoadTemporary(temporary=number) if number in self.references:
                return f"t{number}"
            case ir.LoadTemporary(temporary=number):
                held = self.specialisation.temporaries.get(number)
                if held is Type.VALUE:
                    return f"&t{number}"
                if held is Type.LIST:
                    return f"t{number}.as_value()"
        return f"&{self.owned(node)}"

    def list(self, node: ir.Expression) -> str:
        """A ``&ListValue``."""
        node = self.aliased(node)
        match node:
            case ir.LoadLocal(slot=slot) if (
                self.specialisation.variables.get(slot) is Type.LIST
            ):
                return self.reference(node)
            case ir.LoadTemporary(temporary=number) if (
                self.specialisation.temporaries.get(number) is Type.LIST
            ):
                return f"&t{number}"
            case ir.LoadLocal() | ir.LoadTemporary():
                return self.convert(self.borrowed(node), Type.LIST)
        typed = self.typed(node)
        if typed.type is Type.LIST:
            return f"&{typed.code}"
        return self.convert(f"&{typed.code}", Type.LIST)

    def aliased(self, node: ir.Expression) -> ir.Expression:
        """The variable that a temporary stands for."""
        if isinstance(node, ir.LoadTemporary):
            return self.aliases.get(node.temporary, node)
        return node

    def reference(self, node: ir.LoadLocal) -> str:
        """A reference to what a variable that is no number holds."""
        name = self.variables[node.slot]
        if node.slot in self.assigned:
            return f"fast::held(&{name})"
        return self.bound_or_leave(node, f"{name}.as_ref()")

    def bound_or_leave(self, node: ir.LoadLocal, option: str) -> str:
        """The content of a variable that may be unbound."""
        if self.unit_line is None:
            return self.guard(option)
        self.at_line(node.line)
        return f"frame.bound({self.emission.slot(node.slot)}, {option})?"

    def coerce(self, typed: Typed, wanted: Type) -> str:
        """The code in another representation."""
        if wanted is Type.NUMBER and typed.type is not Type.NUMBER:
            if typed.literal is not None:
                return f"Number::int({typed.literal})"
            if is_integer(typed.type):
                return f"Number::int({typed.code})"
            return f"Number::float({typed.code})"
        if is_object(wanted) and wanted is not Type.LIST:
            return boxed(typed)
        return typed.code

    def typed(self, node: ir.Expression) -> Typed:
        """Rust in the representation that inference chose."""
        type_ = self.specialisation.types.get(node, Type.VALUE)
        match node:
            case ir.Constant(value=value):
                return self.constant(node, type_, value)
            case ir.LoadLocal():
                return self.load_local(node, type_)
            case ir.LoadTemporary():
                return self.load_temporary(node, type_)
            case ir.LoadGlobal(name=name):
                self.at_line(node.line)
                code = f"GLOBALS.load(names::{identifier(name)})?"
                if type_ is not Type.VALUE:
                    return Typed(self.convert(f"&{code}", type_), type_)
                return Typed(code, type_)
            case ir.Let(temporary=number, value=value, body=body):
                bound = self.coerce(self.typed(value), self.specialisation.temporaries[number])
                inner = self.typed(body)
                return Typed(f"{{ let t{number} = {bound}; {inner.code} }}", inner.type)
            case ir.Not() | ir.ShortCircuit() if type_ is Type.BOOL:
                return Typed(self.condition(node), Type.BOOL)
            case ir.ShortCircuit():
                return self.short_circuit(node)
            case ir.Conditional():
                return self.conditional(node, type_)
            case ir.Operation():
                return self.operation(node, type_)
            case ir.Call():
                return self.call(node, type_)
            case ir.CallMethod():
                return self.call_method(node, wanted=True)
            case ir.GetAttribute():
                self.at_line(node.line)
                name = name_constant(node.name)
                return Typed(f"getattr({self.owned(node.object)}, {name})?", type_)
            case ir.Display(kind=kind, elements=elements):
                items = ", ".join(self.owned(element.value) for element in elements)
                display = "fast::list" if type_ is Type.LIST else kind.value
                return Typed(f"{display}([{items}])", type_)
            case _:
                raise CannotSpecialise(type(node).__name__)

    def constant(self, node: ir.Constant, type_: Type, value: object) -> Typed:
        if type_ is Type.LITERAL_INT:
            assert isinstance(value, int)
            return Typed(f"{value}_i64", type_, value)
        if type_ is Type.FLOAT:
            assert isinstance(value, float)
            return Typed(float_literal(value), type_)
        if type_ is Type.BOOL:
            return Typed("true" if value else "false", type_)
        return Typed(constant(value), type_)

    def load_local(self, node: ir.LoadLocal, type_: Type) -> Typed:
        if node.slot not in self.variables:
            return Typed(self.bound_or_leave(node, "None::<Value>"), Type.VALUE)
        name = self.variables[node.slot]
        held = self.specialisation.variables[node.slot]
        if self.has_flag(node.slot):
            if node.slot in self.assigned:
                return Typed(name, held)
            return Typed(self.bound_or_leave(node, f"{name}_set.then_some({name})"), held)
        reference = self.reference(node)
        if held is not type_ and is_numeric(type_):
            return Typed(self.convert(reference, type_), type_)
        if held is not type_ and type_ is Type.LIST:
            return Typed(f"{self.convert(reference, type_)}.clone()", type_)
        return Typed(f"{reference}.clone()", held)

    def load_temporary(self, node: ir.LoadTemporary, type_: Type) -> Typed:
        if node.temporary in self.aliases:
            return self.load_local(self.aliases[node.temporary], type_)
        held = self.specialisation.temporaries[node.temporary]
        name = f"t{node.temporary}"
        last = node.last and node.temporary != self.held_item
        if held is Type.LIST:
            return Typed(name if last else f"{name}.clone()", held)
        if held is not Type.VALUE:
            return Typed(name, held)
        if is_numeric(type_):
            return Typed(self.convert(f"&{name}", type_), type_)
        if type_ is Type.LIST:
            return Typed(f"{self.convert(f'&{name}', type_)}.clone()", type_)
        return Typed(name if last else f"{name}.clone()", held)

    def short_circuit(self, node: ir.ShortCircuit) -> Typed:
        left, right = self.owned(node.left), self.owned(node.right)
        self.at_line(node.line)
        test = "truth(left.clone())?"
        if node.junction is ir.Junction.AND:
            choice = f"if {test} {{ {right} }} else {{ left }}"
        else:
            choice = f"if {test} {{ left }} else {{ {right} }}"
        return Typed(f"{{ let left = {left}; {choice} }}", Type.VALUE)

    def conditional(self, node: ir.Conditional, type_: Type) -> Typed:
        test = self.condition(node.test)
        then = self.coerce(self.typed(node.then), type_)
        otherwise = self.coerce(self.typed(node.otherwise), type_)
        return Typed(f"if {test} {{ {then} }} else {{ {otherwise} }}", type_)

    def call(self, node: ir.Call, type_: Type) -> Typed:
        inlined = self.specialisation.inlined.get(node)
        if inlined is not None and is_numeric(type_):
            callee, expression = inlined
            code = plain(self.emission.rust_names[callee.identifier])
            test = f"GLOBALS.holds(names::{identifier(callee.name)}, &CODE_{code})"
            inner = self.typed(expression)
            return Typed(f"{{ {self.assume(test)} {inner.code} }}", inner.type)
        if type_ is Type.INT and isinstance(node.function, ir.LoadGlobal):
            builtin = f"GLOBALS.means_builtin(names::{identifier(node.function.name)})"
            argument = node.arguments[0]
            if self.specialisation.types.get(argument) is Type.LIST:
                length = f"{self.list(argument)}.len()"
            else:
                length = self.guard(f"fast::len({self.borrowed(argument)})")
            return Typed(f"{{ {self.assume(builtin)} {length} }}", type_)
        self.at_line(node.line)
        row = self.bound_method(node)
        if row is not None:
            codes = ", ".join([self.borrowed(node.function), *self.arguments(row, node.arguments)])
            return Typed(f"fast::{row.bound}({codes})?", type_)
        function = self.owned(node.function)
        arguments = ", ".join(self.owned(argument) for argument in node.arguments)
        return Typed(f"call({function}, [{arguments}])?", type_)

    def bound_method(self, node: ir.Call) -> ListMethod | None:
        """The method that the called variable is expected to hold: whenever it is assigned, it is
        an attribute of that name.
        """
        if not isinstance(node.function, ir.LoadLocal):
            return None
        slot = node.function.slot
        names = {
            statement.value.name if isinstance(statement.value, ir.GetAttribute) else ""
            for statement in statements_in(self.specialisation.function.body)
            if isinstance(statement, st.Assign)
            and isinstance(statement.place, ir.LocalPlace)
            and statement.place.slot == slot
        }
        if len(names) != 1 or self.specialisation.variables.get(slot) is not Type.VALUE:
            return None
        return list_method(names.pop(), self.types_of(node.arguments))

    def call_method(self, node: ir.CallMethod, wanted: bool) -> Typed:
        """``object.name(…)``; the result may be left out where it is not ``wanted``."""
        self.at_line(node.line)
        if self.specialisation.types.get(node.object) is Type.LIST:
            row = list_method(node.name, self.types_of(node.arguments))
            if row is not None:
                receiver = self.list(node.object)
                code = f"{receiver}.{row.method}({', '.join(self.arguments(row, node.arguments))})"
                if row.gives_value:
                    return Typed(f"{code}?", Type.VALUE)
                return Typed(f"{{ {code}; NONE() }}" if wanted else code, Type.VALUE)
        receiver = self.owned(node.object)
        arguments = ", ".join(self.owned(argument) for argument in node.arguments)
        name = name_constant(node.name)
        return Typed(f"lookup_method({receiver}, {name})?.call([{arguments}])?", Type.VALUE)

    def types_of(self, nodes: Sequence[ir.Expression]) -> list[Type]:
        return [self.specialisation.types.get(node, Type.VALUE) for node in nodes]

    def arguments(self, row: ListMethod, nodes: Sequence[ir.Expression]) -> list[str]:
        """The arguments of a list's method, ints as they are."""
        return [
            self.typed(node).code if wanted is Type.INT else self.owned(node)
            for wanted, node in zip(row.arguments, nodes, strict=True)
        ]

    def condition(self, node: ir.Expression) -> str:
        """A Rust bool."""
        match node:
            case ir.Not(operand=operand):
                return f"!({self.condition(operand)})"
            case ir.ShortCircuit(junction=junction, left=left, right=right):
                sign = "&&" if junction is ir.Junction.AND else "||"
                return f"({self.condition(left)} {sign} {self.condition(right)})"
            case ir.Constant(value=value):
                return "true" if value else "false"
        typed = self.typed(node)
        match typed.type:
            case Type.BOOL:
                return typed.code
            case Type.INT | Type.LITERAL_INT:
                return f"({typed.code} != 0)"
            case Type.FLOAT:
                return f"({typed.code} != 0.0)"
            case Type.NUMBER:
                return f"({typed.code}.value != 0.0)"
            case Type.LIST:
                return f"!{typed.code}.is_empty()"
            case _:
                self.at_line(node.line)
                return f"truth({typed.code})?"

    def operation(self, node: ir.Operation, type_: Type) -> Typed:
        operands = node.operands
        if node.name == "is_":
            first, second = (self.borrowed(operand) for operand in operands)
            return Typed(f"is_({first}, {second})", Type.BOOL)
        if node.name == "getitem":
            return self.item(node, type_)
        types = [self.specialisation.types.get(operand, Type.VALUE) for operand in operands]
        if type_ is not Type.VALUE and all(is_numeric(operand) for operand in types):
            return self.arithmetic(node, type_)
        if node.name == "slice":
            bounds = ", ".join(self.owned(operand) for operand in operands)
            return Typed(f"slice({bounds})", type_)
        self.at_line(node.line)
        codes = ", ".join(self.owned(operand) for operand in operands)
        return Typed(f"{node.name}({codes})?", type_)

    def arithmetic(self, node: ir.Operation, type_: Type) -> Typed:
        key = IN_PLACE.get(node.name, node.name)
        typed = [self.typed(operand) for operand in node.operands]
        integers = all(is_integer(operand.type) for operand in typed)
        if len(typed) == 1:
            if type_ is Type.FLOAT:
                sign = "-" if key == "neg" else ""
                return Typed(f"({sign}{typed[0].code})", type_)
            code = typed[0].code
            if key == "neg":
                code = self.guard(f"{code}.checked_neg()")
            return Typed(code, type_)
        if key == "truediv" and integers:
            codes = ", ".join(operand.code for operand in typed)
            return Typed(self.guard(f"fast::int_truediv({codes})"), type_)
        if integers:
            return self.integer_arithmetic(key, typed, type_)
        left, right = self.floats(typed)
        if key in COMPARISONS:
            return Typed(f"({left} {COMPARISONS[key]} {right})", Type.BOOL)
        if key in FLOAT_PLAIN:
            return Typed(f"({left} {FLOAT_PLAIN[key]} {right})", type_)
        function = FLOAT_GUARDED[key]
        if isinstance(node.operands[1], ir.Constant):
            function = FLOAT_GUARDED_CONSTANT.get(key, function)
        return Typed(self.guard(f"{function}({left}, {right})"), type_)

    def integer_arithmetic(self, key: str, typed: Sequence[Typed], type_: Type) -> Typed:
        left, right = (operand.code for operand in typed)
        if key in COMPARISONS:
            return Typed(f"({left} {COMPARISONS[key]} {right})", Type.BOOL)
        if key in INT_PLAIN:
            return Typed(f"({left} {INT_PLAIN[key]} {right})", type_)
        return Typed(self.guard(f"{INT_GUARDED[key]}({left}, {right})"), type_)

    def floats(self, typed: Sequence[Typed]) -> list[str]:
        """Both operands as ``f64``; a NUMBER beside no float for sure must be one."""
        has_float = any(operand.type is Type.FLOAT for operand in typed)
        codes = []
        for operand in typed:
            if operand.literal is not None:
                codes.append(f"{operand.literal}.0")
            elif operand.type is Type.NUMBER:
                exact = f"{operand.code}.value"
                codes.append(exact if has_float else self.guard(f"{operand.code}.as_float()"))
            elif is_integer(operand.type):
                codes.append(self.guard(f"fast::int_to_float({operand.code})"))
            else:
                codes.append(operand.code)
        return codes

    def item(self, node: ir.Operation, type_: Type) -> Typed:
        container, key = node.operands
        in_list = self.specialisation.types.get(container) is Type.LIST
        if isinstance(key, ir.Operation) and key.name == "slice":
            if type_ is Type.LIST:
                bounds = ", ".join(self.bound(bound) for bound in key.operands)
                code = f"fast::list_slice({self.list(container)}, {bounds})"
                return Typed(self.guard(code), type_)
        elif is_numeric(type_) or type_ is Type.LIST:
            index = self.typed(key).code
            if in_list:
                code = f"{self.list(container)}.{ITEMS[type_]}({index})"
            else:
                code = f"fast::{ITEMS[type_]}({self.borrowed(container)}, {index})"
            return Typed(self.guard(code), type_)
        if is_integer(self.specialisation.types.get(key, Type.VALUE)):
            if in_list and self.unit_line is None:
                code = f"{self.list(container)}.item({self.typed(key).code})"
                return Typed(self.guard(code), type_)
            self.at_line(node.line)
            receiver = self.borrowed(container)
            return Typed(f"fast::getitem({receiver}, {self.typed(key).code})?", type_)
        self.at_line(node.line)
        return Typed(f"getitem({self.owned(container)}, {self.owned(key)})?", type_)


def aliases_in(unit: Unit) -> dict[int, ir.LoadLocal]:
    """Temporaries that stand for a variable: it is not assigned before their last use."""
    assigned = {
        statement.place.slot
        for statement in unit.statements
        if isinstance(statement, st.Assign) and isinstance(statement.place, ir.LocalPlace)
    }
    return {
        statement.temporary: statement.value
        for statement in unit.statements
        if isinstance(statement, st.Bind)
        and isinstance(statement.value, ir.LoadLocal)
        and statement.value.slot not in assigned
    }


def references_in(unit: Unit, specialisation: Specialisation) -> set[int]:
    """Items that are unpacked in turn before anything can be dropped: they need no count.

    ``([x, y], v), w = …``: the inner tuple and list are looked at where they lie.
    """
    found: set[int] = set()
    candidates: set[int] = set()
    for statement in unit.statements:
        match statement:
            case st.BindItems(value=value, temporaries=temporaries):
                if isinstance(value, ir.LoadTemporary) and value.temporary in candidates:
                    found.add(value.temporary)
                candidates |= {
                    number
                    for number in temporaries
                    if specialisation.temporaries[number] is Type.VALUE
                }
            case st.Assign(place=ir.LocalPlace(slot=slot)) if not is_object(
                specialisation.variables[slot]
            ):
                pass
            case st.Comment():
                pass
            case _:
                candidates.clear()
    return found
