"""Lowering of function definitions, lambdas and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import Function, FunctionKind, Parameters
from ferrotype.lower.context import FunctionContext
from ferrotype.syntax import Scope

FunctionDefinition = ast.FunctionDef | ast.AsyncFunctionDef


def lower_definition(context: FunctionContext, node: FunctionDefinition) -> ir.Expression:
    """The value that ``def`` binds: the function inside its decorators."""
    make = _make_function(context, node, node.args, node.name)
    return decorate(context, node.decorator_list, make)


def decorate(
    context: FunctionContext,
    decorators: list[ast.expr],
    make: Callable[[], ir.Expression],
) -> ir.Expression:
    """``@a @b`` over what ``make`` lowers: decorators are evaluated first, applied last."""
    lowered = [(node.lineno, context.expression(node)) for node in decorators]
    result = make()
    for line, decorator in reversed(lowered):
        result = ir.Call(line, decorator, (result,))
    return result


def _make_function(
    context: FunctionContext, node: FunctionDefinition, arguments: ast.arguments, name: str
) -> Callable[[], ir.Expression]:
    def make() -> ir.Expression:
        scope = context.module.scopes.of(node)
        inner = FunctionContext(context.module, scope, context, context.class_scope)
        body = node.body
        docstring = ast.get_docstring(node, clean=False)
        if docstring is not None:
            body = body[1:]

        def lower_body() -> None:
            inner.statements(body)

        kind = kind_of(scope)
        identifier = finish_function(
            inner, kind, node.lineno, parameters_of(inner, arguments), lower_body, docstring
        )
        return make_function(context, scope, identifier, node.lineno, arguments, node.returns)

    return make


def kind_of(scope: Scope) -> FunctionKind:
    """How the body of a function or comprehension runs."""
    if scope.is_coroutine:
        return FunctionKind.ASYNC_GENERATOR if scope.is_generator else FunctionKind.COROUTINE
    return FunctionKind.GENERATOR if scope.is_generator else FunctionKind.PLAIN


def make_function(
    context: FunctionContext,
    scope: Scope,
    identifier: str,
    line: int,
    arguments: ast.arguments,
    returns: ast.expr | None,
) -> ir.MakeFunction:
    """The expression that makes the function object in the enclosing frame."""
    defaults = tuple(context.expression(node) for node in arguments.defaults)
    keyword_defaults = tuple(
        (context.mangle(argument.arg), context.expression(default))
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    )
    annotations = _annotations(context, arguments, returns)
    return ir.MakeFunction(
        line, identifier, defaults, keyword_defaults, annotations, closure_slots(context, scope)
    )


def closure_slots(context: FunctionContext, scope: Scope) -> tuple[int, ...]:
    """The cells of this frame that the function of ``scope`` captures, in its order."""
    return tuple(context.cell_slots[name] for name in scope.free)


def annotation(context: FunctionContext, node: ast.expr) -> ir.Expression:
    """An annotation's value; its text under ``from __future__ import annotations``."""
    if context.module.parsed.future_annotations:
        return ir.Constant(node.lineno, ast.unparse(node))
    if isinstance(node, ast.Starred):
        # `*args: *Ts` (PEP 646)
        return ir.Operation(node.lineno, "only_item", (context.expression(node.value),))
    return context.expression(node)


def _annotations(
    context: FunctionContext, arguments: ast.arguments, returns: ast.expr | None
) -> tuple[tuple[str, ir.Expression], ...]:
    """In CPython's order: positional, ``*args``, keyword-only, ``**kwargs``, the result."""
    ordered: list[ast.arg | None] = [
        *arguments.posonlyargs,
        *arguments.args,
        arguments.vararg,
        *arguments.kwonlyargs,
        arguments.kwarg,
    ]
    found = [
        (context.mangle(argument.arg), annotation(context, argument.annotation))
        for argument in ordered
        if argument is not None and argument.annotation is not None
    ]
    if returns is not None:
        found.append(("return", annotation(context, returns)))
    return tuple(found)


def parameters_of(context: FunctionContext, arguments: ast.arguments) -> Parameters:
    """The parameters of a function, private names mangled."""
    mangle = context.mangle
    return Parameters(
        positional_only=tuple(mangle(argument.arg) for argument in arguments.posonlyargs),
        positional=tuple(mangle(argument.arg) for argument in arguments.args),
        keyword_only=tuple(mangle(argument.arg) for argument in arguments.kwonlyargs),
        star=None if arguments.vararg is None else mangle(arguments.vararg.arg),
        double_star=None if arguments.kwarg is None else mangle(arguments.kwarg.arg),
    )


def finish_function(
    context: FunctionContext,
    kind: FunctionKind,
    line: int,
    parameters: Parameters,
    lower_body: Callable[[], None],
    docstring: str | None = None,
) -> str:
    """Lower a body and add the function to the module; give its identifier."""
    scope = context.scope
    module = context.module
    identifier = module.unique_identifier(scope.qualified_name)
    position = len(module.functions)
    body = context.collect(lower_body)
    captured = tuple(
        (context.cell_slots[name], context.local_slots.get(name)) for name in scope.cells
    )
    function = Function(
        identifier=identifier,
        name=scope.name,
        qualified_name=scope.qualified_name,
        kind=kind,
        line=line,
        first_line=scope.first_line,
        flags=0 if context.facts is None else context.facts.flags,
        docstring=docstring,
        parameters=parameters,
        slots=context.slots,
        cell_count=len(scope.cells),
        free_count=len(scope.free),
        captured=captured,
        body=body,
        keeps_locals=context.keeps_locals,
    )
    module.functions.insert(position, function)
    return identifier


def lower_lambda(context: FunctionContext, node: ast.Lambda) -> ir.Expression:
    """``lambda parameters: body``."""
    scope = context.module.scopes.of(node)
    inner = FunctionContext(context.module, scope, context, context.class_scope)

    def lower_body() -> None:
        inner.emit(st.Return(node.body.lineno, inner.expression(node.body)))

    parameters = parameters_of(inner, node.args)
    identifier = finish_function(inner, kind_of(scope), node.lineno, parameters, lower_body)
    return make_function(context, scope, identifier, node.lineno, node.args, None)
