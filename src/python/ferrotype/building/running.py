"""Running a built command as ``python SCRIPT`` would: its streams, arguments, files, status."""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.diagnostics.crash import CompilerCrash

_STACK_MARGIN = 16 << 20


def run_native(binary: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Become the binary; does not return."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(binary, list(arguments), dict(environment))


def run_wasm(module: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command under wasmtime with this process's streams; return its exit status.

    ``arguments`` begin with the script's name. Raises Refused where wasmtime is missing, and
    CompilerCrash for a trap.
    """
    if importlib.util.find_spec("wasmtime") is None:
        raise refusal(codes.RUNNER_MISSING, None)
    outcome: list[int | BaseException] = []

    def work() -> None:
        try:
            outcome.append(_start(module, arguments, environment))
        except BaseException as error:  # handed to the caller's thread, whatever it is
            outcome.append(error)

    from ferrotype.host.command import COMMAND_LIMITS  # noqa: PLC0415 - needs wasmtime

    threading.stack_size(COMMAND_LIMITS.stack_bytes + _STACK_MARGIN)
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join()
    (result,) = outcome
    if isinstance(result, BaseException):
        raise result
    return result


def _start(module: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    import wasmtime  # noqa: PLC0415 - see run_wasm

    from ferrotype.host.adapter import ADAPTER  # noqa: PLC0415
    from ferrotype.host.command import COMMAND_LIMITS  # noqa: PLC0415
    from ferrotype.host.engine import (  # noqa: PLC0415
        Compiled,
        ProgramExit,
        WrongModule,
        machine_code_of,
        new_engine,
        new_linker,
        require_command,
        trap_reason,
    )
    from ferrotype.host.machine_code import machine_code_folder  # noqa: PLC0415

    engine = new_engine(COMMAND_LIMITS)
    try:
        folder = machine_code_folder(environment)
        code = machine_code_of(engine, module.read_bytes(), COMMAND_LIMITS, folder)
        require_command(code)
    except WrongModule as error:
        raise refusal(codes.INPUT_NOT_USABLE, None, path=module, reason=str(error)) from error
    compiled = Compiled(engine, code, COMMAND_LIMITS, wasmtime.Module(engine, ADAPTER))
    wasi = wasmtime.WasiConfig()
    wasi.argv = list(arguments)
    wasi.env = sorted(environment.items())
    wasi.inherit_stdin()
    wasi.inherit_stdout()
    wasi.inherit_stderr()
    wasi.preopen_dir(".", ".")
    wasi.preopen_dir("/", "/")
    store = compiled.new_store()
    store.set_wasi(wasi)
    start = new_linker(compiled).instantiate(store, compiled.module).exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    try:
        start(store)
    except ProgramExit as program_exit:
        return program_exit.status
    except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
        report = refusal(codes.ENGINE_TRAP, None, message=trap_reason(error))
        raise CompilerCrash(report.diagnostics) from error
    return 0
