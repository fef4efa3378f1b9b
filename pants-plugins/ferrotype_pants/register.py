"""What the backend adds to Pants."""

from __future__ import annotations

from collections.abc import Iterable

from pants.engine.rules import Rule
from pants.engine.target import Target
from pants.engine.unions import UnionRule

from ferrotype_pants.goals import (
    check,
    export,
    lint,
    package,
    parity,
    peek,
    run,
    tailor,
)
from ferrotype_pants.target_types import NimPackage, PythonToRustCrate, WasmModule
from ferrotype_pants.util_rules import (
    build,
    command,
    comparison,
    failures,
    holders,
    imports,
    inference,
    listed,
    memory,
    modules,
    owners,
    requirement_folders,
    sources,
    summary,
    translate,
    workspace,
)


def target_types() -> Iterable[type[Target]]:
    return (PythonToRustCrate, WasmModule, NimPackage)


def rules() -> Iterable[Rule | UnionRule]:
    return (
        *command.rules(),
        *holders.rules(),
        *imports.rules(),
        *inference.rules(),
        *listed.rules(),
        *memory.rules(),
        *modules.rules(),
        *owners.rules(),
        *requirement_folders.rules(),
        *sources.rules(),
        *translate.rules(),
        *build.rules(),
        *check.rules(),
        *comparison.rules(),
        *export.rules(),
        *failures.rules(),
        *lint.rules(),
        *package.rules(),
        *parity.rules(),
        *peek.rules(),
        *run.rules(),
        *summary.rules(),
        *tailor.rules(),
        *workspace.rules(),
    )
