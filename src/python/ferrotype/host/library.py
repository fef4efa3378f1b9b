"""A library module under wasmtime, called as `docs/wire-format.md` says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import wasmtime

from ferrotype.host.adapter import ADAPTER
from ferrotype.host.channel import Channel
from ferrotype.host.engine import (
    Compiled,
    ProgramExit,
    Trapped,
    new_linker,
    require_export,
    trap_reason,
)
from ferrotype.host.operations import perform
from ferrotype.host.party import HostParty
from ferrotype.host.remote import ClassRegistry
from ferrotype.wire import (
    Conversation,
    Raised,
    Refused,
    RefusedAnswer,
    Request,
    WireError,
)
from ferrotype.wire.messages import (
    Response,
    decode_request,
    decode_response,
    encode_request,
    encode_response,
)
from ferrotype.wire.tags import FORMAT_VERSION


class Library:
    """One instance of a library module. Not for several threads at once.

    Raises what the module's functions raise; `Trapped` when a limit is exceeded or the module
    ends itself, `WireError` when it breaks the format, `Refused` when it cannot do what is asked;
    `WrongModule` at once for a module of another kind.
    """

    def __init__(
        self,
        compiled: Compiled,
        *,
        environment: Mapping[str, str] | None = None,
        folders: Mapping[str, Path] | None = None,
    ) -> None:
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.broken: str | None = None
        """Why the instance must not be used any more; None while it may."""
        require_export(
            compiled.module,
            "ferrotype_call",
            "it is not a library of Ferrotype's: it has no functions that can be called",
        )
        self._compiled = compiled
        self._store = compiled.new_store()
        self._contexts: list[wasmtime.Store | wasmtime.Caller] = [self._store]
        """The innermost context of execution is last: host calls nest."""
        self._conversation: Conversation | None = None
        self._released: list[int] = []
        channel = Channel(self._answer, {1: self.stdout, 2: self.stderr})
        exports = self._instantiate(channel, environment or {}, folders or {})
        self._memory = _export(exports, "memory", wasmtime.Memory)
        self._allocate = _export(exports, "ferrotype_allocate", wasmtime.Func)
        self._release = _export(exports, "ferrotype_release", wasmtime.Func)
        self._call = _export(exports, "ferrotype_call", wasmtime.Func)
        adapter = compiled.adapter or wasmtime.Module(compiled.engine, ADAPTER)
        channel.connect(self._store, self._memory, adapter)
        if "_initialize" in exports:
            self._run(_export(exports, "_initialize", wasmtime.Func))
        self._party = HostParty(ClassRegistry(self, frozenset()), self)
        description = self.operate("describe")
        if not isinstance(description, dict) or description.get("format") != FORMAT_VERSION:
            raise WireError(f"the module describes itself as {description!r}")
        self.modules: tuple[str, ...] = tuple(description["modules"])
        self._party = HostParty(
            ClassRegistry(self, frozenset(self.modules)), self, frozenset(self.modules)
        )

    def call(self, name: str, *arguments: Any, **keywords: Any) -> Any:
        """Call what the module has under a dotted name."""
        return self.operate("call", self.named(name), *arguments, **keywords)

    def named(self, name: str) -> Any:
        """The stand-in for what the module has under a dotted name; a class for a class."""
        found = self._party.registry.named(name)
        if isinstance(found, type) or not self.operate("isinstance", found, type):
            return found
        ancestors = self.operate("getattr", found, "__mro__")
        names = tuple(self._party.registry.class_name(ancestor) for ancestor in ancestors)
        return self._party.registry.class_of(names[0], names)

    def operate(self, operation: str, *arguments: Any, **keywords: Any) -> Any:
        """Do an operation of section 6 in the module."""
        response = self.answer_to(Request(operation, arguments, keywords))
        if isinstance(response, Raised):
            raise response.exception
        if isinstance(response, RefusedAnswer):
            raise Refused(response.code, response.message)
        return response.value

    def answer_to(self, request: Request) -> Response:
        """Send a request and return the response as it is."""
        if self.broken is not None:
            raise Trapped(f"the instance was ended before: {self.broken}")
        outermost = self._conversation is None
        conversation = self._conversation or Conversation(self._party)
        self._conversation = conversation
        try:
            if outermost:
                self._compiled.start_clock(self._store)
                self._send_releases()
            data = self._exchange(encode_request(conversation, request))
            return decode_response(conversation, data)
        except WireError as error:
            self.broken = str(error)
            raise
        finally:
            if outermost:
                self._conversation = None

    def release_later(self, number: int) -> None:
        """Tell the module, at the next call, that a guest handle is not used any more."""
        self._released.append(number)

    # -- the module's side --------------------------------------------------------------------

    def _instantiate(
        self, channel: Channel, environment: Mapping[str, str], folders: Mapping[str, Path]
    ) -> Mapping[str, Any]:
        wasi = wasmtime.WasiConfig()
        wasi.env = sorted(environment.items())
        for name, folder in folders.items():
            wasi.preopen_dir(str(folder), name)
        self._store.set_wasi(wasi)
        linker = new_linker(self._compiled)
        channel.define(linker)
        instance = linker.instantiate(self._store, self._compiled.module)
        exports = instance.exports(self._store)
        return {name: exports[name] for name in exports}

    def _send_releases(self) -> None:
        if self._released:
            released, self._released = self._released, []
            conversation = Conversation(self._party)
            data = encode_request(conversation, Request("release", released))
            decode_response(conversation, self._exchange(data))

    def _exchange(self, request: bytes) -> bytes:
        """Bytes in, bytes out: `ferrotype_call` with its memory management."""
        context = self._contexts[-1]
        pointer = self._run(self._allocate, len(request)) & 0xFFFFFFFF
        self._memory.write(context, request, pointer)
        packed = self._run(self._call, pointer, len(request)) & 0xFFFFFFFFFFFFFFFF
        self._run(self._release, pointer, len(request))
        start, length = packed >> 32, packed & 0xFFFFFFFF
        if start + length > self._memory.data_len(context):
            raise WireError(f"response at {start}, {length} bytes, outside the memory")
        response = bytes(self._memory.read(context, start, start + length))
        self._run(self._release, start, length)
        return response

    def _run(self, function: wasmtime.Func, *arguments: int) -> Any:
        try:
            return function(self._contexts[-1], *arguments)
        except ProgramExit as program_exit:
            reason = f"the module ended itself with status {program_exit.status}"
            raise self._trapped(reason, program_exit.status) from None
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            raise self._trapped(trap_reason(error)) from None

    def _trapped(self, reason: str, status: int | None = None) -> Trapped:
        self.broken = reason
        return Trapped(reason, status, bytes(self.stderr))

    # -- the host's side of the channel -------------------------------------------------------

    def _answer(self, frame: bytes, caller: wasmtime.Caller) -> bytes:
        conversation = self._conversation
        if conversation is None:
            raise WireError("host call outside of a conversation")
        request = decode_request(conversation, frame)
        with self._inside(caller):
            response = perform(request, self._party.release)
            if isinstance(response, Raised) and isinstance(response.exception, Trapped | WireError):
                raise response.exception  # a nested call broke the instance: nothing can go on
            try:
                return encode_response(conversation, response)
            except Refused as error:
                return encode_response(conversation, RefusedAnswer(error.code, error.message))

    @contextmanager
    def _inside(self, caller: wasmtime.Caller) -> Iterator[None]:
        self._contexts.append(caller)
        try:
            yield
        finally:
            self._contexts.pop()


def _export(exports: Mapping[str, Any], name: str, kind: type) -> Any:
    found = exports.get(name)
    if not isinstance(found, kind):
        raise WireError(f"the module has no export {name} of kind {kind.__name__}")
    return found
