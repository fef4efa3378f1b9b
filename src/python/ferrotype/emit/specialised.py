"""Rust for the specialised version of a function.

Variables are Rust variables in their representation. ``guard!('general, point, option)``
gives the value, or leaves for the general version at a resume point; everything after the
``'general`` block puts variables and loops into the frame and goes on there.
"""

from __future__ import annotations

from collections.abc import Sequence

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
from ferrotype.infer.units import Unit
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.pytypes import RUST_TYPES, Type, is_numeric


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
        self.unit_line: int | None = None
        self.held_item: int | None = None
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
        emission.write("let resume: u32 = 'general: {")
        with emission.indented():
            self.enter()
            self.block(self.specialisation.function.body)
            emission.write("return Ok(NONE());")
        emission.write("};")
        self.hand_over()

    def has_flag(self, slot: int) -> bool:
        return RUST_TYPES[self.specialisation.variables[slot]][0] != "Option<Value>"

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
        emission.write("}")
        emission.write(f"{self.general}(frame, resume)")

    # guards and lines

    def guard(self, code: str) -> str:
        return f"guard!('general, {self.point}, {code})"

    def convert(self, reference: str, type_: Type) -> str:
        """From ``&Value`` to a representation, guarded."""
        function = {Type.INT: "as_int", Type.FLOAT: "as_float", Type.NUMBER: "as_number"}
        return self.guard(f"fast::{function[type_]}({reference})")

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
                self.assign(slot, self.typed(value))
            case st.Bind(temporary=number, value=value):
                typed = self.typed(value)
                self.bind(number, typed)
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
            if type_ is Type.VALUE:
                write(f"let t{number} = {items}.value({position});")
            else:
                method = {Type.INT: "int", Type.FLOAT: "float", Type.NUMBER: "number"}[type_]
                write(f"let t{number} = {self.guard(f'{items}.{method}({position})')};")

    def set_item(self, statement: st.SetItem) -> None:
        write = self.emission.write
        key = statement.key
        if is_integer(self.specialisation.types[key]):
            self.at_line(statement.line)
            container = self.borrowed(statement.container)
            index = self.typed(key).code
            write(f"fast::setitem({container}, {index}, {self.owned(statement.value)})?;")
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
                to = f"{self.borrowed(target)}, {', '.join(codes[:2])}"
                taken_from = f"{self.borrowed(source)}, {', '.join(codes[2:])}"
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
        match node:
            case ir.LoadLocal(slot=slot) if not self.has_flag(slot):
                self.typed(node)
                if slot in self.assigned:
                    return f"fast::held(&{self.variables[slot]})"
            case ir.LoadTemporary(temporary=number) if (
                self.specialisation.temporaries.get(number) is Type.VALUE
            ):
                return f"&t{number}"
        return f"&{self.owned(node)}"

    def coerce(self, typed: Typed, wanted: Type) -> str:
        """The code in another representation."""
        if wanted is Type.NUMBER and typed.type is not Type.NUMBER:
            if typed.literal is not None:
                return f"Number::int({typed.literal})"
            if is_integer(typed.type):
                return f"Number::int({typed.code})"
            return f"Number::float({typed.code})"
        if RUST_TYPES[wanted][0] == "Option<Value>":
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
                self.at_line(node.line)
                receiver = self.owned(node.object)
                arguments = ", ".join(self.owned(argument) for argument in node.arguments)
                name = name_constant(node.name)
                return Typed(f"lookup_method({receiver}, {name})?.call([{arguments}])?", type_)
            case ir.GetAttribute():
                self.at_line(node.line)
                name = name_constant(node.name)
                return Typed(f"getattr({self.owned(node.object)}, {name})?", type_)
            case ir.Display(kind=kind, elements=elements):
                items = ", ".join(self.owned(element.value) for element in elements)
                return Typed(f"{kind.value}([{items}])", type_)
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
            return Typed(self.guard("None::<Value>"), Type.VALUE)
        name = self.variables[node.slot]
        held = self.specialisation.variables[node.slot]
        if self.has_flag(node.slot):
            if node.slot in self.assigned:
                return Typed(name, held)
            return Typed(self.guard(f"{name}_set.then_some({name})"), held)
        reference = f"fast::held(&{name})"
        if node.slot not in self.assigned:
            reference = self.guard(f"{name}.as_ref()")
        if is_numeric(type_):
            return Typed(self.convert(reference, type_), type_)
        return Typed(f"{reference}.clone()", held)

    def load_temporary(self, node: ir.LoadTemporary, type_: Type) -> Typed:
        held = self.specialisation.temporaries[node.temporary]
        name = f"t{node.temporary}"
        if held is not Type.VALUE:
            return Typed(name, held)
        if is_numeric(type_):
            return Typed(self.convert(f"&{name}", type_), type_)
        if node.last and node.temporary != self.held_item:
            return Typed(name, held)
        return Typed(f"{name}.clone()", held)

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
            checked = self.guard(f"{test}.then_some(())")
            return Typed(f"{{ {checked}; {inner.code} }}", inner.type)
        if type_ is Type.INT and isinstance(node.function, ir.LoadGlobal):
            builtin = f"GLOBALS.means_builtin(names::{identifier(node.function.name)})"
            checked = self.guard(f"{builtin}.then_some(())")
            length = self.guard(f"fast::len({self.borrowed(node.arguments[0])})")
            return Typed(f"{{ {checked}; {length} }}", type_)
        self.at_line(node.line)
        function = self.owned(node.function)
        arguments = ", ".join(self.owned(argument) for argument in node.arguments)
        return Typed(f"call({function}, [{arguments}])?", type_)

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
        if is_numeric(type_):
            function = {
                Type.INT: "item_int",
                Type.FLOAT: "item_float",
                Type.NUMBER: "item_number",
            }[type_]
            index = self.typed(key).code
            code = f"fast::{function}({self.borrowed(container)}, {index})"
            return Typed(self.guard(code), type_)
        if (
            isinstance(key, ir.Operation)
            and key.name == "slice"
            and all(self.is_bound(bound) for bound in key.operands)
        ):
            bounds = ", ".join(self.bound(bound) for bound in key.operands)
            code = f"fast::list_slice({self.borrowed(container)}, {bounds})"
            return Typed(self.guard(code), type_)
        self.at_line(node.line)
        if is_integer(self.specialisation.types.get(key, Type.VALUE)):
            receiver = self.borrowed(container)
            return Typed(f"fast::getitem({receiver}, {self.typed(key).code})?", type_)
        return Typed(f"getitem({self.owned(container)}, {self.owned(key)})?", type_)
