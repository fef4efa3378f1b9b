"""Methods of lists that specialised code calls without the general protocol.

Counterpart: ``src/rust/runtime/src/fast/list_value.rs`` and ``methods.rs``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ferrotype.pytypes import Type


@dataclass(frozen=True, slots=True)
class ListMethod:
    """``items.name(arguments…)`` of what is exactly a list."""

    name: str
    arguments: tuple[Type, ...]
    """INT where the argument must be an int of 64 bits, VALUE for any object."""
    method: str
    """Of ``fast::ListValue``."""
    bound: str
    """Function of ``fast`` that calls what a variable holds, expected to be such a method."""
    list_of: str
    """Function of ``fast`` that gives the list to which such a method is bound."""
    gives_value: bool = False
    """Gives an ``Outcome`` of a value; otherwise the result is None."""


LIST_METHODS = (
    ListMethod(
        "append",
        (Type.VALUE,),
        method="append",
        bound="call_append",
        list_of="list_of_append",
    ),
    ListMethod(
        "insert",
        (Type.INT, Type.VALUE),
        method="insert",
        bound="call_insert",
        list_of="list_of_insert",
    ),
    ListMethod(
        "pop",
        (Type.INT,),
        method="pop",
        bound="call_pop",
        list_of="list_of_pop",
        gives_value=True,
    ),
)

_BY_NAME = {row.name: row for row in LIST_METHODS}


def named_list_method(name: str) -> ListMethod | None:
    """The row of a name."""
    return _BY_NAME.get(name)


def list_method(name: str, arguments: Sequence[Type]) -> ListMethod | None:
    """The row for a method called with arguments of these representations."""
    row = _BY_NAME.get(name)
    if row is None or len(row.arguments) != len(arguments):
        return None
    for wanted, given in zip(row.arguments, arguments, strict=True):
        if wanted is Type.INT and given not in (Type.INT, Type.LITERAL_INT):
            return None
    return row
