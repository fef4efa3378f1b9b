"""Lowering of import statements; relative names become absolute here."""

from __future__ import annotations

import ast

from ferrotype.diagnostics import codes
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.lower.context import FunctionContext


def lower_import(context: FunctionContext, node: ast.Import) -> None:
    """``import a.b.c``, ``import a.b as c``."""
    for alias in node.names:
        context.module.imports.add(alias.name)
        leaf = alias.asname is not None
        bound = alias.asname or alias.name.partition(".")[0]
        value = ir.ImportModule(node.lineno, alias.name, leaf)
        context.emit(st.Assign(node.lineno, context.place(context.mangle(bound)), value))


def lower_import_from(context: FunctionContext, node: ast.ImportFrom) -> None:
    """``from a.b import c as d``, ``from . import e``, ``from a import *``."""
    name = absolute_name(context, node)
    if name is None:
        refusal = context.module.refuse(codes.IMPORT_NOT_FOUND, node, module="." * node.level)
        context.emit(st.Evaluate(node.lineno, refusal))
        return
    context.module.imports.add(name)
    module = ir.ImportModule(node.lineno, name, leaf=True)
    if node.names[0].name == "*":
        context.emit(st.ImportStar(node.lineno, module))
        return
    temporary = context.temporary()
    context.emit(st.Bind(node.lineno, temporary, module))
    for position, alias in enumerate(node.names):
        last = position == len(node.names) - 1
        source = ir.LoadTemporary(node.lineno, temporary, last)
        value = ir.ImportFrom(node.lineno, source, alias.name)
        place = context.place(context.mangle(alias.asname or alias.name))
        context.emit(st.Assign(node.lineno, place, value))


def absolute_name(context: FunctionContext, node: ast.ImportFrom) -> str | None:
    """The module that a ``from`` import names; None if it climbs above the top package."""
    if node.level == 0:
        return node.module
    parts = context.module.parsed.package.split(".")
    climbed = node.level - 1
    if not context.module.parsed.package or climbed >= len(parts):
        return None
    base = parts[: len(parts) - climbed]
    return ".".join([*base, *([node.module] if node.module else [])])
