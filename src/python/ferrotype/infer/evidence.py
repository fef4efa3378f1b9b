"""Evidence: what a program's own text suggests about values that nothing proves.

Arithmetic ties its operands and its result together; a float literal, a true division, an
index or a ``range`` then speaks for everything tied to it. The result is only ever a guess
that a guard checks: it decides what is specialised, never what is correct.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ferrotype.infer.units import expressions_of, statements_in
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.pytypes import Type

TYING = frozenset(
    {
        "add",
        "sub",
        "mul",
        "floordiv",
        "mod_",
        "iadd",
        "isub",
        "imul",
        "ifloordiv",
        "imod",
    }
)
COMPARING = frozenset({"lt", "le", "eq", "ne", "gt", "ge"})
BITWISE = frozenset(
    {
        "and_",
        "or_",
        "xor",
        "lshift",
        "rshift",
        "iand",
        "ior",
        "ixor",
        "ilshift",
        "irshift",
    }
)
DIVIDING = frozenset({"truediv", "itruediv"})
RAISING = frozenset({"pow", "ipow"})


class Evidence:
    """Classes of values tied together, each with what was seen of it."""

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}
        self._seen: dict[Hashable, set[Type]] = {}

    def hint(self, key: Hashable) -> Type | None:
        """INT, FLOAT or LIST if the evidence is clear, else None."""
        seen = self._seen.get(self._root(key), set())
        if Type.VALUE in seen:
            return None
        if Type.LIST in seen:
            return Type.LIST if seen == {Type.LIST} else None
        for candidate in (Type.FLOAT, Type.INT):
            if candidate in seen:
                return candidate
        return None

    def is_other(self, key: Hashable) -> bool:
        """Whether the value was seen to be neither number nor list."""
        return Type.VALUE in self._seen.get(self._root(key), set())

    def tie(self, first: Hashable, second: Hashable) -> None:
        """Both have the same type, as far as the text suggests."""
        one, other = self._root(first), self._root(second)
        if one == other:
            return
        self._parents[other] = one
        self._seen.setdefault(one, set()).update(self._seen.pop(other, set()))

    def note(self, key: Hashable, type_: Type) -> None:
        """A value of the class has this type; VALUE says that it is no number."""
        self._seen.setdefault(self._root(key), set()).add(type_)

    def _root(self, key: Hashable) -> Hashable:
        while key in self._parents:
            key = self._parents[key]
        return key


def variable(slot: int) -> Hashable:
    """The key of a local variable."""
    return ("variable", slot)


def temporary(number: int) -> Hashable:
    """The key of a temporary."""
    return ("temporary", number)


def gather(body: st.Block) -> Evidence:
    """The evidence of a function's body."""
    evidence = Evidence()
    for statement in statements_in(body):
        for expression in expressions_of(statement):
            gather_expression(evidence, expression)
        _statement(evidence, statement)
    for container, key in _stores(body):
        if evidence.hint(key) is Type.INT:
            evidence.note(container, Type.LIST)
    return evidence


def _stores(body: st.Block) -> Iterator[tuple[ir.Expression, ir.Expression]]:
    """Container and key of each ``container[key] = …``."""
    for statement in statements_in(body):
        if isinstance(statement, st.SetItem):
            yield statement.container, statement.key


def gather_expression(evidence: Evidence, expression: ir.Expression) -> None:
    """Add the evidence of an expression and everything in it."""
    for node in ir.walk(expression):
        _expression(evidence, node)


def _statement(evidence: Evidence, statement: st.Statement) -> None:
    match statement:
        case st.Assign(place=ir.LocalPlace(slot=slot), value=value):
            evidence.tie(variable(slot), value)
        case st.Bind(temporary=number, value=value):
            evidence.tie(temporary(number), value)
        case st.SetItem(container=container, key=key):
            _index(evidence, key)
            if isinstance(key, ir.Operation) and key.name == "slice":
                evidence.note(container, Type.LIST)
        case st.For(item=item, iterator=iterator, body=body):
            called = called_builtin(iterator)
            if called == "range":
                evidence.note(temporary(item), Type.INT)
            elif called == "enumerate" and body and isinstance(body[0], st.BindItems):
                evidence.note(temporary(body[0].temporaries[0]), Type.INT)


def called_builtin(iterator: ir.Expression) -> str | None:
    """The global name that ``iter(name(…))`` calls."""
    match iterator:
        case ir.Operation(name="iter", operands=(ir.Call(function=ir.LoadGlobal(name=name)),)):
            return name
        case _:
            return None


def _expression(evidence: Evidence, node: ir.Expression) -> None:
    match node:
        case ir.LoadLocal(slot=slot):
            evidence.tie(variable(slot), node)
        case ir.LoadTemporary(temporary=number):
            evidence.tie(temporary(number), node)
        case ir.Let(temporary=number, value=value, body=body):
            evidence.tie(temporary(number), value)
            evidence.tie(node, body)
        case ir.Store(place=ir.LocalPlace(slot=slot), value=value):
            evidence.tie(variable(slot), value)
            evidence.tie(node, value)
        case ir.Constant(value=value):
            evidence.note(node, _constant(value))
        case ir.Conditional(then=then, otherwise=otherwise):
            evidence.tie(node, then)
            evidence.tie(node, otherwise)
        case ir.Call(function=ir.LoadGlobal(name="len")):
            evidence.note(node, Type.INT)
        case ir.Call(function=ir.LoadGlobal(name="list" | "sorted")):
            evidence.note(node, Type.LIST)
        case ir.Call(function=ir.LoadGlobal(name="range"), arguments=arguments):
            for argument in arguments:
                evidence.note(argument, Type.INT)
        case ir.Display(kind=ir.DisplayKind.LIST):
            evidence.note(node, Type.LIST)
        case ir.Display() | ir.DictDisplay() | ir.Join() | ir.Format():
            evidence.note(node, Type.VALUE)
        case ir.Operation():
            _operation(evidence, node)


def _constant(value: object) -> Type:
    if type(value) is float:
        return Type.FLOAT
    if type(value) is int:
        return Type.INT
    return Type.VALUE


def _index(evidence: Evidence, key: ir.Expression) -> None:
    if isinstance(key, ir.Operation) and key.name == "slice":
        evidence.note(key, Type.VALUE)
        for bound in key.operands:
            if not isinstance(bound, ir.Constant):
                evidence.note(bound, Type.INT)


def _operation(evidence: Evidence, node: ir.Operation) -> None:
    operands = node.operands
    if node.name in ("mul", "imul") and any(map(_is_list_display, operands)):
        evidence.note(node, Type.LIST)
    elif node.name in TYING:
        evidence.tie(node, operands[0])
        evidence.tie(node, operands[1])
    elif node.name in COMPARING:
        evidence.tie(operands[0], operands[1])
    elif node.name in ("neg", "pos"):
        evidence.tie(node, operands[0])
    elif node.name in DIVIDING:
        evidence.note(node, Type.FLOAT)
    elif node.name in BITWISE:
        evidence.tie(node, operands[0])
        evidence.tie(node, operands[1])
        evidence.note(node, Type.INT)
    elif node.name in RAISING:
        _power(evidence, node, operands[1])
    elif node.name == "getitem":
        _index(evidence, operands[1])
        if isinstance(operands[1], ir.Operation) and operands[1].name == "slice":
            evidence.tie(node, operands[0])


def _is_list_display(node: ir.Expression) -> bool:
    return isinstance(node, ir.Display) and node.kind is ir.DisplayKind.LIST


def _power(evidence: Evidence, node: ir.Operation, exponent: ir.Expression) -> None:
    if not isinstance(exponent, ir.Constant) or isinstance(exponent.value, bool):
        return
    if isinstance(exponent.value, float):
        evidence.note(node, Type.FLOAT)
        evidence.tie(node, node.operands[0])
    elif isinstance(exponent.value, int):
        evidence.tie(node, node.operands[0])
