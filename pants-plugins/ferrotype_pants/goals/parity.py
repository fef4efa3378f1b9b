"""`test`: a WASM module against CPython, with JUnit XML and the certificate `parity.json`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pants.core.goals.test import (
    TestDebugRequest,
    TestFieldSet,
    TestRequest,
    TestResult,
    TestSubsystem,
)
from pants.core.util_rules.distdir import DistDir
from pants.core.util_rules.environments import EnvironmentField
from pants.engine.fs import AddPrefix, Digest, DigestSubset, PathGlobs, Snapshot
from pants.engine.internals.selectors import Get
from pants.engine.process import InteractiveProcess
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import Target
from pants.engine.unions import UnionRule

from ferrotype_pants.subsystems.ferrotype import FerrotypeParity
from ferrotype_pants.target_types import (
    ParityTimeoutField,
    ParityVectorsField,
    SkipParityField,
    WasmDependenciesField,
    WasmEntryPointField,
)
from ferrotype_pants.util_rules.comparison import (
    ParityProcess,
    ParityRun,
    ParityRunRequest,
)

REPORTS = "parity"
COUNTEREXAMPLES = "counterexamples"


@dataclass(frozen=True)
class ParityFieldSet(TestFieldSet):
    required_fields = (WasmDependenciesField, WasmEntryPointField)

    timeout: ParityTimeoutField
    vectors: ParityVectorsField
    environment: EnvironmentField

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return bool(target.get(SkipParityField).value)


class ParityRequest(TestRequest):
    tool_subsystem = FerrotypeParity
    field_set_type = ParityFieldSet
    supports_debug = True


@rule
async def compare_with_cpython(
    batch: ParityRequest.Batch[ParityFieldSet, Any], test: TestSubsystem, distribution: DistDir
) -> TestResult:
    field_set = batch.single_element
    run = await Get(ParityRun, ParityRunRequest(field_set.address, force=test.force))
    name = field_set.address.path_safe_spec
    junit = await Get(Digest, DigestSubset(run.reports, PathGlobs(["junit.xml"])))
    reports = await Get(Snapshot, AddPrefix(run.reports, REPORTS))
    result = TestResult.from_fallible_process_result(
        run.result,
        address=field_set.address,
        output_setting=test.output,
        xml_results=await Get(Snapshot, AddPrefix(junit, name)),
        extra_output=reports,
        log_extra_output=False,
    )
    kept = [path for path in reports.files if path.startswith(f"{REPORTS}/{COUNTEREXAMPLES}/")]
    if not kept:
        return result
    folder = f"{distribution.relpath}/test/{name}/{REPORTS}/{COUNTEREXAMPLES}"
    vectors = field_set.vectors.value
    target = f"`{vectors}`" if vectors else f"a folder, and name it in `{field_set.vectors.alias}`"
    hint = f"The calls that differ are in `{folder}`. To compare them first from now on, copy them to"
    return replace(result, stdout=f"{result.stdout.rstrip()}\n{hint} {target}.\n")


@rule(desc="Prepare a comparison that shows its progress")
async def compare_in_the_foreground(
    batch: ParityRequest.Batch[ParityFieldSet, Any],
) -> TestDebugRequest:
    """For `test --debug`: no cache, no timeout, and its output as it comes."""
    request = ParityRunRequest(batch.single_element.address, force=True)
    comparison = await Get(ParityProcess, ParityRunRequest, request)
    return TestDebugRequest(
        InteractiveProcess.from_process(
            comparison.process, forward_signals_to_process=False, restartable=True
        )
    )


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), *ParityRequest.rules()]
