"""`check`: whether a crate's modules can be translated and its Rust compiled, without linking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.core.goals.check import CheckRequest, CheckResult, CheckResults
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import FieldSet
from pants.engine.unions import UnionRule
from pants.util.logging import LogLevel

from ferrotype_pants.subsystems.ferrotype import FerrotypeCheck
from ferrotype_pants.target_types import CrateDependenciesField, CrateNameField
from ferrotype_pants.util_rules.build import (
    CompiledCrate,
    CompiledCrateRequest,
    CrateSourcesRequest,
    TranslatedCrate,
)


@dataclass(frozen=True)
class CrateCheckFieldSet(FieldSet):
    required_fields = (CrateDependenciesField, CrateNameField)

    dependencies: CrateDependenciesField


class CrateCheckRequest(CheckRequest[CrateCheckFieldSet]):
    field_set_type = CrateCheckFieldSet
    tool_name = "ferrotype"


@rule(desc="Check that crates can be translated", level=LogLevel.DEBUG)
async def check_crates(request: CrateCheckRequest, subsystem: FerrotypeCheck) -> CheckResults:
    if subsystem.skip:
        return CheckResults((), checker_name=request.tool_name)
    crates = await MultiGet(
        Get(TranslatedCrate, CrateSourcesRequest(field_set.address))
        for field_set in request.field_sets
    )
    await MultiGet(
        Get(CompiledCrate, CompiledCrateRequest(field_set.address))
        for field_set, crate in zip(request.field_sets, crates)
        if not crate.translated.diagnostics
    )
    # A module that two crates hold is reported once.
    lines = sorted({line for crate in crates for line in crate.translated.diagnostics})
    text = "".join(f"{line}\n" for line in lines)
    result = CheckResult(exit_code=1 if lines else 0, stdout=text, stderr="")
    return CheckResults((result,), checker_name=request.tool_name)


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), UnionRule(CheckRequest, CrateCheckRequest)]
