"""The compiler's stages over the interpreter's own library: broad, real, at hand."""

from __future__ import annotations

import symtable
import sysconfig
from pathlib import Path

import pytest

from ferrotype.diagnostics import Diagnostics
from ferrotype.emit import emit_module
from ferrotype.infer import specialise_module
from ferrotype.ir.program import Module
from ferrotype.ir.verify import verify_module
from ferrotype.lower import lower_module
from ferrotype.parse import parse_module
from ferrotype.scopes import resolve_scopes
from ferrotype.syntax import Binding, ParsedModule, ScopeKind

LIBRARY = Path(sysconfig.get_path("stdlib"))
MODULES = sorted(path.name for path in LIBRARY.glob("*.py"))


def parsed(name: str) -> ParsedModule:
    module = parse_module(
        name.removesuffix(".py"), name, False, (LIBRARY / name).read_bytes(), Diagnostics()
    )
    assert module is not None
    return module


def lowered(name: str) -> Module:
    module = parsed(name)
    scopes = resolve_scopes(module.tree, module.future_annotations)
    return lower_module(module, scopes, Diagnostics())


def tables(table: symtable.SymbolTable) -> list[symtable.SymbolTable]:
    found = [table]
    for child in table.get_children():
        found.extend(tables(child))
    return found


@pytest.mark.parametrize("name", MODULES)
def test_scopes_agree_with_cpython(name: str) -> None:
    module = parsed(name)
    resolved = resolve_scopes(module.tree, module.future_annotations)
    ours: dict[tuple[str, int], list[dict[str, Binding]]] = {}
    for node, scope in resolved.by_node.items():
        if scope.kind is ScopeKind.FUNCTION:
            key = (scope.name.strip("<>"), getattr(node, "lineno", 0))
            ours.setdefault(key, []).append(dict(scope.bindings))
    for table in tables(symtable.symtable(module.source, name, "exec")):
        candidates = ours.get((table.get_name(), table.get_lineno()), [])
        if table.get_type() != "function" or len(candidates) != 1:
            continue
        if table.get_name() == "top":
            # ``symtable`` takes a function of this name for the module.
            continue
        for symbol in table.get_symbols():
            if symbol.get_name() in (".0", "__class__"):
                continue
            assert candidates[0][symbol.get_name()] in expected(symbol), symbol.get_name()


def expected(symbol: symtable.Symbol) -> set[Binding]:
    if symbol.is_free():
        return {Binding.FREE}
    if symbol.is_global():
        return {Binding.GLOBAL}
    return {Binding.LOCAL, Binding.CELL}


@pytest.mark.parametrize("name", MODULES)
def test_lowering_gives_a_well_formed_program(name: str) -> None:
    verify_module(lowered(name))


@pytest.mark.parametrize("name", MODULES[::8])
def test_emission_gives_the_same_bytes_twice(name: str) -> None:
    texts = set()
    for _ in range(2):
        module = lowered(name)
        texts.add(emit_module(module, specialise_module(module)).text)
    assert len(texts) == 1
