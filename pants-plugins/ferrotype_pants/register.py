"""What the backend adds to Pants."""

from __future__ import annotations

from ferrotype_pants.goals import package, parity, run
from ferrotype_pants.target_types import NimPackage, PythonToRustCrate, WasmModule
from ferrotype_pants.util_rules import build, command, modules, translate


def target_types():
    return (PythonToRustCrate, WasmModule, NimPackage)


def rules():
    return (
        *command.rules(),
        *modules.rules(),
        *translate.rules(),
        *build.rules(),
        *package.rules(),
        *parity.rules(),
        *run.rules(),
    )
