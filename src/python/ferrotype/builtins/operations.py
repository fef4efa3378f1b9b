"""Operations on values: what each takes, gives, and whether it may raise.

``key`` is the name in the intermediate form and of the Rust function in the runtime's
prelude; names follow Python's ``operator`` module.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Result(enum.Enum):
    """The Rust type that an operation gives."""

    VALUE = "Value"
    BOOL = "bool"
    UNIT = "()"
    USIZE = "usize"


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation. ``borrowed`` are the positions of operands passed by reference."""

    key: str
    arity: int
    result: Result
    may_raise: bool
    borrowed: frozenset[int] = frozenset()


def _table(*rows: OperationRow) -> Mapping[str, OperationRow]:
    table: dict[str, OperationRow] = {}
    for row in rows:
        if row.key in table:
            raise ValueError(f"operation {row.key!r} is declared twice")
        table[row.key] = row
    return table


def _binary(key: str) -> OperationRow:
    return OperationRow(key, 2, Result.VALUE, may_raise=True)


def _unary(key: str) -> OperationRow:
    return OperationRow(key, 1, Result.VALUE, may_raise=True)


BINARY: Mapping[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod_",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitAnd: "and_",
    ast.BitOr: "or_",
    ast.BitXor: "xor",
}

IN_PLACE: Mapping[type[ast.operator], str] = {
    operator: f"i{key.rstrip('_')}" for operator, key in BINARY.items()
}

UNARY: Mapping[type[ast.unaryop], str] = {
    ast.USub: "neg",
    ast.UAdd: "pos",
    ast.Invert: "invert",
}

COMPARISON: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Gt: "gt",
    ast.GtE: "ge",
}

TESTS: Mapping[str, str] = {key: f"test_{key}" for key in COMPARISON.values()}
"""The form of a comparison that gives a Rust bool."""

OPERATIONS: Mapping[str, OperationRow] = _table(
    *(_binary(key) for key in BINARY.values()),
    *(_binary(key) for key in IN_PLACE.values()),
    *(_unary(key) for key in UNARY.values()),
    *(_binary(key) for key in COMPARISON.values()),
    *(OperationRow(key, 2, Result.BOOL, may_raise=True) for key in TESTS.values()),
    OperationRow("contains", 2, Result.BOOL, may_raise=True),
    OperationRow("is_", 2, Result.BOOL, may_raise=False, borrowed=frozenset({0, 1})),
    OperationRow("truth", 1, Result.BOOL, may_raise=True),
    OperationRow("getitem", 2, Result.VALUE, may_raise=True),
    OperationRow("slice", 3, Result.VALUE, may_raise=False),
    OperationRow("iter", 1, Result.VALUE, may_raise=True),
    OperationRow("only_item", 1, Result.VALUE, may_raise=True),
    OperationRow("sorted_names", 1, Result.VALUE, may_raise=True),
    OperationRow("run_text", 4, Result.VALUE, may_raise=True),
    OperationRow("async_iterator", 1, Result.VALUE, may_raise=True),
    OperationRow("list_append", 2, Result.UNIT, may_raise=False, borrowed=frozenset({0})),
    OperationRow("set_add", 2, Result.UNIT, may_raise=True, borrowed=frozenset({0})),
    OperationRow("dict_insert", 3, Result.UNIT, may_raise=True, borrowed=frozenset({0})),
    OperationRow("match_sequence", 1, Result.BOOL, may_raise=False, borrowed=frozenset({0})),
    OperationRow("match_mapping", 1, Result.BOOL, may_raise=False, borrowed=frozenset({0})),
    OperationRow("match_length", 2, Result.BOOL, may_raise=True),
    OperationRow("match_length_at_least", 2, Result.BOOL, may_raise=True),
    OperationRow("match_size", 1, Result.VALUE, may_raise=True),
    OperationRow("match_rest", 2, Result.VALUE, may_raise=True),
)
