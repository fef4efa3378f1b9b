"""`check`: whether a crate's modules can be translated and its Rust compiled, without linking.

What is refused is shown as soon as its module is through, each once, and counted at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.core.goals.check import CheckRequest, CheckResult, CheckResults
from pants.engine.addresses import Addresses
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
from ferrotype_pants.util_rules.modules import (
    CrateContents,
    CrateContentsRequest,
    RequirementModulesRequest,
)
from ferrotype_pants.util_rules.sources import ModuleRequest
from ferrotype_pants.util_rules.translate import (
    Translated,
    TranslateRequirementsRequest,
    counted,
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
    addresses = Addresses(field_set.address for field_set in request.field_sets)
    contents = await MultiGet(
        Get(CrateContents, CrateContentsRequest(address)) for address in addresses
    )
    modules = {module.address: module for part in contents for module in part.modules}
    checked = await MultiGet(
        Get(Translated, ModuleRequest, ModuleRequest.of(module))
        for module in modules.values()
    )
    third_party = await MultiGet(
        Get(Translated, TranslateRequirementsRequest(RequirementModulesRequest(requirements)))
        for requirements in sorted({p.requirements for p in contents if p.requirements})
    )
    crates = await MultiGet(
        Get(TranslatedCrate, CrateSourcesRequest(address)) for address in addresses
    )
    await MultiGet(
        Get(CompiledCrate, CompiledCrateRequest(address))
        for address, crate in zip(addresses, crates)
        if not crate.translated.diagnostics
    )
    units = (*checked, *third_party)
    refusals = sum(len(unit.diagnostics) for unit in units)
    count = counted("module", sum(len(unit.origins) for unit in units))
    text = f"refusals: {refusals}, in {count}\n"
    result = CheckResult(exit_code=1 if refusals else 0, stdout=text if refusals else "", stderr="")
    return CheckResults((result,), checker_name=request.tool_name)


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), UnionRule(CheckRequest, CrateCheckRequest)]
