"""Running rustc: one crate to an rlib, rlibs to a module."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ferrotype.building.outputs import refused_write, write_file
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.diagnostics.crash import CompilerCrash
from ferrotype.toolchain import (
    HOST,
    WASM_TARGET,
    Runtime,
    RustCommand,
    Toolchain,
    compile_command,
    ensure_runtime,
    ensure_toolchain,
    link_command,
)
from ferrotype.toolchain.commands import Optimization
from ferrotype.toolchain.finish import finished
from ferrotype.toolchain.gates import open_gates
from ferrotype.toolchain.optimizer import optimized
from ferrotype.toolchain.packing import packed
from ferrotype.toolchain.runtime import RUNTIME_VARIABLE
from ferrotype.workspace import EntryPoint, crate_files, entry_source


@dataclass(frozen=True, slots=True)
class RustTools:
    """A toolchain with the runtime that was built by it."""

    toolchain: Toolchain
    runtime: Runtime
    environment: Mapping[str, str]

    @staticmethod
    def ensure(
        native: bool, environment: Mapping[str, str], optimize: Optimization = "speed"
    ) -> RustTools:
        """Find or make both; a crate's are those of the link. Raises ToolchainError."""
        target = HOST if native else WASM_TARGET
        for_size = optimize == "size" and not native
        # A runtime that is stated was built with the standard library that is there.
        is_stated = bool(environment.get(RUNTIME_VARIABLE))
        toolchain = ensure_toolchain(
            target, environment=environment, for_size=for_size and not is_stated
        )
        runtime = ensure_runtime(toolchain, environment=environment, for_size=for_size)
        return RustTools(toolchain, runtime, environment)

    @property
    def digest_parts(self) -> tuple[str, ...]:
        """What identifies toolchain and runtime in a cache key."""
        return (self.toolchain.target, self.toolchain.digest, self.runtime.folder.name)


def compile_crate(
    tools: RustTools,
    crate: str,
    modules: Mapping[str, str],
    externs: Mapping[str, Path],
    output: Path,
    optimize: Optimization = "speed",
) -> None:
    """Compile a crate's modules to an rlib. Raises Refused or CompilerCrash."""
    with tempfile.TemporaryDirectory(prefix="ferrotype-") as scratch:
        root = Path(scratch).resolve()
        for name, text in crate_files(modules).items():
            path = root / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            except OSError as error:
                raise refused_write(path, error) from error
        command = compile_command(
            tools.toolchain,
            crate=crate,
            source=root / "lib.rs",
            output=output.absolute(),
            externs=_absolute({**tools.runtime.externs(), **externs}),
            search=[folder.absolute() for folder in tools.runtime.search()],
            optimize=optimize,
            remap={str(root): f"/{crate}"},
        )
        _run(command, root, crate, tools.environment)


def link_module(
    tools: RustTools,
    point: EntryPoint,
    rlibs: Mapping[str, Path],
    output: Path,
    optimize: Optimization = "speed",
    whole_program: bool = False,
) -> None:
    """Link an entry point and its crates. Raises Refused or CompilerCrash."""
    if whole_program and tools.toolchain.is_wasm and point.kind == "command":
        point = replace(
            point, gates=open_gates(tools.runtime.rlib, rlibs, point.native)
        )
    optimizer = tools.toolchain.optimizer if optimize == "size" else None
    if optimize == "size" and tools.toolchain.is_wasm:
        # The program's own crate alone has too little to pay for the time that unpacking takes, and starts at once.
        point = replace(point, is_packed=len(point.crates) > 1, is_bare=True)
    with tempfile.TemporaryDirectory(prefix="ferrotype-") as scratch:
        root = Path(scratch).resolve()
        source = root / "entry.rs"
        try:
            source.write_text(entry_source(point), encoding="utf-8")
        except OSError as error:
            raise refused_write(source, error) from error
        command = link_command(
            tools.toolchain,
            crate="entry",
            source=source,
            output=output.absolute(),
            kind=point.kind,
            externs=_absolute({**tools.runtime.externs(), **rlibs}),
            search=[folder.absolute() for folder in tools.runtime.search()],
            optimize=optimize,
            whole_program=whole_program,
            keep_names=optimizer is not None,
            remap={str(root): "/entry"},
        )
        _run(command, root, point.entry, tools.environment)
    if tools.toolchain.is_wasm:
        module = finished(output.read_bytes(), is_optimised=optimize != "none")
        if optimizer is not None:
            module = optimized(module, optimizer, tools.environment)
        write_file(output, packed(module))


def _absolute(rlibs: Mapping[str, Path]) -> dict[str, Path]:
    return {name: path.absolute() for name, path in rlibs.items()}


def _run(
    command: RustCommand, folder: Path, crate: str, environment: Mapping[str, str]
) -> None:
    """In the folder of the sources: rustc writes into an rlib where it ran, and knows that one by
    another name.
    """
    finished = subprocess.run(
        command.arguments,
        cwd=folder,
        env={**environment, **dict(command.environment)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode == 0:
        return
    if "No space left on device" in finished.stderr:
        raise refusal(codes.DISK_FULL, None, path=command.arguments[-1])
    errors = [line for line in finished.stderr.splitlines() if line.startswith("error")]
    said = errors[0] if errors else finished.stderr.strip()[:200]
    ended = (
        f"ended by signal {-finished.returncode}"
        if finished.returncode < 0
        else "no message"
    )
    message = said or ended
    if environment.get("FERROTYPE_DEBUG"):
        os.write(2, finished.stderr.encode())
    report = refusal(codes.GENERATED_RUST_REJECTED, None, crate=crate, message=message)
    raise CompilerCrash(report.diagnostics)
