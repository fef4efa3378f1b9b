"""The generated entry point: the only file that names all crates of a program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ferrotype.emit.literals import text_literal

Kind = Literal["command", "library"]


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """What a program is linked from; ``native`` are Rust paths of native modules."""

    kind: Kind
    entry: str
    crates: tuple[str, ...]
    native: tuple[str, ...]
    withheld: tuple[str, ...]
    gates: tuple[int, ...] | None = None
    """What of the runtime's tables the link keeps (``toolchain/gates.py``); None keeps all."""
    is_packed: bool = False
    """Whether the module's memory is packed (``toolchain/packing.py``)."""
    is_bare: bool = False
    """Whether the C library starts the program, without what Rust's standard library does before and after."""


def entry_source(point: EntryPoint) -> str:
    """``main.rs`` of a command, ``lib.rs`` of a library module; rustfmt-clean."""
    program = (
        "static PROGRAM: Program = Program {\n"
        + _field("modules", [f"{crate}::MODULES" for crate in sorted(point.crates)])
        + _field("native", [f"&{path}::MODULE" for path in sorted(point.native)])
        + _field("withheld", [text_literal(name) for name in sorted(point.withheld)])
        + f"    entry: {text_literal(point.entry)},\n"
        "};\n"
    )
    if point.gates is None:
        program += "\nferrotype_runtime::keep_everything!();\n"
    else:
        program += (
            f"\nferrotype_runtime::keep!(&[{', '.join(map(str, point.gates))}]);\n"
        )
    if point.is_packed:
        program += "\nferrotype_runtime::export_unpack!();\n"
    header = f"//! Entry point of the {point.kind} module `{point.entry}`.\n\n"
    if point.kind == "command" and point.is_bare:
        return (
            f"{header}#![no_main]\n\n"
            f"use ferrotype_runtime::program::{{Program, run_program}};\n\n{program}\n"
            '#[unsafe(no_mangle)]\npub extern "C" fn __main_void() -> i32 {\n'
            "    run_program(&PROGRAM)\n}\n"
        )
    if point.kind == "command":
        return (
            f"{header}use ferrotype_runtime::program::{{Program, run_program}};\n\n{program}\n"
            "fn main() {\n    run_program(&PROGRAM)\n}\n"
        )
    return (
        f"{header}use ferrotype_runtime::program::Program;\n\n{program}\n"
        "ferrotype_runtime::export_library!(PROGRAM);\n"
    )


def _field(name: str, values: Sequence[str]) -> str:
    inline = f"    {name}: &[{', '.join(values)}],\n"
    if len(inline) <= 101:
        return inline
    listed = "".join(f"        {value},\n" for value in values)
    return f"    {name}: &[\n{listed}    ],\n"
