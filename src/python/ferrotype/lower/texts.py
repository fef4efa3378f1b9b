"""Lowering of text that a program may run: each text as a module of its own.

Its names are those of a mapping that is not known before it runs, and so are its globals.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from ferrotype.diagnostics import Diagnostics
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import NO_PARAMETERS, FunctionKind, Module, Text, TextBody
from ferrotype.lower.classes import has_annotations
from ferrotype.lower.context import FunctionContext, Lowerings, ModuleContext
from ferrotype.lower.functions import finish_function
from ferrotype.scopes import resolve_scopes
from ferrotype.syntax import ParsedModule
from ferrotype.syntax.texts import Failure, ProgramText, RunnableText, TextMode

UNDERSTOOD = frozenset({"super", "locals", "globals", "vars", "dir", "eval", "exec"})
"""Builtins that lowering gives a meaning; a text that names one cannot be run where the mapping has it."""


def lower_texts(
    parsed: ParsedModule, texts: tuple[ProgramText, ...], lowerings: Lowerings
) -> tuple[Text, ...]:
    """The texts of a module. What is refused in one ends the program when it is reached."""
    bodies: dict[RunnableText, TextBody] = {}
    lowered = []
    for text in texts:
        outcomes: dict[TextMode, TextBody | Failure] = {}
        for mode, outcome in text.outcomes.items():
            if isinstance(outcome, RunnableText):
                if outcome not in bodies:
                    number = len(bodies)
                    bodies[outcome] = _body(parsed, text.content, outcome, lowerings, number)
                outcomes[mode] = bodies[outcome]
            else:
                outcomes[mode] = outcome
        lowered.append(Text(text.content, outcomes))
    return tuple(lowered)


def _body(
    parsed: ParsedModule, content: str, text: RunnableText, lowerings: Lowerings, number: int
) -> TextBody:
    own = replace(
        parsed,
        display_path="<string>",
        is_package=False,
        source=content,
        tree=text.tree,
        comments={},
        future_annotations=False,
        facts=text.facts,
    )
    scopes = resolve_scopes(text.tree, False, in_namespace=True)
    context = ModuleContext(own, scopes, Diagnostics(), lowerings, deferred=True, is_text=True)
    body_context = FunctionContext(context, scopes.module, None, None)
    finish_function(
        body_context,
        FunctionKind.PLAIN,
        1,
        NO_PARAMETERS,
        lambda: _statements(body_context, text),
    )
    functions = context.functions
    module = Module(
        name=parsed.name,
        display_path="<string>",
        is_package=False,
        docstring=None,
        source_lines=(),
        globals=tuple(context.global_slots),
        stored_globals=scopes.global_stores,
        functions=(*functions[1:], functions[0]),
        imports=(),
        is_text=True,
    )
    names = frozenset(scopes.global_names)
    return TextBody(
        number=number,
        module=module,
        body=functions[0].identifier,
        is_expression=text.is_expression,
        names_nothing=not scopes.module.bindings,
        understood=tuple(sorted(names & UNDERSTOOD)),
        annotates=has_annotations(text.tree.body),
        imports=tuple(sorted(set(_imported(text.tree)))),
        warnings=text.warnings,
    )


def _statements(context: FunctionContext, text: RunnableText) -> None:
    body = text.tree.body
    if text.is_expression:
        expression = body[0]
        assert isinstance(expression, ast.Expr)
        value = context.expression(expression.value)
        context.emit(st.Return(expression.value.lineno, value))
        return
    if has_annotations(body):
        context.emit(st.Assign(1, context.place("__annotations__"), ir.DictDisplay(1, ())))
    docstring = ast.get_docstring(text.tree, clean=False)
    if docstring is not None:
        line = body[0].lineno
        context.emit(st.Assign(line, ir.NamespacePlace("__doc__"), ir.Constant(line, docstring)))
    context.statements(body[1:] if docstring is not None else body)


def _imported(tree: ast.Module) -> Iterator[str]:
    """Modules that the text imports: whether the program has them is asked when it runs."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(names=[ast.alias(name="*")]):
                # The names would go to the globals, where the text may have a mapping of its own.
                yield "*"
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.ImportFrom():
                yield "."
