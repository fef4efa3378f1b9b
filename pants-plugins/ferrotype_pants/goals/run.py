"""`run`: a command module under wasmtime."""

from __future__ import annotations

from dataclasses import dataclass

from ferrotype_pants.target_types import WasmDependenciesField, WasmEntryPointField, WasmKindField
from ferrotype_pants.util_rules.build import LinkedModule, LinkedModuleRequest
from ferrotype_pants.util_rules.command import SOURCES, CommandSources, Engine
from pants.core.goals.run import RunFieldSet, RunInSandboxBehavior, RunRequest
from pants.engine.fs import Digest, MergeDigests
from pants.engine.internals.selectors import Get
from pants.engine.rules import collect_rules, rule


@dataclass(frozen=True)
class WasmRunFieldSet(RunFieldSet):
    required_fields = (WasmDependenciesField, WasmEntryPointField)
    run_in_sandbox_behavior = RunInSandboxBehavior.RUN_REQUEST_HERMETIC

    kind: WasmKindField

    @classmethod
    def opt_out(cls, target):
        return target[WasmKindField].value != "command"


@rule(desc="Run a WASM module")
async def run_wasm(
    field_set: WasmRunFieldSet, sources: CommandSources, engine: Engine
) -> RunRequest:
    linked = await Get(LinkedModule, LinkedModuleRequest(field_set.address))
    digest = await Get(Digest, MergeDigests((sources.modules, linked.digest, engine.pex.digest)))
    return RunRequest(
        digest=digest,
        args=(
            f"{{chroot}}/{engine.pex.pex.argv0}",
            "-m",
            "ferrotype.host",
            f"{{chroot}}/{linked.path}",
        ),
        extra_env={"PEX_EXTRA_SYS_PATH": f"{{chroot}}/{SOURCES}"},
    )


def rules():
    return [*collect_rules(), *WasmRunFieldSet.rules()]
