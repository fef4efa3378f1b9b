"""`test`: a WASM module against CPython, with JUnit XML and the certificate `parity.json`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pants.core.goals.test import TestFieldSet, TestRequest, TestResult, TestSubsystem
from pants.core.util_rules.environments import EnvironmentField
from pants.engine.fs import AddPrefix, Digest, DigestSubset, PathGlobs, Snapshot
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import Target
from pants.engine.unions import UnionRule

from ferrotype_pants.subsystems.ferrotype import FerrotypeParity
from ferrotype_pants.target_types import (
    ParityTimeoutField,
    SkipParityField,
    WasmDependenciesField,
    WasmEntryPointField,
)
from ferrotype_pants.util_rules.comparison import ParityRun, ParityRunRequest


@dataclass(frozen=True)
class ParityFieldSet(TestFieldSet):
    required_fields = (WasmDependenciesField, WasmEntryPointField)

    timeout: ParityTimeoutField
    environment: EnvironmentField

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return bool(target.get(SkipParityField).value)


class ParityRequest(TestRequest):
    tool_subsystem = FerrotypeParity
    field_set_type = ParityFieldSet
    supports_debug = False


@rule
async def compare_with_cpython(
    batch: ParityRequest.Batch[ParityFieldSet, Any], test: TestSubsystem
) -> TestResult:
    field_set = batch.single_element
    run = await Get(ParityRun, ParityRunRequest(field_set.address, force=test.force))
    name = field_set.address.path_safe_spec
    junit = await Get(Digest, DigestSubset(run.reports, PathGlobs(["junit.xml"])))
    return TestResult.from_fallible_process_result(
        run.result,
        address=field_set.address,
        output_setting=test.output,
        xml_results=await Get(Snapshot, AddPrefix(junit, name)),
        extra_output=await Get(Snapshot, AddPrefix(run.reports, "parity")),
        log_extra_output=False,
    )


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), *ParityRequest.rules()]
