"""What arithmetic on known representations gives."""

from __future__ import annotations

from collections.abc import Mapping

from ferrotype.pytypes import Type, is_numeric

INTEGER_ONLY = frozenset({"and_", "or_", "xor", "lshift", "rshift"})
EITHER = frozenset({"add", "sub", "mul", "floordiv", "mod_"})

IN_PLACE: Mapping[str, str] = {
    "iadd": "add",
    "isub": "sub",
    "imul": "mul",
    "ifloordiv": "floordiv",
    "imod": "mod_",
    "itruediv": "truediv",
    "ipow": "pow",
    "iand": "and_",
    "ior": "or_",
    "ixor": "xor",
    "ilshift": "lshift",
    "irshift": "rshift",
}
"""Numbers are immutable: in place is the plain operation."""


def is_integer(type_: Type) -> bool:
    """Whether the representation is an int of 64 bits."""
    return type_ in (Type.INT, Type.LITERAL_INT)


def binary(name: str, left: Type, right: Type) -> Type | None:
    """The result of an arithmetic operation, or None where the runtime must do it.

    NUMBER with NUMBER or an int needs both to be floats at run time: a guard.
    """
    key = IN_PLACE.get(name, name)
    if not is_numeric(left) or not is_numeric(right):
        return None
    both_integers = is_integer(left) and is_integer(right)
    if key in INTEGER_ONLY:
        return Type.INT if both_integers else None
    if key == "truediv":
        return Type.FLOAT
    if key == "pow":
        return None if both_integers else Type.FLOAT
    if key in EITHER:
        return Type.INT if both_integers else Type.FLOAT
    return None


def needs_floats(left: Type, right: Type) -> bool:
    """Whether NUMBERs here are guarded to be floats, because no operand is one for sure."""
    return Type.FLOAT not in (left, right) and Type.NUMBER in (left, right)
