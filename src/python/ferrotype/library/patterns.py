"""Where a module makes regular expressions while it runs.

Patterns that are written out in calls of ``re`` are compiled at build time. A program contains CPython's own
compiler of patterns only where a module may make others.
"""

from __future__ import annotations

import ast

from ferrotype.syntax.patterns import is_pattern

PATTERN_COMPILER = "re._compiler"
"""The module of CPython's library that ``re`` asks to compile a pattern at run time."""

_FUNCTIONS = frozenset(
    "compile findall finditer fullmatch match search split sub subn template".split()
)


_UNUSUAL_FLAGS = frozenset("L LOCALE T TEMPLATE DEBUG A ASCII U UNICODE".split())
"""Flags that some patterns cannot have."""


def pattern_made_at_run_time(tree: ast.Module) -> ast.expr | ast.stmt | None:
    """The first place that may make one; None where there is none."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=imported):
                names.update(own.asname or own.name for own in imported if own.name == "re")
            case ast.ImportFrom(module="re", names=imported) if any(
                own.name in _FUNCTIONS or own.name == "*" for own in imported
            ):
                return node
    static = {
        id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_static(node)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=function):
                if module in names and function in _FUNCTIONS and id(node) not in static:
                    return node
    return None


def _is_static(node: ast.Call) -> bool:
    """Whether the pattern and, in any place, the flags are written out."""
    match node.args:
        case [ast.Constant(value=str() | bytes() as source), *_] if is_pattern(source, 0):
            pass
        case _:
            return False
    flags = [keyword.value for keyword in node.keywords if keyword.arg in ("flags", None)]
    if isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
        flags += node.args[1:]
    starred = any(isinstance(argument, ast.Starred) for argument in node.args)
    return not starred and all(_is_flag(flag) for flag in flags)


def _is_flag(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr=name):
            return name not in _UNUSUAL_FLAGS
        case ast.Constant():
            return True
        case ast.BinOp(left=left, right=right):
            return _is_flag(left) and _is_flag(right)
    return False
