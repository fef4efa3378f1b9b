"""Stage: which modules a module imports, and which of those it can do without.

Before: the tree of a module. After: one ``Import`` for each module that an import statement
names, absolute, in source order.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from ferrotype.library.patterns import PATTERN_COMPILER, pattern_made_at_run_time

TARGET_VERSION = (3, 11, 0, "final", 0)
"""``sys.version_info`` as far as conditions on it are decided at build time."""

_CAUGHT = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_COMPARISONS = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module.

    ``names`` are what a ``from`` import takes from it (``*`` for all): each may be a submodule.
    ``required`` is False where a handler catches the ImportError; ``instead_of`` are the modules
    that were tried, where the import is in such a handler; ``lazy`` is True inside a function,
    where the import may never run; ``main_only`` under ``if __name__ == "__main__"``, and in
    functions that the module itself uses nowhere else.
    """

    module: str
    names: tuple[str, ...]
    required: bool
    lazy: bool
    main_only: bool
    instead_of: tuple[str, ...]
    line: int
    column: int


def import_from(entry: Mapping[str, Any]) -> Import:
    """What `dataclasses.asdict` and JSON made of an import. Raises TypeError for other fields."""
    lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    return Import(**{**entry, **lists})


@dataclass(frozen=True, slots=True)
class _Place:
    required: bool = True
    lazy: bool = False
    main_only: bool = False
    instead_of: tuple[str, ...] = ()


def scan_imports(tree: ast.Module, package: str) -> tuple[Import, ...]:
    """Every import of a module; ``package`` is what its relative imports start from."""
    found: list[Import] = []
    for_main = functions_for_main(tree)
    for node in tree.body:
        is_for_main = isinstance(node, ast.FunctionDef) and node.name in for_main
        _scan((node,), package, _Place(main_only=is_for_main), found)
    streams = next((node for node in ast.walk(tree) if _needs_streams(node)), None)
    if streams is not None:
        found.append(_import(STREAMS, (), _Place(lazy=True), streams))
    reduced = next((node for node in ast.walk(tree) if _reduces(node)), None)
    if reduced is not None:
        found.append(_import(REDUCTIONS, (), _Place(lazy=True), reduced))
    looked_up = next((node for node in ast.walk(tree) if _looks_codecs_up(node)), None)
    if looked_up is not None:
        found += [_import(name, (), _Place(lazy=True), looked_up) for name in ENCODINGS]
    made = pattern_made_at_run_time(tree)
    if made is not None:
        found.append(_import(PATTERN_COMPILER, (), _Place(lazy=True), made))
    return tuple(found)


def functions_for_main(tree: ast.Module) -> frozenset[str]:
    """The functions of a module that it runs as a script, and mentions nowhere else."""
    guards = [node for node in tree.body if isinstance(node, ast.If) and _is_main_test(node.test)]
    called = {name for guard in guards for name in _mentioned(guard)}
    others = (node for node in tree.body if node not in guards)
    elsewhere = {
        name
        for node in others
        for name in _mentioned(node)
        if not (isinstance(node, ast.FunctionDef) and node.name == name)
    }
    return frozenset(called - elsewhere)


def _mentioned(tree: ast.AST) -> Iterator[str]:
    """Names that are read, and strings: ``__all__`` has names."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Constant(value=str(name)):
                yield name


STREAMS = "_io"
"""The native module behind ``open`` and ``sys.stdout``: only programs that name them contain it."""

REDUCTIONS = "copyreg"
"""The module behind ``object.__reduce_ex__``: programs that call it contain it, as do those that copy or pickle."""

_REDUCING = frozenset({"__reduce__", "__reduce_ex__", "__getstate__"})


def _reduces(node: ast.AST) -> TypeGuard[ast.expr]:
    match node:
        case ast.Attribute(attr=name, ctx=ast.Load()):
            return name in _REDUCING
    return False


ENCODINGS = tuple(
    f"encodings.{name}"
    for name in """ascii latin_1 utf_8 utf_8_sig utf_16 utf_16_be utf_16_le utf_32 utf_32_be
    utf_32_le unicode_escape raw_unicode_escape hex_codec base64_codec quopri_codec uu_codec
    rot_13 undefined""".split()
)
"""Descriptions of codecs, for programs that look one up by its name."""

_LOOKING_UP = frozenset(
    """lookup getencoder getdecoder getreader getwriter getincrementalencoder
    getincrementaldecoder EncodedFile iterencode iterdecode""".split()
)


def _looks_codecs_up(node: ast.AST) -> TypeGuard[ast.expr]:
    match node:
        case ast.Attribute(value=ast.Name(id="codecs"), attr=name):
            return name in _LOOKING_UP
    return False


_STREAM_NAMES = frozenset({"stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"})


def _needs_streams(node: ast.AST) -> TypeGuard[ast.expr | ast.stmt]:
    match node:
        case ast.Name(id="open") | ast.Attribute(attr="open") | ast.Constant(value="open"):
            return True
        case ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name in _STREAM_NAMES
        case ast.ImportFrom(module="sys" | "builtins", names=names):
            taken = {alias.name for alias in names}
            return not taken.isdisjoint(_STREAM_NAMES | {"open", "*"})
    return False


def absolute_module(node: ast.ImportFrom, package: str) -> str | None:
    """The module that a ``from`` import names; None if it climbs above the top package."""
    if node.level == 0:
        return node.module
    parts = package.split(".") if package else []
    climbed = node.level - 1
    if climbed >= len(parts):
        return None
    base = parts[: len(parts) - climbed]
    return ".".join([*base, *([node.module] if node.module else [])])


def _scan(nodes: Iterable[ast.AST], package: str, place: _Place, found: list[Import]) -> None:
    for node in nodes:
        match node:
            case ast.Import(names=names):
                for alias in names:
                    found.append(_import(alias.name, (), place, node))
            case ast.ImportFrom(names=names):
                module = absolute_module(node, package)
                if module is not None:
                    taken = tuple(alias.name for alias in names)
                    found.append(_import(module, taken, place, node))
            case ast.Try(body=body) if _catches_import_errors(node):
                tried: list[Import] = []
                _scan(body, package, replace(place, required=False), tried)
                found.extend(tried)
                missed = tuple(wanted.module for wanted in tried)
                _scan(node.handlers, package, replace(place, instead_of=missed), found)
                _scan((*node.orelse, *node.finalbody), package, place, found)
            case ast.If(test=test) if _is_main_test(test):
                _scan(node.body, package, replace(place, main_only=True), found)
                _scan(node.orelse, package, place, found)
            case ast.If(test=test):
                for branch in _live_branches(node, test):
                    _scan(branch, package, place, found)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                _scan(node.body, package, replace(place, lazy=True), found)
            case ast.expr():
                pass
            case _:
                _scan(ast.iter_child_nodes(node), package, place, found)


def _import(
    module: str, names: tuple[str, ...], place: _Place, node: ast.stmt | ast.expr
) -> Import:
    return Import(
        module=module,
        names=names,
        required=place.required,
        lazy=place.lazy,
        main_only=place.main_only,
        instead_of=place.instead_of,
        line=node.lineno,
        column=node.col_offset + 1,
    )


def _catches_import_errors(node: ast.Try) -> bool:
    return any(_names(handler.type) & _CAUGHT for handler in node.handlers)


def _names(caught: ast.expr | None) -> frozenset[str]:
    match caught:
        case None:
            return frozenset({"BaseException"})
        case ast.Name(id=name):
            return frozenset({name})
        case ast.Tuple(elts=parts):
            return frozenset().union(*(_names(part) for part in parts))
    return frozenset()


def _live_branches(node: ast.If, test: ast.expr) -> tuple[list[ast.stmt], ...]:
    known = _truth(test)
    if known is None:
        return (node.body, node.orelse)
    return (node.body if known else node.orelse,)


def _is_main_test(test: ast.expr) -> bool:
    match test:
        case ast.Compare(
            left=ast.Name(id="__name__"),
            ops=[ast.Eq()],
            comparators=[ast.Constant(value="__main__")],
        ):
            return True
    return False


def _truth(test: ast.expr) -> bool | None:
    """The value of a condition that is decided at build time; None for any other."""
    match test:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return False
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            known = _truth(operand)
            return None if known is None else not known
        case ast.Compare(
            left=ast.Attribute(value=ast.Name(id="sys"), attr="version_info"),
            ops=[comparison],
            comparators=[ast.Tuple() as bound],
        ) if type(comparison) in _COMPARISONS:
            try:
                wanted = ast.literal_eval(bound)
                return bool(_COMPARISONS[type(comparison)](TARGET_VERSION, wanted))
            except (ValueError, TypeError):
                return None
    return None
