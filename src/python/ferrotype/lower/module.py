"""Lowering of a whole module."""

from __future__ import annotations

import ast

from ferrotype.diagnostics import Diagnostics
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import NO_PARAMETERS, FunctionKind, Module
from ferrotype.lower.classes import has_annotations
from ferrotype.lower.constants import collect_constants
from ferrotype.lower.context import FunctionContext, Lowerings, ModuleContext
from ferrotype.lower.expressions import EXPRESSIONS
from ferrotype.lower.functions import finish_function
from ferrotype.lower.statements import STATEMENTS, carry_comments
from ferrotype.lower.texts import lower_texts
from ferrotype.syntax import ParsedModule, ScopeTable
from ferrotype.syntax.texts import ProgramText

LOWERINGS = Lowerings(EXPRESSIONS, STATEMENTS, carry_comments)


def lower_module(
    parsed: ParsedModule,
    scopes: ScopeTable,
    diagnostics: Diagnostics,
    deferred: bool = False,
    texts: tuple[ProgramText, ...] = (),
) -> Module:
    """Lower a module; refusals go to ``diagnostics`` and leave a harmless constant behind.

    Where they are ``deferred``, they leave what ends the program when it is reached. ``texts``
    are those that the module may run.
    """
    context = ModuleContext(
        parsed, scopes, diagnostics, LOWERINGS, deferred, runs_texts=bool(texts)
    )
    collect_constants(context)
    body_context = FunctionContext(context, scopes.module, None, None)
    docstring = ast.get_docstring(parsed.tree, clean=False)
    finish_function(
        body_context,
        FunctionKind.MODULE_BODY,
        1,
        NO_PARAMETERS,
        lambda: _module_body(body_context, docstring),
        docstring,
    )
    functions = context.functions
    return Module(
        name=parsed.name,
        display_path=parsed.display_path,
        is_package=parsed.is_package,
        docstring=docstring,
        source_lines=tuple(parsed.source.split("\n")),
        globals=tuple(context.global_slots),
        stored_globals=scopes.global_stores,
        functions=(*functions[1:], functions[0]),
        imports=tuple(sorted(context.imports)),
        texts=lower_texts(parsed, texts, LOWERINGS),
    )


def _module_body(context: FunctionContext, docstring: str | None) -> None:
    body = context.module.parsed.tree.body
    if has_annotations(body):
        place = context.place("__annotations__")
        context.emit(st.Assign(1, place, ir.DictDisplay(1, ())))
    context.statements(body[1:] if docstring is not None else body)
