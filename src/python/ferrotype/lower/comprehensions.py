"""Lowering of comprehensions and generator expressions."""

from __future__ import annotations

import ast

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import FunctionKind, Parameters
from ferrotype.lower.assignments import assign
from ferrotype.lower.context import FunctionContext
from ferrotype.lower.functions import closure_slots, finish_function, kind_of

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_ITERATOR = Parameters((), (".0",), (), None, None)


def lower_comprehension(context: FunctionContext, node: Comprehension) -> ir.Expression:
    """A comprehension: a function of the first iterator, called at once."""
    scope = context.module.scopes.of(node)
    inner = FunctionContext(context.module, scope, context, context.class_scope)
    kind = kind_of(scope)
    identifier = finish_function(
        inner, kind, node.lineno, _ITERATOR, lambda: _comprehension_body(inner, node)
    )
    make = ir.MakeFunction(node.lineno, identifier, (), (), (), closure_slots(context, scope))
    called = ir.Call(node.lineno, make, (_iterator(context, node.generators[0]),))
    return ir.Await(node.lineno, called) if kind is FunctionKind.COROUTINE else called


def _iterator(context: FunctionContext, generator: ast.comprehension) -> ir.Expression:
    if not generator.is_async:
        iterable = context.expression(generator.iter)
        return ir.Operation(generator.iter.lineno, "iter", (iterable,))
    iterable = context.expression(_folded(generator.iter))
    return ir.Operation(generator.iter.lineno, "async_iterator", (iterable,))


def _folded(node: ast.expr) -> ast.expr:
    """The iterable as CPython's optimiser makes it (``fold_iter`` in ast_opt.c): the message of an
    asynchronous comprehension shows its type.
    """
    if isinstance(node, ast.List) and not any(isinstance(e, ast.Starred) for e in node.elts):
        return ast.copy_location(ast.Tuple(node.elts, node.ctx), node)
    if isinstance(node, ast.Set) and all(isinstance(e, ast.Constant) for e in node.elts):
        values = frozenset(e.value for e in node.elts if isinstance(e, ast.Constant))
        return ast.copy_location(ast.Constant(values), node)
    return node


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
        iterator = _iterator(context, generator)
    label, item = context.label(), context.temporary()

    def loop_body() -> None:
        assign(context, generator.target, ir.LoadTemporary(line, item, last=True))
        for condition in generator.ifs:
            test = ir.Not(condition.lineno, context.expression(condition))
            repeat = (st.Repeat(condition.lineno, label),)
            context.emit(st.If(condition.lineno, test, repeat, ()))
        _comprehension_loops(context, node, depth + 1, result)

    body = context.collect(loop_body)
    context.emit(st.For(line, label, item, iterator, body, bool(generator.is_async)))


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
