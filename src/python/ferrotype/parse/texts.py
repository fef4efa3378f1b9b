"""Which texts of a module may be run by ``eval``, ``exec`` and ``compile``, and what becomes of them.

A module that names one of these functions, or a function of CPython's test package that calls
them, may give any text to them that stands in the module as a constant. CPython's own compiler
says at build time which of these are Python and how it complains about the others.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence

from ferrotype.library.texts import RUNNING
from ferrotype.parse.code_facts import code_facts
from ferrotype.syntax import ParsedModule
from ferrotype.syntax.texts import (
    Failure,
    ProgramText,
    RunnableText,
    TextMode,
    TextWarning,
)

LONGEST_TEXT = 20_000
_MODULES = ("builtins", "inspect", "support", "textwrap")
"""Where the functions are found that run or clean texts."""
_CLEANERS: Mapping[str, Callable[[str], str]] = {
    "cleandoc": inspect.cleandoc,
    "dedent": textwrap.dedent,
}
"""Functions that take the indentation off a text."""
_FILE = "<text of a program>"
_TRIED = (SyntaxError,)


def program_texts(parsed: ParsedModule) -> tuple[ProgramText, ...]:
    """The texts of a module, in source order; none where nothing in it can run them."""
    if parsed.future_annotations or not runs_text(parsed.tree):
        return ()
    found: dict[str, ProgramText | None] = {}
    pending = [parsed.tree]
    while pending:
        tree = pending.pop()
        cleaners = [
            clean
            for name, clean in _CLEANERS.items()
            if any(_names(node, name) for node in ast.walk(tree))
        ]
        for content in _constants(tree):
            for variant in _variants(content, cleaners):
                if variant not in found:
                    found[variant] = _program_text(variant)
                    pending += _trees_that_run_text(found[variant])
    return tuple(text for text in found.values() if text is not None)


def _trees_that_run_text(text: ProgramText | None) -> list[ast.Module]:
    """What a text that runs texts itself is parsed to."""
    outcome = None if text is None else text.outcomes.get(TextMode.STATEMENTS)
    if isinstance(outcome, RunnableText) and runs_text(outcome.tree):
        return [outcome.tree]
    return []


def runs_text(tree: ast.Module) -> bool:
    """Whether a module names what runs text."""
    return any(_names(node, *RUNNING) for node in ast.walk(tree))


def _names(node: ast.AST, *wanted: str) -> bool:
    match node:
        case ast.Name(id=name, ctx=ast.Load()) | ast.alias(name=name):
            return name in wanted
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _MODULES:
            return name in wanted
    return False


def _constants(tree: ast.Module) -> Iterator[str]:
    """Texts that the module writes out, documentation aside."""
    documentation = {id(node) for node in _documentation(tree)}
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        folded = _folded(node)
        if folded is not None:
            if id(node) not in documentation:
                yield folded
            continue
        pending.extend(reversed(list(ast.iter_child_nodes(node))))


def _documentation(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case (
                ast.Module(body=[ast.Expr(value=first), *_])
                | ast.ClassDef(body=[ast.Expr(value=first), *_])
                | ast.FunctionDef(body=[ast.Expr(value=first), *_])
                | ast.AsyncFunctionDef(body=[ast.Expr(value=first), *_])
            ):
                yield first


def _folded(node: ast.AST) -> str | None:
    """The text that an expression of constants is."""
    match node:
        case ast.Constant(value=str(content)):
            return content
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _folded(left), _folded(right)
            return None if first is None or second is None else first + second
        case ast.BinOp(left=left, op=ast.Mult(), right=ast.Constant(value=int(count))):
            first = _folded(left)
            if first is None or not 0 <= len(first) * count <= LONGEST_TEXT:
                return None
            return first * count
    return None


def _variants(content: str, cleaners: Sequence[Callable[[str], str]]) -> Iterator[str]:
    """The text, and what ``eval``, ``strip`` and the functions that unindent make of it."""
    yield content
    yield content.lstrip(" \t")
    if "\n" not in content:
        return
    for clean in cleaners:
        yield clean(content)
        yield clean(content).strip()
    yield content.strip()


def _program_text(content: str) -> ProgramText | None:
    if len(content) > LONGEST_TEXT or any(0xD800 <= ord(char) <= 0xDFFF for char in content):
        return None
    if "\0" in content:
        return None
    outcomes: dict[TextMode, Failure | RunnableText] = {}
    expression = _outcome(content, TextMode.EXPRESSION)
    if expression is not None:
        outcomes[TextMode.EXPRESSION] = expression
    for mode in (TextMode.STATEMENTS, TextMode.INTERACTIVE):
        outcome = _outcome(content, mode)
        if outcome is None:
            continue
        if isinstance(outcome, RunnableText) and _is_plain_expression(outcome, expression):
            if mode is TextMode.INTERACTIVE:
                continue
            assert expression is not None
            outcome = expression
        elif isinstance(outcome, RunnableText) and mode is TextMode.INTERACTIVE:
            statements = outcomes.get(TextMode.STATEMENTS)
            if _shows_values(outcome.tree) or not isinstance(statements, RunnableText):
                continue
            outcome = statements
        outcomes[mode] = outcome
    return ProgramText(content, outcomes) if outcomes else None


def _is_plain_expression(outcome: RunnableText, expression: Failure | RunnableText | None) -> bool:
    """Whether running the statements is evaluating the expression; a lone text is documentation."""
    return isinstance(expression, RunnableText) and ast.get_docstring(outcome.tree) is None


def _shows_values(tree: ast.Module) -> bool:
    """Whether a session would show the value of an expression."""
    return any(isinstance(node, ast.Expr) for node in ast.walk(tree))


def _outcome(content: str, mode: TextMode) -> Failure | RunnableText | None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            code = compile(content, _FILE, mode.value, dont_inherit=True)
        except SyntaxError as error:
            return None if caught else _failure(error)
        except (ValueError, OverflowError, MemoryError, RecursionError, UnicodeError):
            return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(content, _FILE, mode.value)
    if isinstance(tree, ast.Expression):
        module = ast.Module([ast.Expr(tree.body)], [])
        ast.copy_location(module.body[0], tree.body)
    else:
        body = tree.body if isinstance(tree, ast.Module | ast.Interactive) else []
        module = ast.Module(list(body), [])
    shown = tuple(
        TextWarning(own.category.__name__, str(own.message), own.lineno) for own in caught
    )
    return RunnableText(module, isinstance(tree, ast.Expression), code_facts(code), shown)


def _failure(error: SyntaxError) -> Failure:
    return Failure(
        type(error).__name__,
        error.msg,
        (error.lineno, error.offset, error.text, error.end_lineno, error.end_offset),
        len(error.args) > 1,
        error.filename == _FILE,
    )
