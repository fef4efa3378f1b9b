"""`check`: whether a crate's modules can be translated and its Rust compiled, without linking.

What is refused is shown as soon as its module is through, each once, and counted at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.core.goals.check import CheckRequest, CheckResult, CheckResults
from pants.engine.addresses import Addresses
from pants.engine.engine_aware import EngineAwareReturnType
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
from ferrotype_pants.util_rules.translate import (
    Translated,
    TranslateModuleRequest,
    TranslateRequirementsRequest,
)


@dataclass(frozen=True)
class CrateCheckFieldSet(FieldSet):
    required_fields = (CrateDependenciesField, CrateNameField)

    dependencies: CrateDependenciesField


class CrateCheckRequest(CheckRequest[CrateCheckFieldSet]):
    field_set_type = CrateCheckFieldSet
    tool_name = "ferrotype"


@dataclass(frozen=True)
class CheckedModules(EngineAwareReturnType):
    """One module, or those of requirements: what was refused in them, shown when it is known."""

    diagnostics: tuple[str, ...]
    count: int

    def level(self) -> LogLevel:
        return LogLevel.ERROR if self.diagnostics else LogLevel.DEBUG

    def message(self) -> str:
        # On lines of their own, where editors find them.
        return "\n".join(("", *self.diagnostics)) if self.diagnostics else "translated"

    def cacheable(self) -> bool:
        # Or the next run of a daemon would not show it again.
        return not self.diagnostics


@rule(desc="Check modules of requirements")
async def check_requirements(request: TranslateRequirementsRequest) -> CheckedModules:
    return _checked(await Get(Translated, TranslateRequirementsRequest, request))


@rule(desc="Check a module")
async def check_module(request: TranslateModuleRequest) -> CheckedModules:
    return _checked(await Get(Translated, TranslateModuleRequest, request))


def _checked(translated: Translated) -> CheckedModules:
    return CheckedModules(translated.diagnostics, len(translated.origins))


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
        Get(CheckedModules, TranslateModuleRequest, TranslateModuleRequest.of(module))
        for module in modules.values()
    )
    third_party = await MultiGet(
        Get(CheckedModules, TranslateRequirementsRequest(RequirementModulesRequest(requirements)))
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
    text = f"refusals: {refusals}, in {sum(unit.count for unit in units)} modules\n"
    result = CheckResult(exit_code=1 if refusals else 0, stdout=text if refusals else "", stderr="")
    return CheckResults((result,), checker_name=request.tool_name)


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), UnionRule(CheckRequest, CrateCheckRequest)]
