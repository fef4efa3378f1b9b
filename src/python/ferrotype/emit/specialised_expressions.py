"""Rust for expressions in specialised versions, each in the representation that inference chose."""

from __future__ import annotations

from collections.abc import Sequence

from ferrotype.builtins.list_methods import ListMethod, list_method
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
from ferrotype.emit.expressions import name_constant, plain
from ferrotype.emit.literals import constant, float_literal
from ferrotype.emit.names import identifier
from ferrotype.emit.specialised_context import (
    CannotSpecialise,
    SpecialisedContext,
)
from ferrotype.infer.rules import IN_PLACE, is_integer
from ferrotype.ir import expressions as ir
from ferrotype.pytypes import Type, is_numeric, is_object

ITEMS = {
    Type.INT: "item_int",
    Type.FLOAT: "item_float",
    Type.NUMBER: "item_number",
    Type.LIST: "item_list",
}
"""The item at a position of a list or tuple."""


class SpecialisedExpressions(SpecialisedContext):
    """One method a kind of expression; `typed` dispatches."""

    def is_bound(self, node: ir.Expression) -> bool:
        if isinstance(node, ir.Constant) and node.value is None:
            return True
        return is_integer(self.specialisation.types.get(node, Type.VALUE))

    def bound(self, node: ir.Expression) -> str:
        if isinstance(node, ir.Constant) and node.value is None:
            return "None"
        return f"Some({self.typed(node).code})"

    def owned(self, node: ir.Expression) -> str:
        """A ``Value``."""
        if isinstance(node, ir.Constant):
            return constant(node.value)
        return boxed(self.typed(node))

    def borrowed(self, node: ir.Expression) -> str:
        """A ``&Value``."""
        node = self.aliased(node)
        match node:
            case ir.LoadLocal(slot=slot) if slot in self.variables and not self.is_number(slot):
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

    def list_reference(self, node: ir.Expression) -> str:
        """A ``&ListValue``."""
        node = self.aliased(node)
        match node:
            case ir.LoadLocal(slot=slot) if (self.specialisation.variables.get(slot) is Type.LIST):
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

    def list_receiver(self, node: ir.Expression) -> str:
        """A list as the receiver of a method, which borrows by itself."""
        return self.list_reference(node).removeprefix("&")

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
        if self.is_number(node.slot):
            if node.slot in self.assigned:
                return Typed(name, held)
            self.exposed.add(node.slot)
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
        if node.passes_on:
            first, right = self.deciding(node.left, node), self.owned(node.right)
            return Typed(f"match {first} {{ Some(value) => value, None => {right} }}", Type.VALUE)
        left, right = self.owned(node.left), self.owned(node.right)
        self.at_line(node.line)
        test = "truth(left.clone())?"
        if node.junction is ir.Junction.AND:
            choice = f"if {test} {{ {right} }} else {{ left }}"
        else:
            choice = f"if {test} {{ left }} else {{ {right} }}"
        return Typed(f"{{ let left = {left}; {choice} }}", Type.VALUE)

    def deciding(self, node: ir.Expression, outer: ir.ShortCircuit) -> str:
        """Rust of type ``Option<Value>``: an operand that decides ``outer``, whose truth is known."""
        decides = outer.junction is ir.Junction.OR
        if not isinstance(node, ir.ShortCircuit) or node.of_comparison or node.line != outer.line:
            code, sign = self.owned(node), "" if decides else "!"
            self.at_line(node.line)
            test = f"{sign}truth(value.clone())?"
            return f"{{ let value = {code}; if {test} {{ Some(value) }} else {{ None }} }}"
        if node.junction is outer.junction:
            first, second = self.deciding(node.left, outer), self.deciding(node.right, outer)
            return f"match {first} {{ Some(value) => Some(value), None => {second} }}"
        first, second = self.condition(node.left), self.deciding(node.right, outer)
        then, otherwise = (second, "None") if decides else ("None", second)
        return f"if {first} {{ {then} }} else {{ {otherwise} }}"

    def conditional(self, node: ir.Conditional, type_: Type) -> Typed:
        test = self.condition(node.test)
        then = self.coerce(self.typed(node.then), type_)
        otherwise = self.coerce(self.typed(node.otherwise), type_)
        return Typed(f"if {test} {{ {then} }} else {{ {otherwise} }}", type_)

    def call(self, node: ir.Call, type_: Type, wanted: bool = True) -> Typed:
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
                length = f"{self.list_receiver(argument)}.len()"
            else:
                length = self.guard(f"fast::len({self.borrowed(argument)})")
            return Typed(f"{{ {self.assume(builtin)} {length} }}", type_)
        bound = self.call_bound(node, wanted)
        if bound is not None:
            return bound
        self.at_line(node.line)
        function = self.owned(node.function)
        arguments = ", ".join(self.owned(argument) for argument in node.arguments)
        return Typed(f"call({function}, [{arguments}])?", type_)

    def call_bound(self, node: ir.Call, wanted: bool) -> Typed | None:
        """A call of a variable that is expected to hold a list's method."""
        row = self.bound_method(node)
        if row is None:
            return None
        self.at_line(node.line)
        code = self.moved(node, row)
        if code is None:
            operands = [*self.bound_operands(node), *self.arguments(row, node.arguments)]
            code = f"fast::{row.bound}({', '.join(operands)})?"
        if wanted and not row.gives_value:
            code = f"{{ {code}; NONE() }}"
        return Typed(code, Type.VALUE)

    def bound_method(self, node: ir.Expression) -> ListMethod | None:
        """The method that a call of a variable is expected to call."""
        if not isinstance(node, ir.Call) or not isinstance(node.function, ir.LoadLocal):
            return None
        expected = self.method_variables.get(node.function.slot)
        if expected is None:
            return None
        return list_method(expected.name, self.types_of(node.arguments))

    def bound_operands(self, node: ir.Call) -> list[str]:
        """The list that a method is bound to, where it is as expected, and the method."""
        assert isinstance(node.function, ir.LoadLocal)
        return [f"&{self.method_lists[node.function.slot]}", self.borrowed(node.function)]

    def moved(self, node: ir.Call, row: ListMethod) -> str | None:
        """``insert(i, pop(j))``, which moves an item where both are of one list."""
        if row.name != "insert":
            return None
        index, item = node.arguments
        inner = self.bound_method(item)
        if inner is None or inner.name != "pop":
            return None
        assert isinstance(item, ir.Call)
        operands = [*self.bound_operands(node), self.typed(index).code]
        operands += [*self.bound_operands(item), *self.arguments(inner, item.arguments)]
        return f"fast::call_insert_popped({', '.join(operands)})?"

    def call_method(self, node: ir.CallMethod, wanted: bool) -> Typed:
        """``object.name(…)``; the result may be left out where it is not ``wanted``."""
        self.at_line(node.line)
        if self.specialisation.types.get(node.object) is Type.LIST:
            row = list_method(node.name, self.types_of(node.arguments))
            if row is not None:
                receiver = self.list_receiver(node.object)
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
                code = f"fast::list_slice({self.list_reference(container)}, {bounds})"
                return Typed(self.guard(code), type_)
        elif is_numeric(type_) or type_ is Type.LIST:
            index = self.typed(key).code
            if in_list:
                code = f"{self.list_receiver(container)}.{ITEMS[type_]}({index})"
            else:
                code = f"fast::{ITEMS[type_]}({self.borrowed(container)}, {index})"
            return Typed(self.guard(code), type_)
        if is_integer(self.specialisation.types.get(key, Type.VALUE)):
            if in_list and self.unit_line is None:
                code = f"{self.list_receiver(container)}.item({self.typed(key).code})"
                return Typed(self.guard(code), type_)
            self.at_line(node.line)
            receiver = self.borrowed(container)
            return Typed(f"fast::getitem({receiver}, {self.typed(key).code})?", type_)
        self.at_line(node.line)
        return Typed(f"getitem({self.owned(container)}, {self.owned(key)})?", type_)
