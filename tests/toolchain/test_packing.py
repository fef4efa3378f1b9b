"""A module's memory as one stream, which its start function unpacks."""

from __future__ import annotations

import lzma
import struct

import pytest
import wasmtime

from ferrotype.toolchain import packing
from ferrotype.toolchain.commands import STACK_BYTES
from ferrotype.toolchain.packing import packed

MODULE = """
(module
  (memory (export "memory") 300)
  (table 1 funcref)
  (global $started (export "started") (mut i32) (i32.const 0))
  (func (export "{unpack}") (global.set $started (i32.const 1)))
  (elem (i32.const 0) 0)
  (data (i32.const {start}) "{text}")
  (data (i32.const {later}) "behind")
)
"""


def module(*, unpack: str = "ferrotype_unpack", start: int = STACK_BYTES) -> bytes:
    text = MODULE.format(
        unpack=unpack, start=start, text="spam " * 50, later=start + 1000
    )
    return bytes(wasmtime.wat2wasm(text))


def memory_of(content: bytes, start: int, size: int) -> tuple[list[str], object, bytes]:
    store = wasmtime.Store()
    found = wasmtime.Instance(
        store, wasmtime.Module(store.engine, content), []
    ).exports(store)
    memory, started = found["memory"], found["started"]
    assert isinstance(memory, wasmtime.Memory)
    assert isinstance(started, wasmtime.Global)
    return (
        sorted(found),
        started.value(store),
        bytes(memory.read(store, start, start + size)),
    )


def test_the_stream_is_the_memory_and_the_function_that_unpacks_it_starts_the_module() -> (
    None
):
    names, started, header = memory_of(packed(module()), 1024, 200)
    assert names == ["memory", "started"]
    assert started == 1
    start, size, first, zeros = struct.unpack_from("<IIII", header)
    reader = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[packing._FILTER])
    memory = reader.decompress(header[16:], size)
    assert (start, first, zeros) == (STACK_BYTES, 250, 750)
    assert (
        memory == b"spam " * 50 + b"behind"
    ), "the most zeros in one place are left out"


def test_a_module_without_that_function_stays_as_it_is() -> None:
    plain = module(unpack="other")
    assert packed(plain) == plain


def test_memory_where_the_stack_is_to_be_is_not_packed() -> None:
    with pytest.raises(ValueError, match="stack"):
        packed(module(start=STACK_BYTES // 4))
