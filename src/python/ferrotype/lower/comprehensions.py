"""Lowering of comprehensions and generator expressions."""

from __future__ import annotations

import ast

from ferrotype.diagnostics import codes
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import FunctionKind, Parameters
from ferrotype.lower.assignments import assign
from ferrotype.lower.context import FunctionContext
from ferrotype.lower.functions import closure_slots, finish_function

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_ITERATOR = Parameters((), (".0",), (), None, None)


def lower_comprehension(context: FunctionContext, node: Comprehension) -> ir.Expression:
    """A comprehension: a function of the first iterator, called at once."""
    scope = context.module.scopes.of(node)
    if scope.is_coroutine:
        context.module.refuse(
            codes.UNSUPPORTED_CONSTRUCT, node, construct="an asynchronous comprehension"
        )
    inner = FunctionContext(context.module, scope, context, context.class_scope)
    is_generator = isinstance(node, ast.GeneratorExp)
    kind = FunctionKind.GENERATOR if is_generator else FunctionKind.PLAIN
    identifier = finish_function(
        inner, kind, node.lineno, _ITERATOR, lambda: _comprehension_body(inner, node)
    )
    make = ir.MakeFunction(node.lineno, identifier, (), (), (), closure_slots(context, scope))
    first = node.generators[0].iter
    iterator = ir.Operation(first.lineno, "iter", (context.expression(first),))
    return ir.Call(node.lineno, make, (iterator,))


def _comprehension_body(context: FunctionContext, node: Comprehension) -> None:
    line = node.lineno
    result = context.temporary()
    match node:
        case ast.ListComp():
            empty: ir.Expression = ir.Display(line, ir.DisplayKind.LIST, ())
        case ast.SetComp():
            empty = ir.Display(line, ir.DisplayKind.SET, ())
        case ast.DictComp():
            empty = ir.DictDisplay(line, ())
        case ast.GeneratorExp():
            empty = ir.Constant(line, None)
    if not isinstance(node, ast.GeneratorExp):
        context.emit(st.Bind(line, result, empty))
    _comprehension_loops(context, node, 0, result)
    if not isinstance(node, ast.GeneratorExp):
        context.emit(st.Return(line, ir.LoadTemporary(line, result, last=True)))


def _comprehension_loops(
    context: FunctionContext, node: Comprehension, depth: int, result: int
) -> None:
    if depth == len(node.generators):
        _comprehension_element(context, node, result)
        return
    generator = node.generators[depth]
    line = generator.target.lineno
    if depth == 0:
        iterator: ir.Expression = context.load(line, ".0")
    else:
        iterable = context.expression(generator.iter)
        iterator = ir.Operation(generator.iter.lineno, "iter", (iterable,))
    label, item = context.label(), context.temporary()

    def loop_body() -> None:
        assign(context, generator.target, ir.LoadTemporary(line, item, last=True))
        for condition in generator.ifs:
            test = ir.Not(condition.lineno, context.expression(condition))
            repeat = (st.Repeat(condition.lineno, label),)
            context.emit(st.If(condition.lineno, test, repeat, ()))
        _comprehension_loops(context, node, depth + 1, result)

    context.emit(st.For(line, label, item, iterator, context.collect(loop_body)))


def _comprehension_element(context: FunctionContext, node: Comprehension, result: int) -> None:
    target = ir.LoadTemporary(node.lineno, result, last=False)
    match node:
        case ast.DictComp(key=key, value=value):
            operands = (
                target,
                context.expression(key),
                context.expression(value),
            )
            added: ir.Expression = ir.Operation(key.lineno, "dict_insert", operands)
        case ast.GeneratorExp(elt=element):
            added = ir.Yield(element.lineno, context.expression(element))
        case ast.ListComp(elt=element):
            item = context.expression(element)
            added = ir.Operation(element.lineno, "list_append", (target, item))
        case ast.SetComp(elt=element):
            item = context.expression(element)
            added = ir.Operation(element.lineno, "set_add", (target, item))
    context.emit(st.Evaluate(node.lineno, added))
