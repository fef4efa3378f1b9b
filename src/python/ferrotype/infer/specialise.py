"""Which representation every variable and expression of a function has in its specialised
version.

Variables have one representation for the whole function: the join of what is assigned. An
element of a container, a parameter, a global is a guess from the evidence, guarded where it
is loaded. A guard that fails hands over to the general version at the start of the unit, so
guards may stand only before the unit's first effect; after it, values stay ``VALUE``.
"""

from __future__ import annotations

import enum
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from ferrotype.infer.evidence import (
    Evidence,
    called_builtin,
    gather,
    gather_expression,
    temporary,
    variable,
)
from ferrotype.infer.rules import binary, is_integer, needs_floats
from ferrotype.infer.units import (
    Units,
    consumed_temporaries,
    expressions_of,
    number_units,
    statements_in,
)
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import Function, FunctionKind, Module
from ferrotype.pytypes import Type, is_numeric, is_object, join
from ferrotype.transform.inline import inlinable_functions, instantiate, returned

LARGEST_LITERAL = 1 << 53


class LoopKind(enum.Enum):
    """How a ``for`` runs."""

    RANGE = "range of 64-bit ints"
    ENUMERATE = "enumerate over items"
    ITEMS = "items"


@dataclass(frozen=True, slots=True, eq=False)
class Specialisation:
    """Everything that emission of a specialised version needs to know."""

    function: Function
    units: Units
    types: Mapping[ir.Expression, Type]
    variables: Mapping[int, Type]
    temporaries: Mapping[int, Type]
    inlined: Mapping[ir.Expression, tuple[Function, ir.Expression]]
    """A call → the function it is expected to call, and the expression to evaluate."""
    loops: Mapping[st.Statement, LoopKind]
    settled: Mapping[st.Statement, Type]
    """Assignments of what an effect gave: guarded when the unit is done, not before it."""
    noisy: frozenset[st.Statement]
    """Statements (of compound ones: heads) in which Python code may run."""

    def is_quiet(self, block: st.Block) -> bool:
        """Whether no Python code can run in a block, but for a loop's iterators."""
        return not any(
            statement in self.noisy or self._drops(statement) for statement in statements_in(block)
        )

    def _drops(self, statement: st.Statement) -> bool:
        """Whether an object may be released: it may have a ``__del__``."""
        match statement:
            case st.Assign(place=ir.LocalPlace(slot=slot)):
                return is_object(self.variables[slot])
            case st.Assign():
                return True
            case _:
                return False


def specialise_module(module: Module) -> Mapping[str, Specialisation]:
    """Specialisations by function identifier."""
    inlinable = inlinable_functions(module)
    found = {}
    for function in module.functions:
        if is_eligible(function):
            result = _Inference(module, function, inlinable).run()
            if result is not None:
                found[function.identifier] = result
    return found


_STATEMENTS = (
    st.AssertionFailure,
    st.Assign,
    st.Bind,
    st.BindItems,
    st.Comment,
    st.DeleteItem,
    st.Evaluate,
    st.For,
    st.If,
    st.Labelled,
    st.Leave,
    st.Raise,
    st.Repeat,
    st.Return,
    st.SetAttribute,
    st.SetItem,
    st.While,
)
_EXPRESSIONS = (
    ir.Call,
    ir.CallMethod,
    ir.Conditional,
    ir.Constant,
    ir.Display,
    ir.GetAttribute,
    ir.Let,
    ir.LoadGlobal,
    ir.LoadLocal,
    ir.LoadTemporary,
    ir.Not,
    ir.Operation,
    ir.ShortCircuit,
)


def is_eligible(function: Function) -> bool:
    """Whether the specialised form covers every construct of the function."""
    if function.kind is not FunctionKind.PLAIN or function.cell_count or function.free_count:
        return False
    has_loop = False
    for statement in statements_in(function.body):
        if not isinstance(statement, _STATEMENTS):
            return False
        has_loop |= isinstance(statement, st.For | st.While)
        if isinstance(statement, st.BindItems) and statement.star is not None:
            return False
        if isinstance(statement, st.Assign) and not isinstance(statement.place, ir.LocalPlace):
            return False
        for expression in expressions_of(statement):
            if not all(_is_covered(node) for node in ir.walk(expression)):
                return False
    return has_loop and _temporaries_stay_in_units(function)


def _is_covered(node: ir.Expression) -> bool:
    if isinstance(node, ir.Display):
        return node.kind is not ir.DisplayKind.SET and not any(
            element.starred for element in node.elements
        )
    return isinstance(node, _EXPRESSIONS)


def _temporaries_stay_in_units(function: Function) -> bool:
    """No temporary is alive across a nested block, apart from a loop's item."""
    units = number_units(function.body)
    for block in units.blocks.values():
        for unit in block:
            compound = [
                item
                for item in unit.statements
                if isinstance(item, st.If | st.While | st.For | st.Labelled)
            ]
            if compound and len(unit.statements) > 1:
                return False
    for statement in statements_in(function.body):
        if isinstance(statement, st.For):
            first = next(iter(units.of(statement.body)), None)
            if first is None or not any(
                statement.item in consumed_temporaries(item) for item in first.statements
            ):
                return False
    return True


@dataclass(slots=True)
class _Inference:
    module: Module
    function: Function
    inlinable: Mapping[str, Function]
    units: Units = field(init=False)
    evidence: Evidence = field(init=False)
    types: dict[ir.Expression, Type] = field(default_factory=dict)
    variables: dict[int, Type] = field(default_factory=dict)
    temporaries: dict[int, Type] = field(default_factory=dict)
    inlined: dict[ir.Expression, tuple[Function, ir.Expression]] = field(default_factory=dict)
    loops: dict[st.Statement, LoopKind] = field(default_factory=dict)
    settled: dict[st.Statement, Type] = field(default_factory=dict)
    effect: bool = False
    settling: st.Statement | None = None
    noisy: set[st.Statement] = field(default_factory=set)
    counts: set[int] = field(default_factory=set)
    """What ``enumerate`` counts."""
    next_temporary: int = 1_000_000
    only_floats: set[Hashable] = field(default_factory=set)

    def run(self) -> Specialisation | None:
        self.units = number_units(self.function.body)
        self._inline_calls()
        self.evidence = gather(self.function.body)
        for node, (_, expression) in self.inlined.items():
            gather_expression(self.evidence, expression)
            self.evidence.tie(node, expression)
        if not self._settle():
            return None
        if not any(is_numeric(type_) for type_ in self.variables.values()):
            return None
        return Specialisation(
            self.function,
            self.units,
            self.types,
            self.variables,
            self.temporaries,
            self.inlined,
            self.loops,
            self.settled,
            frozenset(self.noisy),
        )

    def _settle(self) -> bool:
        """Repeat until nothing changes; start anew when a guess had to be narrowed."""
        rounds = 4 * len(self.function.slots) + 16
        self._start()
        for _ in range(rounds):
            before = (dict(self.variables), dict(self.temporaries))
            self.noisy.clear()
            narrowed = len(self.only_floats)
            self._block(self.function.body)
            if len(self.only_floats) != narrowed:
                self._start()
            elif before == (self.variables, self.temporaries):
                return True
        return False

    def _start(self) -> None:
        """Parameters are guesses; nothing is known of other variables."""
        parameters = self.function.parameters
        plain = len(parameters.names)
        plain -= (parameters.star is not None) + (parameters.double_star is not None)
        self.temporaries.clear()
        self.variables.clear()
        for slot in range(len(parameters.names)):
            hint = self.evidence.hint(variable(slot)) if slot < plain else None
            self.variables[slot] = hint or Type.VALUE

    def _inline_calls(self) -> None:
        for statement in statements_in(self.function.body):
            for expression in expressions_of(statement):
                for node in ir.walk(expression):
                    if isinstance(node, ir.Call) and isinstance(node.function, ir.LoadGlobal):
                        self._inline_call(node, node.function.name)

    def _inline_call(self, node: ir.Call, name: str) -> None:
        callee = self.inlinable.get(name)
        if callee is None or callee is self.function:
            return
        if len(node.arguments) != len(callee.parameters.names):
            return
        numbers = []
        for _ in node.arguments:
            self.next_temporary += 1
            numbers.append(self.next_temporary)
        body = instantiate_with_temporaries(callee, numbers, node.line)
        for number, argument in zip(reversed(numbers), reversed(node.arguments), strict=True):
            body = ir.Let(node.line, number, argument, body)
        self.inlined[node] = (callee, body)

    # statements

    def _block(self, block: st.Block) -> None:
        units = self.units.of(block)
        for unit in units:
            self.effect = False
            # What an effect gave may be guarded between its unit and the next one.
            self.settling = unit.statements[-1] if unit is not units[-1] else None
            for statement in unit.statements:
                self._statement(statement)
                if not isinstance(statement, st.If | st.While | st.For | st.Labelled):
                    self._note(statement)

    def _note(self, statement: st.Statement) -> None:
        if self.effect:
            self.noisy.add(statement)

    def _statement(self, statement: st.Statement) -> None:
        match statement:
            case st.Assign(place=ir.LocalPlace(slot=slot), value=value):
                self._assign(slot, self._settled(statement, slot, value))
            case st.Bind(temporary=number, value=value):
                self.temporaries[number] = self._type(value)
            case st.BindItems():
                self._bind_items(statement)
            case st.If(test=test, then=then, otherwise=otherwise):
                self._condition(test)
                self._note(statement)
                self._block(then)
                self._block(otherwise)
            case st.While(test=test, body=body):
                self._condition(test)
                self._note(statement)
                self._block(body)
            case st.Labelled(body=body):
                self._block(body)
            case st.For():
                self._for(statement)
            case st.Raise() | st.AssertionFailure():
                pass
            case _:
                for expression in expressions_of(statement):
                    self._type(expression)
                self.effect = True

    def _settled(self, statement: st.Statement, slot: int, value: ir.Expression) -> Type:
        """The representation that an assignment stores."""
        self.settled.pop(statement, None)
        type_ = self._type(value)
        if type_ is Type.VALUE and statement is self.settling:
            type_ = self._guess(variable(slot), value)
            if type_ is not Type.VALUE:
                self.settled[statement] = type_
        return type_

    def _assign(self, slot: int, type_: Type) -> None:
        self.variables[slot] = join(self.variables.get(slot, Type.UNSET), type_)

    def _bind_items(self, statement: st.BindItems) -> None:
        self._type(statement.value)
        # What is no variable is unpacked by the runtime, which may run Python code.
        self.effect |= not isinstance(statement.value, ir.LoadLocal | ir.LoadTemporary)
        for number in statement.temporaries:
            if number in self.counts:
                self.temporaries[number] = Type.INT
            elif self.effect:
                self.temporaries[number] = Type.VALUE
            else:
                self.temporaries[number] = self._guess(temporary(number), number)
        # After an effect the runtime unpacks; before it, a guarded view does.

    def _guess(self, key: Hashable, site: Hashable) -> Type:
        hint = self.evidence.hint(key)
        if hint is Type.FLOAT and site not in self.only_floats:
            return Type.NUMBER
        return hint or Type.VALUE

    def _for(self, statement: st.For) -> None:
        called = called_builtin(statement.iterator)
        kind = LoopKind.ITEMS
        iterator = statement.iterator
        assert isinstance(iterator, ir.Operation)
        source = iterator.operands[0] if iterator.name == "iter" else iterator
        if called in ("range", "enumerate") and called not in self.module.stored_globals:
            assert isinstance(source, ir.Call)
            kind = self._special_loop(statement, called, source)
        if kind is LoopKind.ITEMS:
            self._type(source)
            self.temporaries[statement.item] = Type.VALUE
        self.loops[statement] = kind
        self.effect |= kind is not LoopKind.RANGE
        self._note(statement)
        self.effect = False
        self._block(statement.body)

    def _special_loop(self, statement: st.For, called: str, source: ir.Call) -> LoopKind:
        if called == "range" and 1 <= len(source.arguments) <= 3:
            types = [self._type(argument) for argument in source.arguments]
            step = source.arguments[2] if len(types) == 3 else None
            stepped = step is None or (
                isinstance(step, ir.Constant) and type(step.value) is int and step.value != 0
            )
            if stepped and all(is_integer(type_) for type_ in types) and not self.effect:
                self.temporaries[statement.item] = Type.INT
                return LoopKind.RANGE
        if called == "enumerate" and len(source.arguments) == 1:
            first = statement.body[0] if statement.body else None
            if (
                isinstance(first, st.BindItems)
                and len(first.temporaries) == 2
                and isinstance(first.value, ir.LoadTemporary)
                and first.value.temporary == statement.item
            ):
                self._type(source.arguments[0])
                self.temporaries[statement.item] = Type.VALUE
                self.counts.add(first.temporaries[0])
                return LoopKind.ENUMERATE
        return LoopKind.ITEMS

    # expressions

    def _type(self, node: ir.Expression) -> Type:
        result = self._compute(node)
        self.types[node] = result
        return result

    def _condition(self, node: ir.Expression) -> None:
        type_ = self._type(node)
        if type_ is Type.VALUE and not isinstance(node, ir.Operation | ir.Not):
            self.effect = True

    def _compute(self, node: ir.Expression) -> Type:
        match node:
            case ir.Constant(value=value):
                return _constant_type(value)
            case ir.LoadLocal(slot=slot):
                return self._loaded(node, self.variables.get(slot, Type.UNSET))
            case ir.LoadTemporary(temporary=number):
                return self._loaded(node, self.temporaries.get(number, Type.VALUE))
            case ir.LoadGlobal():
                return self._loaded(node, Type.VALUE)
            case ir.Let(temporary=number, value=value, body=body):
                self.temporaries[number] = self._type(value)
                return self._type(body)
            case ir.Not(operand=operand):
                self._condition(operand)
                return Type.BOOL
            case ir.ShortCircuit(left=left, right=right):
                self._condition(left)
                effect = self.effect
                self._condition(right)
                self.effect |= effect
                both = {self.types[left], self.types[right]}
                return Type.BOOL if both == {Type.BOOL} else Type.VALUE
            case ir.Conditional(test=test, then=then, otherwise=otherwise):
                self._condition(test)
                first = self._type(then)
                return join(first, self._type(otherwise))
            case ir.Operation():
                return self._operation(node)
            case ir.Call():
                return self._call(node)
            case ir.Display(kind=kind, elements=elements):
                for element in elements:
                    self._type(element.value)
                return Type.LIST if kind is ir.DisplayKind.LIST else Type.VALUE
            case _:
                for child in ir.children(node):
                    self._type(child)
                self.effect = True
                return Type.VALUE

    def _loaded(self, node: ir.Expression, held: Type) -> Type:
        """What a load gives: the variable's representation, or a guarded guess."""
        if held is Type.UNSET:
            return Type.VALUE
        if held is Type.VALUE and not self.effect:
            return self._guess(node, node)
        return held

    def _operation(self, node: ir.Operation) -> Type:
        types = [self._type(operand) for operand in node.operands]
        if node.name == "is_":
            return Type.BOOL
        if node.name == "slice":
            return Type.VALUE
        if node.name == "getitem":
            return self._item(node, types[1])
        if len(types) == 2:
            known = self._numeric(node, types[0], types[1])
            if known is not None:
                return known
        if node.name in ("neg", "pos") and types[0] in (
            Type.FLOAT,
            Type.INT,
            Type.LITERAL_INT,
        ):
            return Type.FLOAT if types[0] is Type.FLOAT else Type.INT
        self.effect = True
        return Type.BOOL if node.name == "contains" else Type.VALUE

    def _numeric(self, node: ir.Operation, left: Type, right: Type) -> Type | None:
        if self.effect or not (is_numeric(left) and is_numeric(right)):
            return None
        if node.name in ("lt", "le", "gt", "ge", "eq", "ne"):
            result: Type | None = Type.BOOL
        else:
            result = binary(node.name, left, right)
        if result is not None and needs_floats(left, right):
            self.only_floats.update(self._number_sites(node))
        return result

    def _number_sites(self, node: ir.Operation) -> set[Hashable]:
        """Where guesses of NUMBER come from that this operation needs to be floats."""
        sites: set[Hashable] = set()
        for operand in node.operands:
            match operand:
                case ir.LoadTemporary(temporary=number):
                    sites |= {operand, number}
                case ir.LoadLocal(slot=slot):
                    sites |= {operand, *self._assigned_from(slot)}
                case _:
                    sites.add(operand)
        return sites

    def _assigned_from(self, slot: int) -> set[Hashable]:
        found: set[Hashable] = set()
        for statement in statements_in(self.function.body):
            match statement:
                case st.Assign(
                    place=ir.LocalPlace(slot=assigned),
                    value=ir.LoadTemporary() as value,
                ) if assigned == slot:
                    found |= {value, value.temporary}
                case st.Assign(place=ir.LocalPlace(slot=assigned), value=value) if assigned == slot:
                    found.add(value)
        return found

    def _item(self, node: ir.Operation, key: Type) -> Type:
        if self.effect or not is_integer(key):
            if self._is_list_slice(node):
                return Type.LIST
            self.effect = True
            return Type.VALUE
        guess = self._guess(node, node)
        if guess is Type.VALUE and self.types[node.operands[0]] is not Type.LIST:
            # The container may be anything: its own code may run.
            self.effect = True
        return guess

    def _is_list_slice(self, node: ir.Operation) -> bool:
        """A slice with int bounds: taken of a list without an effect, or handed over."""
        key = node.operands[1]
        if self.effect or not isinstance(key, ir.Operation) or key.name != "slice":
            return False
        if self.evidence.is_other(node.operands[0]):
            return False
        return all(
            (isinstance(bound, ir.Constant) and bound.value is None)
            or is_integer(self.types[bound])
            for bound in key.operands
        )

    def _call(self, node: ir.Call) -> Type:
        if node in self.inlined and not self.effect:
            type_ = self._type(self.inlined[node][1])
            if is_numeric(type_) and not self.effect:
                return type_
            # What may raise needs the callee's frame in the traceback.
            self.effect = False
        if (
            isinstance(node.function, ir.LoadGlobal)
            and node.function.name == "len"
            and "len" not in self.module.stored_globals
            and len(node.arguments) == 1
        ):
            self._type(node.arguments[0])
            if not self.effect:
                return Type.INT
        for child in ir.children(node):
            self._type(child)
        self.effect = True
        return Type.VALUE


def _constant_type(value: object) -> Type:
    if type(value) is int and abs(value) < LARGEST_LITERAL:
        return Type.LITERAL_INT
    if type(value) is float:
        return Type.FLOAT
    if type(value) is bool:
        return Type.BOOL
    return Type.VALUE


def instantiate_with_temporaries(callee: Function, numbers: list[int], line: int) -> ir.Expression:
    """The callee's expression with each parameter read from a temporary."""
    arguments: dict[int, ir.Expression] = {
        slot: ir.LoadTemporary(line, number, last=False) for slot, number in enumerate(numbers)
    }
    return instantiate(returned(callee), arguments)
