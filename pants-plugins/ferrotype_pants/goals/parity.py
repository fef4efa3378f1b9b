"""`test`: a WASM module against CPython, with JUnit XML and the certificate `parity.json`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pants.backend.python.util_rules.pex import VenvPexProcess
from pants.core.goals.test import TestFieldSet, TestRequest, TestResult, TestSubsystem
from pants.core.util_rules.environments import EnvironmentField
from pants.engine.addresses import Addresses
from pants.engine.fs import (
    EMPTY_DIGEST,
    AddPrefix,
    Digest,
    DigestSubset,
    MergeDigests,
    PathGlobs,
    RemovePrefix,
    Snapshot,
)
from pants.engine.internals.selectors import Get
from pants.engine.process import FallibleProcessResult, Process, ProcessCacheScope
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import Target
from pants.engine.unions import UnionRule
from pants.util.logging import LogLevel

from ferrotype_pants.goals.package import PythonSources, PythonSourcesRequest
from ferrotype_pants.subsystems.ferrotype import FerrotypeParity
from ferrotype_pants.target_types import (
    ParityArgumentsField,
    ParityExamplesField,
    ParityPackagesField,
    ParityTestsField,
    ParityTimeoutField,
    SkipParityField,
    WasmDependenciesField,
    WasmEntryPointField,
    WasmKindField,
)
from ferrotype_pants.util_rules.build import LinkedModule, LinkedModuleRequest
from ferrotype_pants.util_rules.command import (
    SOURCES,
    CommandSources,
    Engine,
)

PYTHON = "python"
OUTPUT = "parity"


@dataclass(frozen=True)
class ParityFieldSet(TestFieldSet):
    required_fields = (WasmDependenciesField, WasmEntryPointField)

    kind: WasmKindField
    entry_point: WasmEntryPointField
    arguments: ParityArgumentsField
    packages: ParityPackagesField
    examples: ParityExamplesField
    tests: ParityTestsField
    timeout: ParityTimeoutField
    environment: EnvironmentField

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return bool(target.get(SkipParityField).value)


class ParityRequest(TestRequest):
    tool_subsystem = FerrotypeParity
    field_set_type = ParityFieldSet
    supports_debug = False


def parity_arguments(field_set: ParityFieldSet, wasm: str) -> tuple[str, ...]:
    """The arguments of `ferrotype parity` for a module of either kind."""
    entry = field_set.entry_point.value or ""
    if field_set.kind.value == "command":
        script = f"{PYTHON}/{entry.replace('.', '/')}.py"
        # With `=`: a run's own arguments may begin with a dash.
        runs = [f"--arguments={text}" for text in field_set.arguments.value or ()]
        chosen = ["script", script, wasm, *runs]
    else:
        packages = field_set.packages.value or (entry.split(".")[0],)
        chosen = ["library", PYTHON, wasm, *(f"--package={name}" for name in packages)]
        chosen.append(f"--examples={field_set.examples.value}")
        if field_set.tests.value:
            chosen.append(f"--tests={field_set.tests.value}")
    return ("parity", *chosen, "-o", OUTPUT, f"--subject={field_set.address.target_name}")


@rule(desc="Compare a WASM module with CPython", level=LogLevel.DEBUG)
async def run_parity(
    batch: ParityRequest.Batch[ParityFieldSet, Any],
    test: TestSubsystem,
    sources: CommandSources,
    engine: Engine,
) -> TestResult:
    field_set = batch.single_element
    linked = await Get(LinkedModule, LinkedModuleRequest(field_set.address))
    python = await Get(PythonSources, PythonSourcesRequest(Addresses([linked.crate.address])))
    tests = EMPTY_DIGEST
    if field_set.tests.value:
        tests = await Get(Digest, PathGlobs([f"{field_set.tests.value}/**"]))
    inputs = await Get(
        Digest,
        MergeDigests(
            (
                sources.modules,
                linked.digest,
                tests,
                await Get(Digest, AddPrefix(python.digest, PYTHON)),
            )
        ),
    )
    process = await Get(
        Process,
        VenvPexProcess(
            engine.pex,
            argv=("-m", "ferrotype", *parity_arguments(field_set, linked.path)),
            input_digest=inputs,
            extra_env={"PEX_EXTRA_SYS_PATH": SOURCES, "PYTHONHASHSEED": "0"},
            output_directories=(OUTPUT,),
            description=f"ferrotype parity {field_set.address.target_name}",
            timeout_seconds=field_set.timeout.calculate_from_global_options(test),
            cache_scope=(
                ProcessCacheScope.PER_SESSION if test.force else ProcessCacheScope.SUCCESSFUL
            ),
        ),
    )
    result = await Get(FallibleProcessResult, Process, process)
    reports = await Get(Digest, RemovePrefix(result.output_digest, OUTPUT))
    name = field_set.address.path_safe_spec
    junit = await Get(Digest, DigestSubset(reports, PathGlobs(["junit.xml"])))
    return TestResult.from_fallible_process_result(
        result,
        address=field_set.address,
        output_setting=test.output,
        xml_results=await Get(Snapshot, AddPrefix(junit, name)),
        extra_output=await Get(Snapshot, AddPrefix(reports, "parity")),
        log_extra_output=False,
    )


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), *ParityRequest.rules()]
