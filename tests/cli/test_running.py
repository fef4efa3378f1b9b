"""A built command runs with the caller's arguments and gives its own exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
import wasmtime

from ferrotype.building.running import run_wasm
from ferrotype.diagnostics.crash import CompilerCrash

COUNTS_ARGUMENTS = """
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (call $sizes (i32.const 0) (i32.const 4)))
    (call $exit (i32.add (i32.const 200) (i32.load (i32.const 0))))))
"""
TRAPS = '(module (memory (export "memory") 1) (func (export "_start") unreachable))'


def module(folder: Path, text: str) -> Path:
    path = folder / "module.wasm"
    path.write_bytes(wasmtime.wat2wasm(text))
    return path


def test_the_status_is_the_programs_own(tmp_path: Path) -> None:
    environment = {"FERROTYPE_CACHE": str(tmp_path / "cache")}
    path = module(tmp_path, COUNTS_ARGUMENTS)
    # The second run takes the machine code from the cache.
    for arguments in (["script.py", "one", "two"], ["script.py"]):
        assert run_wasm(path, arguments, environment) == 200 + len(arguments)
    assert len(list((tmp_path / "cache").rglob("*.cwasm"))) == 1


def test_a_trap_is_a_defect_of_ours(tmp_path: Path) -> None:
    environment = {"FERROTYPE_CACHE": str(tmp_path / "cache")}
    with pytest.raises(CompilerCrash, match="the module trapped: .*unreachable"):
        run_wasm(module(tmp_path, TRAPS), ["script.py"], environment)
