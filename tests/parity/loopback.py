"""A library "module" that is CPython itself: both ends of the wire in one process.

It takes the place of `Library` where a test is about the host's side (stand-ins, proxies,
comparison) and not about a compiled module. Everything still crosses as bytes.
"""

import importlib
import sys
import types
from typing import Any

from ferrotype.host.library import Library
from ferrotype.host.operations import perform
from ferrotype.host.party import HostParty
from ferrotype.host.remote import ClassRegistry
from ferrotype.wire import (
    Conversation,
    Handle,
    HandleKind,
    Request,
    Returned,
    WireError,
)
from ferrotype.wire.handles import describe_object
from ferrotype.wire.messages import (
    decode_request,
    decode_response,
    encode_request,
    encode_response,
)


class HostObject:
    """What the guest has in the place of an object of the host."""

    def __init__(self, handle: Handle, library: "LoopbackLibrary") -> None:
        self._handle, self._library = handle, library

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._library.ask_host("call", self, *arguments, **keywords)

    def __getattr__(self, name: str) -> Any:
        return self._library.ask_host("getattr", self, name)


class GuestParty:
    """The `Party` of the module's side."""

    own = HandleKind.GUEST

    def __init__(self, modules: dict[str, types.ModuleType], library: "LoopbackLibrary") -> None:
        self.modules, self.library = modules, library
        self.kept: list[object] = []

    def handle_for(self, object_: object) -> Handle:
        if isinstance(object_, HostObject):
            return object_._handle
        if not any(object_ is known for known in self.kept):
            self.kept.append(object_)
        number = next(at for at, known in enumerate(self.kept) if known is object_)
        return describe_object(self.own, number, object_)

    def name_for(self, object_: object) -> str | None:
        if isinstance(object_, types.ModuleType):
            return object_.__name__
        if not isinstance(object_, type | types.FunctionType | types.BuiltinFunctionType):
            return None
        name = object_.__qualname__
        return None if "<" in name else f"{object_.__module__}.{name}"

    def peer_has_module(self, name: str) -> bool:
        return True

    def exception_handle(self, exception: BaseException) -> Handle | None:
        return None

    def own_object(self, number: int) -> object:
        return self.kept[number]

    def peer_object(self, handle: Handle) -> object:
        return HostObject(handle, self.library)

    def named_object(self, name: str) -> object:
        parts = name.split(".")
        for length in range(len(parts), 0, -1):
            prefix = ".".join(parts[:length])
            found: Any = self.modules.get(prefix) or sys.modules.get(prefix)
            if found is not None:
                for part in parts[length:]:
                    found = getattr(found, part)
                return found
        raise WireError(f"no {name}")

    def exception_class(self, name: str, ancestry: tuple[str, ...]) -> type[BaseException]:
        found = self.named_object(name.replace(":", "."))
        assert isinstance(found, type) and issubclass(found, BaseException)
        return found


class LoopbackLibrary(Library):
    """Runs requests on Python modules that are already imported."""

    def __init__(self, modules: dict[str, types.ModuleType]) -> None:
        self.stdout, self.stderr, self.broken = bytearray(), bytearray(), None
        self.modules = tuple(sorted({*modules, "datetime"}))
        self._conversation, self._released = None, []
        self._guest_conversation: Conversation | None = None
        self._guest = GuestParty(modules, self)
        names = frozenset(self.modules)
        self._party = HostParty(ClassRegistry(self, names), self, names)
        self._compiled = types.SimpleNamespace(start_clock=lambda store: None)  # type: ignore[assignment]
        self._store = None  # type: ignore[assignment]

    def _exchange(self, request: bytes) -> bytes:
        outermost = self._guest_conversation is None
        conversation = self._guest_conversation or Conversation(self._guest)
        self._guest_conversation = conversation
        try:
            asked = decode_request(conversation, request)
            response = perform(asked, lambda numbers: None)
            return encode_response(conversation, response)
        finally:
            if outermost:
                self._guest_conversation = None

    def ask_host(self, operation: str, *arguments: Any, **keywords: Any) -> Any:
        assert self._guest_conversation is not None and self._conversation is not None
        data = encode_request(self._guest_conversation, Request(operation, arguments, keywords))
        response = perform(decode_request(self._conversation, data), self._party.release)
        answer = decode_response(
            self._guest_conversation, encode_response(self._conversation, response)
        )
        if isinstance(answer, Returned):
            return answer.value
        raise answer.exception  # type: ignore[union-attr]


def loopback(*names: str) -> LoopbackLibrary:
    """A library of modules that can be imported here."""
    return LoopbackLibrary({name: importlib.import_module(name) for name in names})
