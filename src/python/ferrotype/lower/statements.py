"""Lowering of statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.lower.assignments import (
    assign,
    lower_annotated,
    lower_assign,
    lower_augmented,
    lower_delete,
)
from ferrotype.lower.classes import lower_class
from ferrotype.lower.context import FunctionContext
from ferrotype.lower.functions import lower_definition
from ferrotype.lower.imports import lower_import, lower_import_from
from ferrotype.lower.matching import lower_match


def carry_comments(context: FunctionContext, node: ast.stmt) -> None:
    comments = context.module.parsed.comments
    first = node.lineno
    while first - 1 in comments:
        first -= 1
    for line in range(first, node.lineno):
        context.emit(st.Comment(line, comments[line]))


def _block(context: FunctionContext, nodes: Sequence[ast.stmt]) -> st.Block:
    return context.collect(lambda: context.statements(nodes))


def _expression(context: FunctionContext, node: ast.Expr) -> None:
    if isinstance(node.value, ast.Constant):
        return
    context.emit(st.Evaluate(node.lineno, context.expression(node.value)))


def _return(context: FunctionContext, node: ast.Return) -> None:
    value: ir.Expression = ir.Constant(node.lineno, None)
    if node.value is not None:
        value = context.expression(node.value)
    context.emit(st.Return(node.lineno, value))


def _if(context: FunctionContext, node: ast.If) -> None:
    test = context.expression(node.test)
    then = _block(context, node.body)
    context.emit(st.If(node.test.lineno, test, then, _block(context, node.orelse)))


def _loop(
    context: FunctionContext,
    node: ast.While | ast.For | ast.AsyncFor,
    build: Callable[[int, st.Block], st.Statement],
    before: Callable[[], None] | None = None,
) -> None:
    """A loop; with ``else`` it stands in a labelled block that ``break`` leaves."""
    label = context.label()
    outer = context.label() if node.orelse else label
    context.loops.append((outer, label))

    def lower_body() -> None:
        if before is not None:
            before()
        context.statements(node.body)

    body = context.collect(lower_body)
    context.loops.pop()
    loop = build(label, body)
    if not node.orelse:
        context.emit(loop)
        return
    otherwise = _block(context, node.orelse)
    context.emit(st.Labelled(node.lineno, outer, (loop, *otherwise)))


def _while(context: FunctionContext, node: ast.While) -> None:
    test = context.expression(node.test)
    _loop(context, node, lambda label, body: st.While(node.test.lineno, label, test, body))


def _for(context: FunctionContext, node: ast.For | ast.AsyncFor) -> None:
    line = node.lineno
    is_async = isinstance(node, ast.AsyncFor)
    iterable = context.expression(node.iter)
    operation = "async_iterator" if is_async else "iter"
    iterator = ir.Operation(node.iter.lineno, operation, (iterable,))
    item = context.temporary()

    def assign_item() -> None:
        assign(context, node.target, ir.LoadTemporary(line, item, last=True))

    _loop(
        context,
        node,
        lambda label, body: st.For(node.iter.lineno, label, item, iterator, body, is_async),
        assign_item,
    )


def _break(context: FunctionContext, node: ast.Break) -> None:
    context.emit(st.Leave(node.lineno, context.loops[-1][0]))


def _continue(context: FunctionContext, node: ast.Continue) -> None:
    context.emit(st.Repeat(node.lineno, context.loops[-1][1]))


def _raise(context: FunctionContext, node: ast.Raise) -> None:
    exception = cause = None
    if node.exc is not None:
        exception = context.expression(node.exc)
    if node.cause is not None:
        cause = context.expression(node.cause)
    context.emit(st.Raise(node.lineno, exception, cause))


def _assert(context: FunctionContext, node: ast.Assert) -> None:
    test = ir.Not(node.lineno, context.expression(node.test))

    def fail() -> None:
        message = None
        if node.msg is not None:
            message = context.expression(node.msg)
        context.emit(st.AssertionFailure(node.lineno, message))

    context.emit(st.If(node.test.lineno, test, context.collect(fail), ()))


def _try(context: FunctionContext, node: ast.Try | ast.TryStar) -> None:
    if not node.finalbody:
        _try_except(context, node)
        return
    label = context.label()

    def body() -> None:
        if node.handlers:
            _try_except(context, node)
        else:
            context.statements(node.body)

    lowered = context.collect(body)
    context.emit(st.Finally(node.lineno, label, lowered, _block(context, node.finalbody)))


def _try_except(context: FunctionContext, node: ast.Try | ast.TryStar) -> None:
    label = context.label()
    body = _block(context, node.body)
    handlers = tuple(_handler(context, handler) for handler in node.handlers)
    otherwise = _block(context, node.orelse)
    is_star = isinstance(node, ast.TryStar)
    context.emit(st.Try(node.lineno, label, body, handlers, otherwise, is_star))


def _handler(context: FunctionContext, node: ast.ExceptHandler) -> st.Handler:
    line = node.lineno
    matches = None
    if node.type is not None:
        matches = context.expression(node.type)
    if node.name is None:
        return st.Handler(line, matches, None, _block(context, node.body))
    temporary = context.temporary()
    place = context.place(context.mangle(node.name))

    def lower_body() -> None:
        value = ir.LoadTemporary(line, temporary, last=True)
        context.emit(st.Assign(line, place, value))
        label = context.label()
        cleanup = (st.Unbind(line, place),)
        context.emit(st.Finally(line, label, _block(context, node.body), cleanup))

    return st.Handler(line, matches, temporary, context.collect(lower_body))


def _with(context: FunctionContext, node: ast.With | ast.AsyncWith) -> None:
    _with_items(context, node, node.items)


def _with_items(
    context: FunctionContext, node: ast.With | ast.AsyncWith, items: Sequence[ast.withitem]
) -> None:
    if not items:
        context.statements(node.body)
        return
    item = items[0]
    line = item.context_expr.lineno
    manager = context.expression(item.context_expr)
    label, temporary = context.label(), context.temporary()

    def lower_body() -> None:
        if item.optional_vars is not None:
            value = ir.LoadTemporary(line, temporary, last=True)
            assign(context, item.optional_vars, value)
        _with_items(context, node, items[1:])

    body = context.collect(lower_body)
    is_async = isinstance(node, ast.AsyncWith)
    context.emit(st.With(line, label, manager, temporary, body, is_async))


def _function(context: FunctionContext, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    value = lower_definition(context, node)
    context.emit(st.Assign(node.lineno, context.place(context.mangle(node.name)), value))


def _class(context: FunctionContext, node: ast.ClassDef) -> None:
    value = lower_class(context, node)
    context.emit(st.Assign(node.lineno, context.place(context.mangle(node.name)), value))


def _nothing(context: FunctionContext, node: ast.stmt) -> None:
    """``pass``, ``global``, ``nonlocal``: nothing happens at run time."""


STATEMENTS: dict[type[ast.stmt], Callable[..., None]] = {
    ast.AnnAssign: lower_annotated,
    ast.Assert: _assert,
    ast.Assign: lower_assign,
    ast.AsyncFor: _for,
    ast.AsyncFunctionDef: _function,
    ast.AsyncWith: _with,
    ast.AugAssign: lower_augmented,
    ast.Break: _break,
    ast.ClassDef: _class,
    ast.Continue: _continue,
    ast.Delete: lower_delete,
    ast.Expr: _expression,
    ast.For: _for,
    ast.FunctionDef: _function,
    ast.Global: _nothing,
    ast.If: _if,
    ast.Import: lower_import,
    ast.ImportFrom: lower_import_from,
    ast.Match: lower_match,
    ast.Nonlocal: _nothing,
    ast.Pass: _nothing,
    ast.Raise: _raise,
    ast.Return: _return,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.While: _while,
    ast.With: _with,
}
