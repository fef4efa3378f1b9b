"""What CPython's compiler says about each function: what programs see of a code object."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping

from ferrotype.syntax import CodeFacts


def code_facts(module: types.CodeType) -> Mapping[tuple[str, int], tuple[CodeFacts, ...]]:
    """For each qualified name and first line: the facts of the code objects there, in order."""
    found: dict[tuple[str, int], tuple[CodeFacts, ...]] = {}
    for code in _walk(module):
        facts = CodeFacts(code.co_firstlineno, code.co_flags, code.co_varnames)
        key = (code.co_qualname, code.co_firstlineno)
        found[key] = (*found.get(key, ()), facts)
    return found


def _walk(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _walk(constant)
