"""Stand-ins in the host for objects that live in a module.

An object by handle is an instance of a class made for its class; a module-level function or
class is reached by its name. All forward to the module.
"""

import sys
import weakref
from collections.abc import Callable
from typing import Any, Protocol

from ferrotype.wire.handles import CAPABILITIES, Handle


class Operator(Protocol):
    """What a stand-in needs of its library."""

    def operate(self, operation: str, *arguments: Any, **keywords: Any) -> Any:
        """Ask the module; returns what it returns, raises what it raises."""

    def release_later(self, number: int) -> None:
        """The handle is not used any more."""


class Remote:
    """The base of all stand-ins for objects by handle."""

    __slots__ = ("__weakref__", "_remote_handle", "_remote_library")
    _remote_handle: Handle
    _remote_library: Operator

    def __getattr__(self, name: str) -> Any:
        return self._remote_library.operate("getattr", self, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._remote_library.operate("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._remote_library.operate("delattr", self, name)

    def __dir__(self) -> list[str]:
        return list(self._remote_library.operate("dir", self))

    def __repr__(self) -> str:
        return str(self._remote_library.operate("repr", self))

    def __str__(self) -> str:
        return str(self._remote_library.operate("str", self))

    def __format__(self, specification: str) -> str:
        return str(self._remote_library.operate("format", self, specification))

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"cannot copy or pickle {type(self).__qualname__!r}: it lives in a module")


class RemoteFunction:
    """The base of stand-ins for functions and other callables reached by name."""

    def __init__(self, library: Operator, name: str) -> None:
        self._remote_library = library
        self._remote_name = name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._remote_library.operate("call", self, *arguments, **keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_remote_"):
            raise AttributeError(name)
        return self._remote_library.operate("getattr", self, name)

    def __repr__(self) -> str:
        return str(self._remote_library.operate("repr", self))


class ShapedType(type):
    """A metaclass whose classes have the MRO that the module's class has.

    Of a class one knows its MRO, not its bases; so the MRO is set directly.
    """

    def mro(cls) -> list[type]:
        """The class, then the classes that `_remote_mro` names, up to `object`."""
        return [cls, *cls.__dict__["_remote_mro"]]


class RemoteType(ShapedType):
    """The class of stand-ins for classes of the module."""

    _remote_owner: Operator
    _remote_name: str | None

    def __call__(cls, *arguments: Any, **keywords: Any) -> Any:
        return cls._remote_owner.operate("call", cls, *arguments, **keywords)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_remote_") or cls.__dict__.get("_remote_name") is None:
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
        return cls._remote_owner.operate("getattr", cls, name)


def _forward(operation: str) -> Callable[..., Any]:
    def method(self: Remote, *arguments: Any) -> Any:
        return self._remote_library.operate(operation, self, *arguments)

    return method


def _swapped(operation: str) -> Callable[..., Any]:
    def method(self: Remote, other: Any) -> Any:
        return self._remote_library.operate(operation, other, self)

    return method


def _call_forward(self: Remote, *arguments: Any, **keywords: Any) -> Any:
    return self._remote_library.operate("call", self, *arguments, **keywords)


def _method_forward(name: str) -> Callable[..., Any]:
    def method(self: Remote, *arguments: Any) -> Any:
        return self._remote_library.operate("callmethod", self, name, *arguments)

    return method


_OWN_FORM: dict[str, Callable[..., Any]] = {
    "__call__": _call_forward,
    "__enter__": _method_forward("__enter__"),
    "__exit__": _method_forward("__exit__"),
    "__await__": _method_forward("__await__"),
}
_SPECIAL: dict[str, Callable[..., Any]] = {
    name: _OWN_FORM.get(name) or _forward(name.strip("_")) for name in CAPABILITIES
}
_COMPARISONS = {f"__{name}__": _forward(name) for name in ("ne", "lt", "le", "gt", "ge")}
_BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift")
_ARITHMETIC = {
    **{f"__{name}__": _forward(name) for name in (*_BINARY, "and", "or", "xor", "divmod")},
    **{f"__r{name}__": _swapped(name) for name in (*_BINARY, "and", "or", "xor", "divmod")},
    **{f"__{name}__": _forward(name) for name in ("neg", "pos", "invert", "abs", "round")},
}
"""Whether the class has these is asked of the module: it raises the TypeError that Python would."""


class ClassRegistry:
    """The stand-ins of one library for what has a name, each made once."""

    def __init__(self, library: Operator, module_names: frozenset[str]) -> None:
        self._library = weakref.proxy(library)
        self._modules = module_names
        self._classes: dict[str, type] = {}
        self._named: dict[str, RemoteFunction] = {}

    def instance(self, handle: Handle) -> Remote:
        """A stand-in for the object of a handle."""
        class_ = self.class_of(handle.class_name, handle.ancestry)
        for key in handle.capabilities:
            if key not in class_.__dict__:
                setattr(class_, key, _SPECIAL[key])
        made: Remote = object.__new__(class_)
        object.__setattr__(made, "_remote_handle", handle)
        object.__setattr__(made, "_remote_library", self._library)
        weakref.finalize(made, self._library.release_later, handle.number)
        return made

    def class_of(self, name: str, ancestry: tuple[str, ...]) -> type:
        """The stand-in for the class `module:qualname` with this MRO, or the host's own class."""
        known = self._classes.get(name)
        if known is not None and known.__dict__["_remote_ancestry"] == ancestry:
            return known
        exceptional = "builtins:BaseException" in ancestry
        if exceptional and (host := host_class(name)) is not None:
            return host
        tail: list[type] = []
        for parent in ancestry[1:]:
            found = host_class(parent) if exceptional else None
            if found is None and parent != "builtins:object":
                found = self._classes.get(parent) or self.class_of(parent, (parent,) + _END)
            if found is not None:
                tail.append(found)
        if not exceptional:
            tail = [found for found in tail if issubclass(found, Remote)] + [Remote, object]
        if known is None:
            known = self._classes[name] = self._make(name, ancestry, tail, exceptional)
        else:
            # First seen among the ancestors of another class; now its own MRO is known.
            known._remote_ancestry, known._remote_mro = ancestry, tuple(tail)  # type: ignore[attr-defined]
            known.__bases__ = known.__bases__  # computes the MRO anew
        return known

    def exception_class(self, name: str, ancestry: tuple[str, ...]) -> type[BaseException]:
        """The host's class of that name if it is a standard one, or a stand-in."""
        found = self.class_of(name, ancestry)
        if not issubclass(found, BaseException):
            raise TypeError(f"{name} is not an exception class")
        return found

    def knows(self, class_: type, name: str) -> bool:
        """Whether the class is the stand-in made for `module:qualname`."""
        return self._classes.get(name) is class_

    def named(self, name: str) -> object:
        """The stand-in for what the module has under a dotted name, without asking what it is."""
        module, qualname = self._split(name)
        class_ = self._classes.get(f"{module}:{qualname}")
        if class_ is not None:
            return class_
        if name not in self._named:
            self._named[name] = RemoteFunction(self._library, name)
        return self._named[name]

    def class_name(self, class_: Any) -> str:
        """`module:qualname` of a class, or of the stand-in for one that was not asked yet."""
        if isinstance(class_, RemoteFunction):
            return ":".join(self._split(class_._remote_name))
        return f"{class_.__module__}:{class_.__qualname__}"

    def _split(self, name: str) -> tuple[str, str]:
        """The longest prefix that is a module's name, and the rest."""
        prefixes = (m for m in self._modules if name == m or name.startswith(m + "."))
        module = max(prefixes, key=len, default="")
        return module, name[len(module) + 1 :]

    def _make(
        self, name: str, ancestry: tuple[str, ...], tail: list[type], exceptional: bool
    ) -> type:
        module, _, qualname = name.partition(":")
        namespace: dict[str, Any] = {
            "__module__": module,
            "__qualname__": qualname,
            "_remote_ancestry": ancestry,
            "_remote_mro": tuple(tail),
        }
        short = qualname.rpartition(".")[2]
        if exceptional:
            # Host classes only: their layouts decide, the MRO comes from `_remote_mro`.
            solid = [base for base in tail if type(base) is type]
            bases = tuple(
                base
                for at, base in enumerate(solid)
                if not any(issubclass(other, base) for other in solid[:at])
            )
            return ShapedType(short, bases, namespace)
        namespace |= {"__slots__": (), "_remote_owner": self._library}
        namespace |= _COMPARISONS | _ARITHMETIC
        reachable = module in self._modules and "<" not in qualname
        namespace["_remote_name"] = f"{module}.{qualname}" if reachable else None
        return RemoteType(short, (Remote,), namespace)


_END = ("builtins:object",)


def host_class(name: str) -> type | None:
    """The host's own class `module:qualname`, if its module is of the standard library."""
    module, _, qualname = name.partition(":")
    if module.partition(".")[0] not in sys.stdlib_module_names or "<" in qualname:
        return None
    found: Any = standard_module(module)
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, type) else None


def standard_module(name: str) -> Any:
    """A module of the host's standard library, imported if need be; None if there is none."""
    if name not in sys.modules:
        first = name.partition(".")[0]
        if first not in sys.stdlib_module_names or first in _NEVER_IMPORTED:
            return None
        try:
            __import__(name)
        except (ImportError, ValueError):  # ValueError: an empty name
            return None
    return sys.modules.get(name)


_NEVER_IMPORTED = frozenset(("antigravity", "idlelib", "this", "turtledemo", "__phello__"))
"""Importing these does something; a module could name them."""
