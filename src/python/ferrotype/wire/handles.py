"""Handles and names: section 4 of `docs/wire-format.md`."""

import types
from dataclasses import dataclass
from enum import Enum

from ferrotype.wire.tags import Tag

CAPABILITIES = (
    "__await__",
    "__bool__",
    "__call__",
    "__complex__",
    "__contains__",
    "__delitem__",
    "__enter__",
    "__eq__",
    "__exit__",
    "__float__",
    "__fspath__",
    "__getitem__",
    "__hash__",
    "__index__",
    "__int__",
    "__iter__",
    "__len__",
    "__next__",
    "__reversed__",
    "__setitem__",
)


_NAMED = (type, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
"""Objects that have a qualified name; of others the attribute might be anything."""


class HandleKind(Enum):
    """Where the object lives."""

    GUEST = Tag.GUEST_HANDLE
    HOST = Tag.HOST_HANDLE


@dataclass(frozen=True, slots=True)
class Handle:
    """What travels in place of an object that stays where it is."""

    kind: HandleKind
    number: int
    class_name: str
    ancestry: tuple[str, ...]
    capabilities: tuple[str, ...]
    name: str | None


def class_name(class_: type) -> str:
    """`module:qualname`."""
    return f"{class_.__module__}:{class_.__qualname__}"


def mro_names(class_: type) -> tuple[str, ...]:
    """The names of all classes in the MRO, the class itself first."""
    return tuple(class_name(base) for base in class_.__mro__)


def capabilities(class_: type) -> tuple[str, ...]:
    """The special methods of the table that the class has, sorted."""
    found = []
    for name in CAPABILITIES:
        # Not by getattr: that reaches the metaclass, and every class can be called.
        owner = next((base for base in class_.__mro__ if name in vars(base)), None)
        if owner is None or vars(owner)[name] is None or (name == "__eq__" and owner is object):
            continue
        found.append(name)
    return tuple(found)


def describe_object(kind: HandleKind, number: int, object_: object) -> Handle:
    """The handle of an object of this side."""
    class_ = type(object_)
    name = object_.__qualname__ if isinstance(object_, _NAMED) else None
    return Handle(kind, number, class_name(class_), mro_names(class_), capabilities(class_), name)
