"""Two parties in one process: a host and a guest that know each other's handles by table."""

import builtins
import sys
from dataclasses import dataclass, field
from typing import Any

from ferrotype.wire import Conversation, Handle, HandleKind, WireError
from ferrotype.wire.handles import class_name, describe_object


@dataclass
class PeerObject:
    """A stand-in for an object of the other side."""

    handle: Handle


@dataclass
class Side:
    """A `Party` that names builtins and keeps everything else behind handles."""

    own: HandleKind
    without: frozenset[str] = frozenset()
    kept: list[object] = field(default_factory=list)

    def handle_for(self, object_: object) -> Handle:
        if isinstance(object_, PeerObject):
            return object_.handle
        same = [number for number, known in enumerate(self.kept) if known is object_]
        number = same[0] if same else len(self.kept)
        if not same:
            self.kept.append(object_)
        return describe_object(self.own, number, object_)

    def name_for(self, object_: object) -> str | None:
        name = getattr(object_, "__name__", None)
        if isinstance(name, str) and getattr(builtins, name, None) is object_:
            return f"builtins.{name}"
        return None

    def peer_has_module(self, name: str) -> bool:
        return name not in self.without

    def exception_handle(self, exception: BaseException) -> Handle | None:
        return None

    def own_object(self, number: int) -> object:
        if number >= len(self.kept):
            raise WireError(f"no handle {number}")
        return self.kept[number]

    def peer_object(self, handle: Handle) -> object:
        return PeerObject(handle)

    def named_object(self, name: str) -> object:
        module, _, attribute = name.partition(".")
        try:
            return getattr(sys.modules[module], attribute)
        except (KeyError, AttributeError):
            raise WireError(f"unknown name {name}") from None

    def exception_class(self, name: str, mro: tuple[str, ...]) -> type[BaseException]:
        module, _, qualname = name.partition(":")
        found: Any = getattr(sys.modules.get(module), qualname, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
        return type(qualname, (Exception,), {"__module__": module})


def conversations(**options: Any) -> tuple[Conversation, Conversation]:
    """The host's and the guest's end of one conversation."""
    host = Conversation(Side(HandleKind.HOST, **options))
    guest = Conversation(Side(HandleKind.GUEST, **options))
    return host, guest


def same(left: Any, right: Any) -> None:
    """Assert that two values are equal to the bit, with the same sharing and the same order."""
    pairs: dict[int, int] = {}
    pending = [(left, right)]
    while pending:
        a, b = pending.pop()
        assert type(a) is type(b), (a, b)
        if type(a) in (set, frozenset):
            assert a == b  # the order depends on the set's history: docs/wire-format.md, 2
        elif type(a) in (list, dict, tuple) and a:
            if id(a) in pairs:
                assert pairs[id(a)] == id(b), "sharing differs"
                continue
            pairs[id(a)] = id(b)
            assert len(a) == len(b)
            pending.extend(zip(a, b, strict=True))
            if type(a) is dict:
                pending.extend(zip(a.values(), b.values(), strict=True))
        elif type(a) is float:
            assert a.hex() == b.hex() or (a != a and b != b)
        elif type(a) is complex:
            pending.extend(((a.real, b.real), (a.imag, b.imag)))
        elif isinstance(a, BaseException):
            assert class_name(type(a)) == class_name(type(b))
            pending.append((a.args, b.args))
        elif type(a) is slice:
            pending.append(((a.start, a.stop, a.step), (b.start, b.stop, b.step)))
        else:
            assert a == b and repr(a) == repr(b)
