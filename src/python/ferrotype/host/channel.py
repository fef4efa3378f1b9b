"""The host channel: section 7 of `docs/wire-format.md`.

wasmtime gives WASI functions the memory of the *calling instance*, so a host function that
shadows `fd_write` cannot hand other descriptors on to WASI itself. A tiny adapter module can: it
has WASI's functions as imports, and exports the guest's memory as its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import wasmtime

from ferrotype.wire.tags import CHANNEL_DESCRIPTOR

_SUCCESS = 0


@dataclass(slots=True)
class Channel:
    """Collects the guest's frames, answers each, and hands the answer out. Mutable: a stream."""

    answer: Callable[[bytes, wasmtime.Caller], bytes]
    outputs: dict[int, bytearray]
    """Descriptors whose output is collected here: 1 and 2. wasmtime's own collecting calls back
    from threads of its own, late, and even while the interpreter ends."""
    _incoming: bytearray = field(default_factory=bytearray)
    _outgoing: bytearray = field(default_factory=bytearray)
    _adapter: wasmtime.Instance | None = None

    def define(self, linker: wasmtime.Linker) -> None:
        """Shadow WASI's `fd_read` and `fd_write` in the linker."""
        i32 = wasmtime.ValType.i32()
        type_ = wasmtime.FuncType([i32] * 4, [i32])
        for name, transfer in (("fd_read", self._read), ("fd_write", self._write)):
            linker.define_func(
                "wasi_snapshot_preview1",
                name,
                type_,
                self._function(name, transfer),
                access_caller=True,
            )

    def connect(
        self, store: wasmtime.Store, memory: wasmtime.Memory, adapter: wasmtime.Module
    ) -> None:
        """Make the adapter for a guest that has just been instantiated."""
        linker = wasmtime.Linker(store.engine)
        linker.define_wasi()
        linker.define(store, "guest", "memory", memory)
        self._adapter = linker.instantiate(store, adapter)

    def _function(self, name: str, transfer: Callable[..., int]) -> Callable[..., int]:
        def shadow(
            caller: wasmtime.Caller, descriptor: int, vectors: int, count: int, result: int
        ) -> int:
            output = self.outputs.get(descriptor) if name == "fd_write" else None
            if descriptor == CHANNEL_DESCRIPTOR or output is not None:
                memory = caller["memory"]
                assert isinstance(memory, wasmtime.Memory)
                pieces = _pieces(caller, memory, vectors, count)
                if output is None:
                    moved = transfer(caller, memory, pieces)
                else:
                    moved = _collect(output, caller, memory, pieces)
                memory.write(caller, moved.to_bytes(4, "little"), result & 0xFFFFFFFF)
                return _SUCCESS
            assert self._adapter is not None
            function: Any = self._adapter.exports(caller)[name]
            status = function(caller, descriptor, vectors, count, result)
            assert isinstance(status, int)
            return status

        return shadow

    def _write(
        self, caller: wasmtime.Caller, memory: wasmtime.Memory, pieces: list[tuple[int, int]]
    ) -> int:
        moved = 0
        for pointer, length in pieces:
            self._incoming += memory.read(caller, pointer, pointer + length)
            moved += length
        while len(self._incoming) >= 4:
            end = 4 + int.from_bytes(self._incoming[:4], "little")
            if len(self._incoming) < end:
                break
            frame = bytes(self._incoming[4:end])
            del self._incoming[:end]
            response = self.answer(frame, caller)
            self._outgoing += len(response).to_bytes(4, "little") + response
        return moved

    def _read(
        self, caller: wasmtime.Caller, memory: wasmtime.Memory, pieces: list[tuple[int, int]]
    ) -> int:
        moved = 0
        for pointer, length in pieces:
            piece = bytes(self._outgoing[:length])
            memory.write(caller, piece, pointer)
            del self._outgoing[: len(piece)]
            moved += len(piece)
        return moved


def _collect(
    output: bytearray,
    caller: wasmtime.Caller,
    memory: wasmtime.Memory,
    pieces: list[tuple[int, int]],
) -> int:
    for pointer, length in pieces:
        output += memory.read(caller, pointer, pointer + length)
    return sum(length for _, length in pieces)


def _pieces(
    caller: wasmtime.Caller, memory: wasmtime.Memory, vectors: int, count: int
) -> list[tuple[int, int]]:
    """The scattered buffers of a WASI call: address and length of each."""
    vectors &= 0xFFFFFFFF
    table = memory.read(caller, vectors, vectors + 8 * count)
    numbers = [int.from_bytes(table[at : at + 4], "little") for at in range(0, len(table), 4)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
