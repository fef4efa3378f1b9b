"""Rust for arithmetic on known representations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ferrotype.pytypes import Type

INT_GUARDED: Mapping[str, str] = {
    "add": "fast::int_add",
    "sub": "fast::int_sub",
    "mul": "fast::int_mul",
    "floordiv": "fast::int_floordiv",
    "mod_": "fast::int_mod",
    "lshift": "fast::int_lshift",
    "rshift": "fast::int_rshift",
}
INT_PLAIN: Mapping[str, str] = {"and_": "&", "or_": "|", "xor": "^"}
FLOAT_PLAIN: Mapping[str, str] = {"add": "+", "sub": "-", "mul": "*"}
FLOAT_GUARDED: Mapping[str, str] = {
    "truediv": "fast::float_div",
    "floordiv": "fast::float_floordiv",
    "mod_": "fast::float_mod",
    "pow": "fast::float_pow",
}
FLOAT_GUARDED_CONSTANT: Mapping[str, str] = {"pow": "fast::float_pow_constant"}
"""Where the right operand is a constant: inlined, so that only its case is left."""
COMPARISONS: Mapping[str, str] = {
    "lt": "<",
    "le": "<=",
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "ge": ">=",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """Rust code of a known representation; ``literal`` if it is an int literal."""

    code: str
    type: Type
    literal: int | None = None


BOXES: Mapping[Type, str] = {
    Type.INT: "fast::box_int({})",
    Type.LITERAL_INT: "fast::box_int({})",
    Type.FLOAT: "float({})",
    Type.NUMBER: "{}.value()",
    Type.BOOL: "boolean({})",
    Type.LIST: "{}.into_value()",
}


def boxed(typed: Typed) -> str:
    """The same as a ``Value``."""
    if typed.literal is not None:
        return f"int({typed.literal})"
    return BOXES.get(typed.type, "{}").format(typed.code)
