"""Lowering of class definitions."""

from __future__ import annotations

import ast

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import NO_PARAMETERS, FunctionKind
from ferrotype.lower.calls import arguments
from ferrotype.lower.context import FunctionContext
from ferrotype.lower.functions import closure_slots, decorate, finish_function


def lower_class(context: FunctionContext, node: ast.ClassDef) -> ir.Expression:
    """The value that ``class`` binds: the class inside its decorators."""
    return decorate(context, node.decorator_list, lambda: _build_class(context, node))


def _build_class(context: FunctionContext, node: ast.ClassDef) -> ir.Expression:
    scope = context.module.scopes.of(node)
    inner = FunctionContext(context.module, scope, context, scope)
    docstring = ast.get_docstring(node, clean=False)
    identifier = finish_function(
        inner,
        FunctionKind.CLASS_BODY,
        node.lineno,
        NO_PARAMETERS,
        lambda: _class_body(inner, node, docstring),
        docstring,
    )
    body = ir.MakeFunction(node.lineno, identifier, (), (), (), closure_slots(context, scope))
    return ir.BuildClass(
        node.lineno, body, node.name, arguments(context, node.bases, node.keywords)
    )


def _class_body(context: FunctionContext, node: ast.ClassDef, docstring: str | None) -> None:
    line = node.lineno

    def set_name(name: str, value: ir.Expression) -> None:
        context.emit(st.Assign(line, ir.NamespacePlace(name), value))

    slot = context.module.global_slot("__name__")
    set_name("__module__", ir.LoadGlobal(line, slot, "__name__"))
    set_name("__qualname__", ir.Constant(line, context.scope.qualified_name))
    body = node.body
    if has_annotations(body):
        make = st.Assign(line, ir.NamespacePlace("__annotations__"), ir.DictDisplay(line, ()))
        if node.bases or node.keywords:
            # A metaclass can prepare a namespace that has them.
            key = ir.Constant(line, "__annotations__")
            namespace = ir.Names(line, ir.NamesKind.NAMESPACE)
            has_them = ir.Operation(line, "contains", (key, namespace))
            context.emit(st.If(line, ir.Not(line, has_them), (make,), ()))
        else:
            context.emit(make)
    if docstring is not None:
        set_name("__doc__", ir.Constant(line, docstring))
        body = body[1:]
    context.statements(body)
    if context.scope.needs_class_cell:
        cell = ir.CellReference(line, context.cell_slots["__class__"])
        set_name("__classcell__", cell)


def has_annotations(body: list[ast.stmt]) -> bool:
    """Whether some statement of a module's or class's own body annotates a name."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.AnnAssign):
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
            continue
        pending.extend(ast.iter_child_nodes(node))
    return False
