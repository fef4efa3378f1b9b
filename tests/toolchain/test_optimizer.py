"""What Binaryen is asked for, and what of a module is gone before it begins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import wasmtime

from ferrotype.toolchain import ToolchainError
from ferrotype.toolchain.discover import describe_search
from ferrotype.toolchain.optimizer import find_optimizer, optimized, without_panics

MODULE = """
(module
  (memory (export "memory") 1)
  (func ${panic} (i32.store8 (i32.const 7) (i32.const 1)))
  (func $_ZN12python_hello4core9panicking4main17h0123456789abcdefE
    (i32.store8 (i32.const 8) (i32.const 1)))
  (func (export "panics") (call 0))
  (func (export "other") (call 1))
)
"""
PANIC = "_RNvNtCsdHhIpgkcIfN_4core9panicking9panic_fmt"
LEGACY = "_ZN4core9panicking18panic_bounds_check17h0123456789abcdefE"


def module(panic: str) -> bytes:
    return bytes(wasmtime.wat2wasm(MODULE.replace("{panic}", panic)))


def runs(content: bytes, export: str) -> bool:
    """Whether a function comes to its end."""
    store = wasmtime.Store()
    found = wasmtime.Instance(store, wasmtime.Module(store.engine, content), []).exports(store)
    function = found[export]
    assert isinstance(function, wasmtime.Func)
    try:
        function(store)
    except wasmtime.Trap:
        return False
    return True


@pytest.mark.parametrize("panic", [PANIC, LEGACY])
def test_a_panic_traps_and_functions_of_a_program_do_not(panic: str) -> None:
    plain = module(panic)
    assert runs(plain, "panics")
    content = without_panics(plain)
    assert not runs(content, "panics")
    assert runs(content, "other")


def test_what_the_optimizer_leaves_is_smaller_and_runs() -> None:
    found = find_optimizer(os.environ)
    if found is None:
        pytest.skip("no wasm-opt here")
    plain = module(PANIC)
    smaller = optimized(plain, found[0], os.environ)
    assert len(smaller) < len(plain)
    assert runs(smaller, "other")


def test_an_optimizer_that_fails_is_named(tmp_path: Path) -> None:
    program = tmp_path / "wasm-opt"
    program.write_text("#!/bin/sh\necho 'no such feature' >&2\nexit 1\n")
    program.chmod(0o755)
    assert f"wasm-opt: {program}" not in describe_search({"PATH": str(tmp_path)})
    with pytest.raises(ToolchainError) as caught:
        optimized(module(PANIC), str(program), os.environ)
    assert caught.value.code == "FT0805"
    assert "no such feature" in caught.value.message
