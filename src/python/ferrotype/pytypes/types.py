"""The lattice of representations.

UNSET < INT, FLOAT, BOOL, LIST < VALUE;  a literal int joined with FLOAT is NUMBER
"""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Type(enum.Enum):
    """How a value is held in specialised code."""

    UNSET = "nothing yet"
    INT = "int in 64 bits"
    LITERAL_INT = "int below 2**53, from a literal"
    FLOAT = "float"
    NUMBER = "float, or an int that a float holds exactly"
    BOOL = "bool"
    LIST = "exactly a list"
    VALUE = "any object"


RUST_TYPES: Mapping[Type, tuple[str, str]] = {
    Type.INT: ("i64", "0"),
    Type.LITERAL_INT: ("i64", "0"),
    Type.FLOAT: ("f64", "0.0"),
    Type.NUMBER: ("Number", "Number::ZERO"),
    Type.BOOL: ("bool", "false"),
    Type.LIST: ("Option<fast::ListValue>", "None"),
    Type.VALUE: ("Option<Value>", "None"),
    Type.UNSET: ("Option<Value>", "None"),
}
"""The Rust type of a representation, and a value for a variable not assigned yet."""

_NUMERIC = frozenset({Type.INT, Type.LITERAL_INT, Type.FLOAT, Type.NUMBER})
_FLOATING = frozenset({Type.LITERAL_INT, Type.FLOAT, Type.NUMBER})


def is_object(type_: Type) -> bool:
    """Whether a variable of this representation holds a reference."""
    return type_ in (Type.UNSET, Type.LIST, Type.VALUE)


def is_numeric(type_: Type) -> bool:
    """Whether arithmetic on it stays out of the runtime."""
    return type_ in _NUMERIC


def join(first: Type, second: Type) -> Type:
    """The least representation that holds both."""
    if first is second or second is Type.UNSET:
        return first
    if first is Type.UNSET:
        return second
    pair = {first, second}
    if pair <= {Type.INT, Type.LITERAL_INT}:
        return Type.INT
    if pair <= _FLOATING:
        return Type.NUMBER
    return Type.VALUE
