"""Inline small pure functions of the same module into specialised code.

    def area(r): return r * r        area(x) + 1   →   let r = x in r * r, if ``area`` is
                                                       still that function, + 1

Only functions whose body is one ``return`` of arithmetic on parameters qualify: whatever
goes wrong in them makes the specialised code hand over to the general version before the
statement, and that one calls the real function.
"""

from __future__ import annotations

from collections.abc import Mapping

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import Function, FunctionKind, Module

_PURE = (ir.LoadLocal, ir.Constant, ir.Operation)
_SIZE = 40


def inlinable_functions(module: Module) -> Mapping[str, Function]:
    """Module-level functions that may be inlined, by global name."""
    found: dict[str, Function] = {}
    for function in module.functions:
        if function.qualified_name != function.name or function.kind is not FunctionKind.PLAIN:
            continue
        if _is_inlinable(function):
            found[function.name] = function
    return found


def _is_inlinable(function: Function) -> bool:
    parameters = function.parameters
    if parameters.keyword_only or parameters.star or parameters.double_star:
        return False
    if function.cell_count or function.free_count:
        return False
    body = tuple(item for item in function.body if not isinstance(item, st.Comment))
    if len(body) != 1 or not isinstance(body[0], st.Return):
        return False
    nodes = list(ir.walk(body[0].value))
    return len(nodes) <= _SIZE and all(isinstance(node, _PURE) for node in nodes)


def returned(function: Function) -> ir.Expression:
    """The expression that an inlinable function returns."""
    last = function.body[-1]
    assert isinstance(last, st.Return)
    return last.value


def instantiate(expression: ir.Expression, arguments: Mapping[int, ir.Expression]) -> ir.Expression:
    """A copy of ``expression`` with its parameters replaced."""
    match expression:
        case ir.LoadLocal(slot=slot):
            return arguments[slot]
        case ir.Operation(line=line, name=name, operands=operands):
            copies = tuple(instantiate(operand, arguments) for operand in operands)
            return ir.Operation(line, name, copies)
        case ir.Constant(line=line, value=value):
            return ir.Constant(line, value)
        case _:
            raise TypeError(f"not inlinable: {expression!r}")
