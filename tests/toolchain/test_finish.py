"""What is taken out of a module when it is linked."""

from __future__ import annotations

import wasmtime

from ferrotype.toolchain.finish import finished
from ferrotype.toolchain.gates import GATES

GATES_AT = 1 << 18
MODULE = """
(module
  (memory (export "memory") 16)
  (global (export "FERROTYPE_CLOSED") i32 (i32.const {gates}))
  (global (export "answer") i32 (i32.const 42))
  (func (export "read") (result i32) (i32.load8_u offset={read} (i32.const 0)))
  (data (i32.const 1000) "ab{zeros}cd")
  (data (i32.const {gates}) "{ones}behind")
)
"""


def module(*, read: int) -> bytes:
    text = MODULE.format(
        gates=GATES_AT, read=read, zeros="\\00" * 40, ones="\\01" * GATES
    )
    return bytes(wasmtime.wat2wasm(text))


def exports(content: bytes) -> dict[str, object]:
    store = wasmtime.Store()
    instance = wasmtime.Instance(store, wasmtime.Module(store.engine, content), [])
    found = instance.exports(store)
    memory, read = found["memory"], found["read"]
    assert isinstance(memory, wasmtime.Memory)
    assert isinstance(read, wasmtime.Func)
    return {
        "names": sorted(found),
        "read": read(store),
        "low": bytes(memory.read(store, 1000, 1044)),
        "gates": bytes(memory.read(store, GATES_AT, GATES_AT + 2)),
        "behind": bytes(memory.read(store, GATES_AT + GATES, GATES_AT + GATES + 6)),
    }


def test_gates_that_nobody_reads_and_zeros_are_not_written() -> None:
    whole = module(read=1000)
    result = finished(whole, is_optimised=True)
    assert len(result) < len(whole) - GATES - 20
    assert exports(result) == {
        "names": ["answer", "memory", "read"],
        "read": ord("a"),
        "low": b"ab" + bytes(40) + b"cd",
        "gates": b"\0\0",
        "behind": b"behind",
    }


def test_gates_stay_where_code_asks_them() -> None:
    result = exports(finished(module(read=GATES_AT + 5), is_optimised=False))
    assert result["read"] == 1
    assert result["gates"] == b"\1\1"
    assert "FERROTYPE_CLOSED" not in str(result["names"])
