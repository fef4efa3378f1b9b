"""Running a WASI command with captured output."""

import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import wasmtime

from ferrotype.host.engine import (
    Compiled,
    Limits,
    ProgramExit,
    new_linker,
    require_command,
    trap_reason,
)

COMMAND_LIMITS = Limits(memory_bytes=1 << 32, stack_bytes=256 << 20)
"""Commands run on a thread of their own, whose stack is as large as asked."""

_STACK_MARGIN = 16 << 20
TRAP_STATUS = 134
"""What a trap is reported as: the status of an abort."""


@dataclass(frozen=True, slots=True)
class Completed:
    """How a command ended."""

    status: int
    stdout: bytes
    stderr: bytes
    trap: str | None
    """Why it trapped; None if it ended by itself."""
    seconds: float
    """Wall time of `_start`, without compiling and instantiating."""


def run_command(
    compiled: Compiled,
    arguments: Sequence[str],
    *,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folders: Mapping[str, Path] | None = None,
) -> Completed:
    """Run `_start` with these arguments (the program's name first), in a fresh instance.

    `folders` maps the names under which the command sees folders to the folders. Raises
    WrongModule for a library module.
    """
    require_command(compiled.module)
    outcome: list[Completed | BaseException] = []

    def work() -> None:
        try:
            outcome.append(_run(compiled, arguments, stdin, environment or {}, folders or {}))
        except BaseException as error:  # handed to the caller's thread, whatever it is
            outcome.append(error)

    with _LOCK:  # the stack size is a setting of the process
        before = threading.stack_size(compiled.limits.stack_bytes + _STACK_MARGIN)
        thread = threading.Thread(target=work)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    (result,) = outcome
    if isinstance(result, BaseException):
        raise result
    return result


_LOCK = threading.Lock()


def _run(
    compiled: Compiled,
    arguments: Sequence[str],
    stdin: bytes,
    environment: Mapping[str, str],
    folders: Mapping[str, Path],
) -> Completed:
    # Files, not callbacks: wasmtime makes those from threads of its own, late.
    with tempfile.TemporaryDirectory() as scratch:
        stdout, stderr, input_file = (Path(scratch, name) for name in ("out", "err", "in"))
        input_file.write_bytes(stdin)
        wasi = wasmtime.WasiConfig()
        wasi.argv = list(arguments)
        wasi.env = sorted(environment.items())
        wasi.stdin_file = str(input_file)
        wasi.stdout_file = str(stdout)
        wasi.stderr_file = str(stderr)
        for name, folder in folders.items():
            wasi.preopen_dir(str(folder), name)
        store = compiled.new_store()
        store.set_wasi(wasi)
        instance = new_linker(compiled).instantiate(store, compiled.module)
        start = instance.exports(store)["_start"]
        assert isinstance(start, wasmtime.Func)
        compiled.start_clock(store)
        status, trap, began = 0, None, time.perf_counter()
        try:
            start(store)
        except ProgramExit as program_exit:
            status = program_exit.status
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            status, trap = TRAP_STATUS, trap_reason(error)
        seconds = time.perf_counter() - began
        store.close()
        return Completed(status, stdout.read_bytes(), stderr.read_bytes(), trap, seconds)
