"""`run`: a command module under wasmtime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.core.goals.run import RunFieldSet, RunInSandboxBehavior, RunRequest
from pants.engine.fs import Digest, MergeDigests
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.unions import UnionRule

from ferrotype_pants.target_types import (
    WasmDependenciesField,
    WasmEntryPointField,
    WasmKindField,
)
from ferrotype_pants.util_rules.build import LinkedModule, LinkedModuleRequest
from ferrotype_pants.util_rules.command import (
    SOURCES,
    CommandSources,
    Engine,
    FerrotypeFailed,
)


@dataclass(frozen=True)
class WasmRunFieldSet(RunFieldSet):
    required_fields = (WasmDependenciesField, WasmEntryPointField)
    run_in_sandbox_behavior = RunInSandboxBehavior.RUN_REQUEST_HERMETIC

    kind: WasmKindField


@rule(desc="Run a WASM module")
async def run_wasm(
    field_set: WasmRunFieldSet, sources: CommandSources, engine: Engine
) -> RunRequest:
    if field_set.kind.value != "command":
        raise FerrotypeFailed(
            [
                f"{field_set.address} is a library, which has no program to run: set"
                f' `{field_set.kind.alias}="command"`, or compare it with CPython by'
                f" `./pants test {field_set.address}`"
            ]
        )
    linked = await Get(LinkedModule, LinkedModuleRequest(field_set.address))
    digest = await Get(Digest, MergeDigests((sources.modules, linked.digest, engine.pex.digest)))
    return RunRequest(
        digest=digest,
        args=(
            f"{{chroot}}/{engine.pex.pex.argv0}",
            "-m",
            "ferrotype",
            "run",
            f"{{chroot}}/{linked.path}",
        ),
        extra_env={"PEX_EXTRA_SYS_PATH": f"{{chroot}}/{SOURCES}"},
    )


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), *WasmRunFieldSet.rules()]
