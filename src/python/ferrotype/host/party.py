"""What the host knows of names and handles, for the codec."""

import enum
import sys
import types
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ferrotype.host.remote import (
    ClassRegistry,
    Operator,
    Remote,
    RemoteFunction,
    RemoteType,
    standard_module,
)
from ferrotype.wire import Handle, HandleKind, WireError
from ferrotype.wire.handles import describe_object


@dataclass(slots=True)
class HostParty:
    """The `Party` of a host. Mutable: it keeps the objects behind host handles alive."""

    registry: ClassRegistry
    library: Operator
    modules: frozenset[str] = frozenset()
    own: HandleKind = HandleKind.HOST
    _kept: dict[int, object] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)
    _next: int = 0

    def handle_for(self, object_: object) -> Handle:
        """The guest handle behind a stand-in, or a host handle of our own."""
        if isinstance(object_, Remote):
            return object_._remote_handle
        number = self._numbers.get(id(object_))
        if number is None:
            number = self._next
            self._next += 1
            self._kept[number] = object_
            self._numbers[id(object_)] = number
        return describe_object(self.own, number, object_)

    def release(self, numbers: Sequence[int]) -> None:
        """Forget host handles. Raises WireError for one that was never given."""
        for number in numbers:
            if number not in self._kept:
                raise WireError(f"release of host handle {number}, which is not held")
            del self._numbers[id(self._kept.pop(number))]

    def name_for(self, object_: object) -> str | None:
        """The name under which the module has the same thing."""
        if isinstance(object_, RemoteFunction):
            return object_._remote_name
        if isinstance(object_, RemoteType):
            return object_._remote_name
        if isinstance(object_, types.ModuleType):
            return object_.__name__ if object_.__name__ in self.modules else None
        if isinstance(object_, enum.Enum):
            class_ = type(object_)
            module, qualname = class_.__module__, f"{class_.__qualname__}.{object_.name}"
        elif isinstance(object_, type | types.FunctionType | types.BuiltinFunctionType):
            module, qualname = object_.__module__ or "", object_.__qualname__
        else:
            return None
        if module != "builtins" and module not in self.modules:
            return None
        if isinstance(object_, type) and self.registry.knows(object_, f"{module}:{qualname}"):
            return f"{module}.{qualname}"
        # Only of standard modules do both sides have the same; another's might be any version.
        standard = module.partition(".")[0] in sys.stdlib_module_names
        if standard and _resolve(sys.modules.get(module), qualname) is object_:
            return f"{module}.{qualname}"
        return None

    def peer_has_module(self, name: str) -> bool:
        """Whether the module contains the Python module of that name."""
        return name in self.modules

    def exception_handle(self, exception: BaseException) -> Handle | None:
        """A host handle, so that the exception is the same object if it comes back."""
        return self.handle_for(exception)

    def own_object(self, number: int) -> object:
        """The object behind a host handle."""
        if number not in self._kept:
            raise WireError(f"host handle {number} is not held")
        return self._kept[number]

    def peer_object(self, handle: Handle) -> object:
        """A stand-in for a guest handle."""
        return self.registry.instance(handle)

    def named_object(self, name: str) -> object:
        """What the module means by a name: the host's own thing if it is a standard one."""
        if name.partition(".")[0] in sys.stdlib_module_names:
            return _standard_object(name)
        return self.registry.named(name)

    def exception_class(self, name: str, ancestry: tuple[str, ...]) -> type[BaseException]:
        """The host's class, or a stand-in."""
        return self.registry.exception_class(name, ancestry)


def _resolve(found: Any, qualname: str) -> Any:
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return found


_HIDDEN = {
    f"builtins.{class_.__qualname__}": class_
    for class_ in vars(types).values()
    if isinstance(class_, type) and class_.__module__ == "builtins"
}
"""Classes that say they are builtins' but are not reached from there, such as `mappingproxy`."""


def _standard_object(name: str) -> object:
    """What a dotted name of the standard library stands for. Raises WireError."""
    if name in _HIDDEN:
        return _HIDDEN[name]
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        module = standard_module(".".join(parts[:length]))
        if module is not None:
            found = module if length == len(parts) else _resolve(module, ".".join(parts[length:]))
            if found is None:
                break
            return found
    raise WireError(f"the host has nothing under the name {name}")
