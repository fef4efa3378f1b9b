"""An exact text of a value: two values have the same text if no program could tell them apart.

Floats by their bits, strings by their escapes, order and sharing included. Objects that stay in
the module are described by their class or name, on both sides.
"""

import re
import struct
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ferrotype.host.remote import Remote, RemoteFunction
from ferrotype.wire.handles import class_name
from ferrotype.wire.value_classes import BY_CLASS

_SCALARS = (type(None), bool, int, str, bytes, range, type(Ellipsis), type(NotImplemented))
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def describe(value: object) -> str:
    """The text of a value."""
    writer = _Writer()
    writer.write(value)
    return "".join(writer.parts)


def describe_exception(error: BaseException) -> str:
    """Class, arguments and text of an exception; causes too, by the same rule."""
    parts = [f"raises {class_name(type(error))} {describe(list(error.args))} {_text(error)!r}"]
    if error.__cause__ is not None:
        parts.append(" from " + describe_exception(error.__cause__))
    return "".join(parts)


def _text(error: BaseException) -> str:
    return _ADDRESS.sub(" at 0x…", str(error))


@dataclass(slots=True)
class _Writer:
    parts: list[str] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    alive: list[object] = field(default_factory=list)

    def write(self, value: Any) -> None:
        class_ = type(value)
        if class_ in _SCALARS:
            self.parts.append(ascii(value))
        elif class_ is float:
            self.parts.append(f"float({value!r}:{struct.pack('>d', value).hex()})")
        elif class_ is complex:
            self.parts.append(f"complex({struct.pack('>dd', value.real, value.imag).hex()})")
        elif class_ is slice:
            self._group("slice", [value.start, value.stop, value.step])
        elif (number := self.numbers.get(id(value))) is not None:
            self.parts.append(f"#{number}")
        else:
            self.numbers[id(value)] = len(self.numbers)
            self.alive.append(value)
            self._composite(class_, value)

    def _composite(self, class_: type, value: Any) -> None:
        if class_ in _GROUPS:
            self._group(class_.__name__, _GROUPS[class_](value))
        elif class_ in BY_CLASS:
            self._group(class_name(class_), list(BY_CLASS[class_].arguments(value)))
        elif isinstance(value, BaseException):
            self.parts.append(describe_exception(value))
        else:
            self.parts.append(_opaque(value))

    def _group(self, name: str, items: list[object]) -> None:
        self.parts.append(f"{name}[")
        for item in items:
            self.write(item)
            self.parts.append(",")
        self.parts.append("]")


_GROUPS: dict[type, Callable[[Any], list[object]]] = {
    list: list,
    tuple: list,
    dict: lambda value: [part for pair in value.items() for part in pair],
    # By content: what order a rebuilt set has depends on its history.
    set: lambda value: sorted(value, key=describe),
    frozenset: lambda value: sorted(value, key=describe),
    bytearray: lambda value: [bytes(value)],
}


def _opaque(value: Any) -> str:
    """A name for what stays where it is."""
    if isinstance(value, RemoteFunction):
        return f"named {value._remote_name}"
    if isinstance(value, Remote):
        handle = value._remote_handle
        return f"object {handle.class_name} {handle.name or ''}".rstrip()
    if isinstance(value, types.ModuleType):
        return f"named {value.__name__}"
    if isinstance(value, type | types.FunctionType | types.BuiltinFunctionType):
        if "<" not in value.__qualname__:
            return f"named {value.__module__}.{value.__qualname__}"
        return f"object {class_name(type(value))} {value.__qualname__}"
    name = getattr(value, "__qualname__", None)
    return f"object {class_name(type(value))} {name or ''}".rstrip()
