"""Compiled modules, and the limits that an instance runs under."""

import ctypes
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path

import wasmtime

from ferrotype.host.adapter import ADAPTER
from ferrotype.host.machine_code import kept_module

_TICK_SECONDS = 0.01
_WASI = "wasi_snapshot_preview1"
_WASM_MAGIC = b"\0asm"


class Trapped(Exception):
    """The module ended itself or was ended: a trap, a limit, `proc_exit` from a library module.

    The instance must not be used again. Attributes: `reason`; `status`, the exit status if the
    module called `proc_exit`; `stderr`, what it had written to standard error.
    """

    def __init__(self, reason: str, status: int | None = None, stderr: bytes = b"") -> None:
        text = stderr.decode("utf-8", "replace").strip()
        super().__init__(f"{reason}: {text}" if text else reason)
        self.reason = reason
        self.status = status
        self.stderr = stderr


class ProgramExit(Exception):
    """Carries the status of `proc_exit` through the WASM frames."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WrongModule(ValueError):
    """A file is no WASM module, or not of the kind that is needed; the message says which."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one instance may use. Exceeding any of them traps."""

    memory_bytes: int = 1 << 31
    seconds: float | None = None
    """Wall time of one call or run; None: no limit, and no cost for the checks in the code."""
    stack_bytes: int = 6 << 20
    """The WASM stack. It is part of the thread's stack, of which the main thread has 8 MiB."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A module compiled for this machine, with the engine it belongs to."""

    engine: wasmtime.Engine
    module: wasmtime.Module
    limits: Limits
    adapter: wasmtime.Module | None = None
    """What every instance of a library module needs beside it; commands need none."""

    def new_store(self) -> wasmtime.Store:
        """A store under the limits; time starts to count with `start_clock`."""
        store = wasmtime.Store(self.engine)
        store.set_limits(memory_size=self.limits.memory_bytes)
        self.start_clock(store)
        return store

    def start_clock(self, store: wasmtime.Store) -> None:
        """Give the store's next calls the whole time limit again."""
        if self.limits.seconds is not None:
            store.set_epoch_deadline(max(1, round(self.limits.seconds / _TICK_SECONDS)))


def compile_module(
    source: Path | bytes, limits: Limits | None = None, machine_code: Path | None = None
) -> Compiled:
    """Compile WASM bytes or a file. Raises WrongModule for what is not a module.

    With `machine_code`, a folder, what was compiled before is taken from there.
    """
    limits = limits or Limits()
    engine = new_engine(limits)
    data = source if isinstance(source, bytes) else source.read_bytes()
    module = machine_code_of(engine, data, limits, machine_code)
    adapter = wasmtime.Module(engine, ADAPTER)
    compiled = Compiled(engine, module, limits, adapter)
    if limits.seconds is not None:
        _start_ticking(engine)
    return compiled


def machine_code_of(
    engine: wasmtime.Engine, data: bytes, limits: Limits, folder: Path | None
) -> wasmtime.Module:
    """The module of these bytes for an engine with these limits. Raises WrongModule."""
    if not data.startswith(_WASM_MAGIC):
        raise WrongModule("it is not a WASM module")
    try:
        return kept_module(engine, data, _machine_settings(limits), folder)
    except wasmtime.WasmtimeError as error:
        raise WrongModule(f"it is not valid WASM: {str(error).splitlines()[0]}") from error


def require_export(module: wasmtime.Module, name: str, otherwise: str) -> None:
    """Raise WrongModule with `otherwise` if the module does not export a function of that name."""
    functions = (one.name for one in module.exports if isinstance(one.type, wasmtime.FuncType))
    if name not in functions:
        raise WrongModule(otherwise)


def require_command(module: wasmtime.Module) -> None:
    """Raise WrongModule for what cannot be run as a program."""
    require_export(module, "_start", "it has no program to run: it is a library, not a command")


def new_engine(limits: Limits) -> wasmtime.Engine:
    """An engine with the settings that instances under these limits need."""
    config = wasmtime.Config()
    _set_stack(config, limits.stack_bytes)
    config.epoch_interruption = limits.seconds is not None
    return wasmtime.Engine(config)


def _machine_settings(limits: Limits) -> str:
    """What of `new_engine`'s settings is in the machine code, or bound to it."""
    return f"stack {limits.stack_bytes} interruption {limits.seconds is not None}"


def _set_stack(config: wasmtime.Config, stack_bytes: int) -> None:
    """Set the WASM stack's size.

    wasmtime aborts the process if it exceeds the size of asynchronous stacks (2 MiB), which we
    never use and the Python package has no setter for; the shared library has.
    """
    set_async_stack = wasmtime._ffi.dll.wasmtime_config_async_stack_size_set
    set_async_stack.argtypes = [ctypes.c_void_p, ctypes.c_uint64]
    set_async_stack.restype = None
    set_async_stack(config.ptr(), stack_bytes)
    config.max_wasm_stack = stack_bytes


def new_linker(compiled: Compiled) -> wasmtime.Linker:
    """A linker with WASI, in which any exit status is let through.

    wasmtime's own `proc_exit` turns statuses from 126 on into a trap; Python programs use them.
    """
    linker = wasmtime.Linker(compiled.engine)
    linker.allow_shadowing = True
    linker.define_wasi()
    i32 = wasmtime.ValType.i32()
    linker.define_func(_WASI, "proc_exit", wasmtime.FuncType([i32], []), _proc_exit)
    return linker


def _proc_exit(status: int) -> None:
    raise ProgramExit(status & 0xFFFFFFFF)


def trap_reason(error: Exception) -> str:
    """One line that says why a call ended."""
    text = str(error)
    if "interrupt" in text:
        return "time limit exceeded"
    if "call stack exhausted" in text:
        return "stack limit exceeded"
    # The message's cause is on the line after "Caused by" or "wasm trap:".
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        if "wasm trap:" in line:
            return line.split("wasm trap:", 1)[1].strip()
    return lines[0] if lines else type(error).__name__


def _start_ticking(engine: wasmtime.Engine) -> None:
    """Advance the engine's epoch until it is collected. WASM runs without the GIL."""
    reference = weakref.ref(engine)

    def tick() -> None:
        while (alive := reference()) is not None:
            alive.increment_epoch()
            del alive
            time.sleep(_TICK_SECONDS)

    threading.Thread(target=tick, name="ferrotype-epoch", daemon=True).start()
