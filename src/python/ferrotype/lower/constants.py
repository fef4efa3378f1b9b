"""What is constant at build time: module-level names bound once, and text made of them."""

from __future__ import annotations

import ast
import operator
import re
from collections import Counter
from typing import Final

from ferrotype.lower.context import FunctionContext, ModuleContext
from ferrotype.syntax import Binding


class _Missing:
    """The type of ``MISSING``."""


MISSING: Final = _Missing()
_FOLDED_OPERATORS = {
    ast.Add: operator.add,
    ast.BitOr: operator.or_,
    ast.Mult: operator.mul,
}
_FOLDED_SIZE = 1 << 16


def collect_constants(context: ModuleContext) -> None:
    """Note what the module binds once, at its top level, to something known at build time."""
    tree = context.parsed.tree
    stores = Counter(_stored_names(tree))
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if stores[name] == 1:
                known = constant_value(context, value)
                if known is not MISSING:
                    context.constants[name] = known
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if (
                stores[name] == 1
            ):
                known = constant_value(context, value)
                if known is not MISSING:
                    context.constants[name] = known
            case ast.Import(names=names):
                for alias in names:
                    bound = alias.asname or alias.name
                    if "." not in bound and stores[bound] == 1:
                        context.module_aliases[bound] = alias.name
            case ast.ImportFrom(module=str() as module, names=names, level=0):
                for alias in names:
                    bound = alias.asname or alias.name
                    if stores[bound] == 1:
                        context.imported_names[bound] = (module, alias.name)


def _stored_names(tree: ast.Module) -> list[str]:
    """Every binding of a name anywhere in the module, as often as it occurs."""
    names: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                names.append(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.append(name)
            case ast.ClassDef(name=name):
                names.append(name)
            case ast.alias(name=name, asname=asname):
                names.append(asname or name.partition(".")[0])
            case ast.ExceptHandler(name=str() as name) | ast.MatchAs(name=str() as name):
                names.append(name)
            case ast.MatchStar(name=str() as name) | ast.MatchMapping(rest=str() as name):
                names.append(name)
    return names


def constant_value(context: ModuleContext, node: ast.expr) -> object:
    """The value of ``node`` if it is known at build time, else ``MISSING``."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            if name in context.imported_names:
                return _pattern_flag(context.imported_names[name])
            return context.constants.get(name, MISSING)
        case ast.Attribute(value=ast.Name(id=alias), attr=attribute):
            module = context.module_aliases.get(alias)
            return MISSING if module is None else _pattern_flag((module, attribute))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _FOLDED_OPERATORS:
            return _folded(context, op, left, right)
        case ast.JoinedStr(values=values):
            return _joined(context, values)
        case _:
            return MISSING


def _folded(context: ModuleContext, op: ast.operator, left: ast.expr, right: ast.expr) -> object:
    first, second = constant_value(context, left), constant_value(context, right)
    if first is MISSING or second is MISSING:
        return MISSING
    try:
        result = _FOLDED_OPERATORS[type(op)](first, second)
    except TypeError:
        return MISSING
    if isinstance(result, str | bytes) and len(result) > _FOLDED_SIZE:
        return MISSING
    return result


def _joined(context: ModuleContext, values: list[ast.expr]) -> object:
    parts = []
    for value in values:
        if isinstance(value, ast.FormattedValue):
            if value.conversion != -1 or value.format_spec is not None:
                return MISSING
            known = constant_value(context, value.value)
            if not isinstance(known, str):
                return MISSING
            parts.append(known)
        elif isinstance(value, ast.Constant):
            parts.append(str(value.value))
    return "".join(parts)


def _pattern_flag(member: tuple[str, str]) -> object:
    module, name = member
    if module != "re":
        return MISSING
    flag = getattr(re, name, None)
    return int(flag) if isinstance(flag, re.RegexFlag) else MISSING


def module_member(context: FunctionContext, node: ast.expr) -> tuple[str, str] | None:
    """``(module, name)`` if ``node`` is known to be that member of that module."""
    match node:
        case ast.Attribute(value=ast.Name(id=alias), attr=attribute):
            if context.binding(alias) not in (Binding.GLOBAL, Binding.NAMESPACE):
                return None
            module = context.module.module_aliases.get(alias)
            return None if module is None else (module, attribute)
        case ast.Name(id=name):
            if context.binding(name) not in (Binding.GLOBAL, Binding.NAMESPACE):
                return None
            return context.module.imported_names.get(name)
        case _:
            return None
