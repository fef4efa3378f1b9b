"""Binaryen's `wasm-opt`, which makes linked code a tenth smaller than LLVM alone leaves it.

A toolchain without it is one all the same: its modules for size are larger.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ferrotype.toolchain import debian, leb128
from ferrotype.toolchain.cache import Progress
from ferrotype.toolchain.model import ToolchainError
from ferrotype.toolchain.process import capture
from ferrotype.toolchain.sections import CODE, CUSTOM, IMPORTS, assembled, sections

PROGRAM = "wasm-opt"
DEBIAN_PROGRAM = "/usr/bin/wasm-opt"
_UNREACHABLE = b"\0\0\x0b"
"""A function without locals that traps."""
_FUNCTION_NAMES = 1
_STRIPPED = ("--strip-debug", "--strip-producers", "--strip-target-features")

_CRATE = r"_(ZN|R(I?N[a-z]|N[a-z])([A-Z][a-z])*Cs[0-9A-Za-z]+_)"
# What a panic comes to, in both of rustc's ways to write a path: each of them ends the program.
_PANICS = re.compile(
    rf"{_CRATE}4core(9panicking\d|6option\d+(expect|unwrap)_failed|6result13unwrap_failed|4cell\d+panic_"
    r"|5slice5index\d+slice_\w*fail|3str\d+slice_error_fail)"
)


def find_optimizer(environment: Mapping[str, str]) -> tuple[str, str] | None:
    """The program and what it says of its version: the one on PATH, or Debian's."""
    program = shutil.which(PROGRAM, path=environment.get("PATH")) or shutil.which(DEBIAN_PROGRAM)
    version = capture([program, "--version"], environment) if program is not None else None
    return (program, version.strip()) if program is not None and version is not None else None


def install_optimizer(environment: Mapping[str, str], progress: Progress) -> None:
    """Installs Debian's package where that is possible; nothing depends on it."""
    if debian.is_debian() and os.geteuid() == 0:
        progress("installing Debian's binaryen, which makes modules smaller")
        debian.install((debian.OPTIMIZER_PACKAGE,), environment)


def optimized(module: bytes, program: str, environment: Mapping[str, str]) -> bytes:
    """The module with smaller code. What only a panic's message needs is left out: it traps at once.

    `module` has the names of its functions; the result has none. Raises ToolchainError FT0805
    with the first line of what the program says if it fails.
    """
    with tempfile.TemporaryDirectory(prefix="ferrotype-") as scratch:
        source, target = Path(scratch) / "linked.wasm", Path(scratch) / "smaller.wasm"
        source.write_bytes(without_panics(module))
        try:
            finished = subprocess.run(
                [program, "-Oz", *_STRIPPED, str(source), "-o", str(target)],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            raise ToolchainError("FT0805", f"{program} cannot be run: {error}") from error
        if finished.returncode != 0 or not target.is_file():
            said = finished.stderr.strip().splitlines()[:1] or [f"exit status {finished.returncode}"]
            raise ToolchainError("FT0805", f"{program} does not take the linked module: {said[0]}")
        return target.read_bytes()


def without_panics(module: bytes) -> bytes:
    """The module with a trap in place of each function that ends the program with a message of Rust's.

    They are reached by a defect of the runtime alone; what calls them keeps its checks.
    """
    parts = list(sections(module))
    names = function_names(parts)
    imported = sum(
        leb128.read(content, 0)[0] for kind, content in parts if kind == IMPORTS
    )
    ended = {index - imported for index, name in names.items() if _PANICS.match(name)}
    return assembled(
        (kind, _with_traps(content, ended) if kind == CODE else content) for kind, content in parts
    )


def _with_traps(code: bytes, ended: set[int]) -> bytes:
    count, position = leb128.read(code, 0)
    result = [leb128.written(count)]
    for index in range(count):
        size, start = leb128.read(code, position)
        position = start + size
        body = _UNREACHABLE if index in ended else code[start:position]
        result.append(leb128.written(len(body)) + body)
    return b"".join(result)


def function_names(parts: list[tuple[int, bytes]]) -> dict[int, str]:
    """What the section of names says of functions, imported ones included."""
    names: dict[int, str] = {}
    for kind, content in parts:
        length, start = leb128.read(content, 0)
        if kind != CUSTOM or content[start : start + length] != b"name":
            continue
        position = start + length
        while position < len(content):
            subsection = content[position]
            size, start = leb128.read(content, position + 1)
            position = start + size
            if subsection == _FUNCTION_NAMES:
                names |= _named(content[start:position])
    return names


def _named(content: bytes) -> dict[int, str]:
    names = {}
    count, position = leb128.read(content, 0)
    for _ in range(count):
        index, position = leb128.read(content, position)
        length, position = leb128.read(content, position)
        names[index] = content[position : position + length].decode("utf-8", "replace")
        position += length
    return names
