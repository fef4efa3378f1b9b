"""rustc's command lines for the `compile` and `link` stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ferrotype.toolchain.model import Toolchain

EDITION = "2024"

ModuleKind = Literal["command", "library"]
Optimization = Literal["speed", "size", "none"]

_OPTIMIZATION_FLAGS: Mapping[str, tuple[str, ...]] = {
    "speed": ("-C", "opt-level=3"),
    "size": ("-C", "opt-level=z"),
    "none": ("-C", "opt-level=0"),
}

STACK_BYTES = 16 << 20
"""The shadow stack of a WASM module. Python's recursion limit must be reached before its end, also
through frames of the runtime itself; pages that are never touched cost nothing."""


@dataclass(frozen=True, slots=True)
class RustCommand:
    """One call of rustc: its arguments, and the variables to set on top of the environment.

    `SOURCE_DATE_EPOCH` and the rest of the caller's environment do not reach the output.
    """

    arguments: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()


def _common(
    toolchain: Toolchain,
    *,
    crate: str,
    source: Path,
    output: Path,
    externs: Mapping[str, Path],
    search: Sequence[Path],
    optimize: Optimization,
    remap: Mapping[str, str],
) -> list[str]:
    arguments = [toolchain.rustc, *toolchain.flags(), "--edition", EDITION, "--crate-name", crate]
    arguments += [str(source), "-o", str(output), *_OPTIMIZATION_FLAGS[optimize]]
    if not toolchain.is_small:
        arguments += ["-C", "panic=abort"]
    arguments += ["-C", "overflow-checks=off", "-C", "debuginfo=0"]
    if toolchain.is_wasm and optimize == "speed":
        # Two floats at once where a program computes with several: the same roundings, one by one.
        arguments += ["-C", "target-feature=+simd128"]
    for name, rlib in sorted(externs.items()):
        arguments += ["--extern", f"{name}={rlib}"]
    for folder in search:
        arguments += ["-L", f"dependency={folder}"]
    for prefix, replacement in sorted(remap.items()):
        arguments += ["--remap-path-prefix", f"{prefix}={replacement}"]
    return arguments


def compile_command(
    toolchain: Toolchain,
    *,
    crate: str,
    source: Path,
    output: Path,
    externs: Mapping[str, Path],
    search: Sequence[Path],
    optimize: Optimization = "speed",
    remap: Mapping[str, str] | None = None,
) -> RustCommand:
    """Compiles the crate whose root file is `source` to the rlib `output`.

    `externs` maps each direct dependency's crate name to its rlib, the runtime's included;
    `search` lists the folders in which rustc finds what those depend on (`Runtime.dependencies`).
    The rlib keeps bitcode, so that `link_command` may optimise across crates.
    """
    arguments = _common(
        toolchain,
        crate=crate,
        source=source,
        output=output,
        externs=externs,
        search=search,
        optimize=optimize,
        remap=remap or {},
    )
    arguments += ["--crate-type", "rlib", "-C", "embed-bitcode=yes"]
    # One unit keeps the order of functions, and so the bytes, independent of the machine.
    arguments += ["-C", "codegen-units=1"]
    return RustCommand(tuple(arguments), tuple(toolchain.variables().items()))


def link_command(
    toolchain: Toolchain,
    *,
    crate: str,
    source: Path,
    output: Path,
    kind: ModuleKind,
    externs: Mapping[str, Path],
    search: Sequence[Path],
    optimize: Optimization = "speed",
    whole_program: bool = True,
    keep_names: bool = False,
    remap: Mapping[str, str] | None = None,
) -> RustCommand:
    """Links the generated entry point `source` and its rlibs to a module or, natively, a program.

    `kind="command"` gives a WASI command (`_start`), or an executable where the toolchain is the
    host's; `kind="library"` a WASI reactor (`_initialize`), or a shared library.
    `whole_program` optimises across all crates (`lto=fat`): smaller and faster code for a longer
    link. `keep_names` leaves the names of functions in the module, for who reads it next.
    """
    arguments = _common(
        toolchain,
        crate=crate,
        source=source,
        output=output,
        externs=externs,
        search=search,
        optimize=optimize,
        remap=remap or {},
    )
    arguments += ["--crate-type", "bin" if kind == "command" else "cdylib"]
    arguments += ["-C", f"lto={'fat' if whole_program else 'off'}"]
    arguments += ["-C", f"strip={'debuginfo' if keep_names else 'symbols'}"]
    arguments += ["-C", "codegen-units=1"]
    if toolchain.is_wasm:
        arguments += ["-C", f"link-arg=-zstack-size={STACK_BYTES}"]
        # Numbers that the linker fills in take five bytes each otherwise: a tenth of the code.
        arguments += ["-C", "link-arg=--compress-relocations"]
        if kind == "library":
            # rustc links a cdylib without start files; these give `_initialize`, which runs the
            # C library's constructors once instead of around every export.
            arguments += ["-C", f"link-arg={toolchain.self_contained() / 'crt1-reactor.o'}"]
            arguments += ["-C", "link-arg=--export=_initialize"]
    return RustCommand(tuple(arguments), tuple(toolchain.variables().items()))
