"""Lowering of expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from ferrotype.builtins.operations import BINARY, COMPARISON, UNARY
from ferrotype.ir import expressions as ir
from ferrotype.lower.calls import lower_call
from ferrotype.lower.comprehensions import lower_comprehension
from ferrotype.lower.context import FunctionContext
from ferrotype.lower.functions import lower_lambda


def _constant(context: FunctionContext, node: ast.Constant) -> ir.Expression:
    return ir.Constant(node.lineno, node.value)


def _name(context: FunctionContext, node: ast.Name) -> ir.Expression:
    return context.load(node.lineno, context.mangle(node.id))


def _binary(context: FunctionContext, node: ast.BinOp) -> ir.Expression:
    left = context.expression(node.left)
    right = context.expression(node.right)
    return ir.Operation(node.lineno, BINARY[type(node.op)], (left, right))


def _unary(context: FunctionContext, node: ast.UnaryOp) -> ir.Expression:
    operand = context.expression(node.operand)
    if isinstance(node.op, ast.Not):
        return ir.Not(node.lineno, operand)
    folded = _negative_literal(node, operand)
    if folded is not None:
        return folded
    return ir.Operation(node.lineno, UNARY[type(node.op)], (operand,))


def _negative_literal(node: ast.UnaryOp, operand: ir.Expression) -> ir.Expression | None:
    """``-1`` is one constant, as CPython's optimiser makes it."""
    if not isinstance(node.op, ast.USub) or not isinstance(operand, ir.Constant):
        return None
    if type(operand.value) in (int, float, complex):
        assert isinstance(operand.value, int | float | complex)
        return ir.Constant(node.lineno, -operand.value)
    return None


def _boolean(context: FunctionContext, node: ast.BoolOp) -> ir.Expression:
    junction = ir.Junction.AND if isinstance(node.op, ast.And) else ir.Junction.OR
    result = context.expression(node.values[-1])
    for value in reversed(node.values[:-1]):
        result = ir.ShortCircuit(node.lineno, junction, context.expression(value), result)
    return result


def comparison(
    line: int, operator: ast.cmpop, left: ir.Expression, right: ir.Expression
) -> ir.Expression:
    """One comparison of two operands."""
    match operator:
        case ast.Is():
            return ir.Operation(line, "is_", (left, right))
        case ast.IsNot():
            return ir.Not(line, ir.Operation(line, "is_", (left, right)))
        case ast.In():
            return ir.Operation(line, "contains", (left, right))
        case ast.NotIn():
            return ir.Not(line, ir.Operation(line, "contains", (left, right)))
        case _:
            return ir.Operation(line, COMPARISON[type(operator)], (left, right))


def _compare(context: FunctionContext, node: ast.Compare) -> ir.Expression:
    left = context.expression(node.left)
    return _compare_chain(context, node, left, 0)


def _compare_chain(
    context: FunctionContext, node: ast.Compare, left: ir.Expression, position: int
) -> ir.Expression:
    right = context.expression(node.comparators[position])
    operator = node.ops[position]
    if position == len(node.ops) - 1:
        return comparison(node.lineno, operator, left, right)
    # The right operand serves both neighbours: it is evaluated once, after the left one.
    first, middle = context.temporary(), context.temporary()
    test = comparison(
        node.lineno,
        operator,
        ir.LoadTemporary(node.lineno, first, last=True),
        ir.LoadTemporary(node.lineno, middle, last=False),
    )
    rest = _compare_chain(
        context, node, ir.LoadTemporary(node.lineno, middle, last=True), position + 1
    )
    chain = ir.ShortCircuit(node.lineno, ir.Junction.AND, test, rest, of_comparison=True)
    return ir.Let(node.lineno, first, left, ir.Let(node.lineno, middle, right, chain))


def _conditional(context: FunctionContext, node: ast.IfExp) -> ir.Expression:
    return ir.Conditional(
        node.lineno,
        context.expression(node.test),
        context.expression(node.body),
        context.expression(node.orelse),
    )


def _attribute(context: FunctionContext, node: ast.Attribute) -> ir.Expression:
    value = context.expression(node.value)
    return ir.GetAttribute(node.end_lineno or node.lineno, value, context.mangle(node.attr))


def _subscript(context: FunctionContext, node: ast.Subscript) -> ir.Expression:
    container = context.expression(node.value)
    key = context.expression(node.slice)
    return ir.Operation(node.lineno, "getitem", (container, key))


def _slice(context: FunctionContext, node: ast.Slice) -> ir.Expression:
    line = getattr(node, "lineno", 0)
    bounds = tuple(
        ir.Constant(line, None) if bound is None else context.expression(bound)
        for bound in (node.lower, node.upper, node.step)
    )
    return ir.Operation(line, "slice", bounds)


def elements(context: FunctionContext, nodes: Sequence[ast.expr]) -> tuple[ir.Element, ...]:
    """The elements of a display, stars kept."""
    return tuple(
        ir.Element(True, context.expression(node.value))
        if isinstance(node, ast.Starred)
        else ir.Element(False, context.expression(node))
        for node in nodes
    )


def _tuple(context: FunctionContext, node: ast.Tuple) -> ir.Expression:
    parts = elements(context, node.elts)
    values = [part.value for part in parts]
    if not any(part.starred for part in parts) and all(
        isinstance(value, ir.Constant) for value in values
    ):
        return ir.Constant(
            node.lineno,
            tuple(value.value for value in values if isinstance(value, ir.Constant)),
        )
    return ir.Display(node.lineno, ir.DisplayKind.TUPLE, parts)


def _list(context: FunctionContext, node: ast.List) -> ir.Expression:
    return ir.Display(node.lineno, ir.DisplayKind.LIST, elements(context, node.elts))


def _set(context: FunctionContext, node: ast.Set) -> ir.Expression:
    return ir.Display(node.lineno, ir.DisplayKind.SET, elements(context, node.elts))


def _dict(context: FunctionContext, node: ast.Dict) -> ir.Expression:
    entries = []
    for key, value in zip(node.keys, node.values, strict=True):
        lowered_key = None if key is None else context.expression(key)
        entries.append(ir.Entry(lowered_key, context.expression(value)))
    return ir.DictDisplay(node.lineno, tuple(entries))


_CONVERSIONS = {
    -1: ir.Conversion.NONE,
    ord("s"): ir.Conversion.STR,
    ord("r"): ir.Conversion.REPR,
    ord("a"): ir.Conversion.ASCII,
}


def _formatted_value(context: FunctionContext, node: ast.FormattedValue) -> ir.Expression:
    value = context.expression(node.value)
    specification = None
    if node.format_spec is not None:
        specification = context.expression(node.format_spec)
    return ir.Format(node.lineno, value, _CONVERSIONS[node.conversion], specification)


def _joined(context: FunctionContext, node: ast.JoinedStr) -> ir.Expression:
    parts = tuple(context.expression(part) for part in node.values)
    if not parts:
        return ir.Constant(node.lineno, "")
    if len(parts) == 1:
        return parts[0]
    return ir.Join(node.lineno, parts)


def _named(context: FunctionContext, node: ast.NamedExpr) -> ir.Expression:
    value = context.expression(node.value)
    return ir.Store(node.lineno, context.place(context.mangle(node.target.id)), value)


def _yield(context: FunctionContext, node: ast.Yield) -> ir.Expression:
    value: ir.Expression = ir.Constant(node.lineno, None)
    if node.value is not None:
        value = context.expression(node.value)
    return ir.Yield(node.lineno, value)


def _yield_from(context: FunctionContext, node: ast.YieldFrom) -> ir.Expression:
    return ir.YieldFrom(node.lineno, context.expression(node.value))


def _await(context: FunctionContext, node: ast.Await) -> ir.Expression:
    return ir.Await(node.lineno, context.expression(node.value))


EXPRESSIONS: dict[type[ast.expr], Callable[..., ir.Expression]] = {
    ast.Attribute: _attribute,
    ast.Await: _await,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Call: lower_call,
    ast.Compare: _compare,
    ast.Constant: _constant,
    ast.Dict: _dict,
    ast.DictComp: lower_comprehension,
    ast.FormattedValue: _formatted_value,
    ast.GeneratorExp: lower_comprehension,
    ast.IfExp: _conditional,
    ast.JoinedStr: _joined,
    ast.Lambda: lower_lambda,
    ast.List: _list,
    ast.ListComp: lower_comprehension,
    ast.Name: _name,
    ast.NamedExpr: _named,
    ast.Set: _set,
    ast.SetComp: lower_comprehension,
    ast.Slice: _slice,
    ast.Subscript: _subscript,
    ast.Tuple: _tuple,
    ast.UnaryOp: _unary,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
}
