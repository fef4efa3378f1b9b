"""`lint`: what in the modules of crates cannot be translated, with file and line.

It runs the `translate` processes that a build runs, and nothing that compiles. Chosen are crates, or
files that some crate holds: `lint path/to/file.py` is what an editor calls.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Union

from pants.backend.python.target_types import PythonSourceField
from pants.core.goals.lint import LintResult, LintTargetsRequest
from pants.core.util_rules.partitions import Partition, Partitions
from pants.engine.addresses import Address, Addresses
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import AllTargets, Dependencies, FieldSet, Target, Targets

from ferrotype_pants.subsystems.ferrotype import FerrotypeLint
from ferrotype_pants.target_types import CrateDependenciesField, SkipLintField
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

Linted = Union[ModuleRequest, TranslateRequirementsRequest]


@dataclass(frozen=True)
class TranslatableFieldSet(FieldSet):
    """Both crates and files of Python have dependencies; the partitions say which count."""

    required_fields = (Dependencies,)

    dependencies: Dependencies

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return bool(target.get(SkipLintField).value)


class TranslatabilityRequest(LintTargetsRequest):
    field_set_type = TranslatableFieldSet
    tool_subsystem = FerrotypeLint


@dataclass(frozen=True)
class LintedCrate:
    """The crate, or the files, whose modules are together, as messages name it."""

    description: str


@rule
async def partition_crates(
    request: TranslatabilityRequest.PartitionRequest[TranslatableFieldSet],
    subsystem: FerrotypeLint,
    all_targets: AllTargets,
) -> Partitions[Linted, LintedCrate]:
    """One for each crate, without what an earlier one has, and one for the files that are left."""
    if subsystem.skip:
        return Partitions()
    targets = await Get(
        Targets, Addresses(field_set.address for field_set in request.field_sets)
    )
    chosen = [target for target in targets if _is_linted_crate(target)]
    files = [target for target in targets if target.has_field(PythonSourceField)]
    # Whether a crate holds a file is only known from all of them.
    others = [target for target in all_targets if files and _is_linted_crate(target)]
    crates = {target.address: target for target in (*chosen, *others)}
    contents = await MultiGet(
        Get(CrateContents, CrateContentsRequest(address)) for address in crates
    )
    held = dict(zip(crates, contents))
    seen: set[Address] = set()
    partitions: list[Partition[Linted, LintedCrate]] = []
    for crate in sorted(chosen, key=lambda target: target.address):
        modules = [m for m in held[crate.address].modules if m.address not in seen]
        seen.update(module.address for module in modules)
        linted: list[Linted] = [ModuleRequest.of(module) for module in modules]
        requirements = held[crate.address].requirements
        if requirements:
            linted.append(
                TranslateRequirementsRequest(RequirementModulesRequest(requirements))
            )
        partitions.extend(_partition(crate.address.spec, linted))
    known = {module.address for part in contents for module in part.modules} - seen
    rest = [ModuleRequest.of(target) for target in files if target.address in known]
    return Partitions([*partitions, *_partition("files", rest)])


def _is_linted_crate(target: Target) -> bool:
    return (
        target.has_field(CrateDependenciesField) and not target.get(SkipLintField).value
    )


def _partition(
    name: str, linted: Iterable[Linted]
) -> Iterable[Partition[Linted, LintedCrate]]:
    elements = tuple(linted)
    if elements:
        yield Partition(elements, LintedCrate(name))


@rule(desc="Find what cannot be translated")
async def lint_modules(
    request: TranslatabilityRequest.Batch[Linted, LintedCrate],
) -> LintResult:
    modules = [
        part for part in request.elements if isinstance(part, ModuleRequest)
    ]
    requirements = [
        part
        for part in request.elements
        if isinstance(part, TranslateRequirementsRequest)
    ]
    translated = [
        *await MultiGet(
            Get(Translated, ModuleRequest, part) for part in modules
        ),
        *await MultiGet(
            Get(Translated, TranslateRequirementsRequest, part) for part in requirements
        ),
    ]
    # What they are has been shown.
    refusals = sum(len(result.diagnostics) for result in translated)
    count = sum(len(result.origins) for result in translated)
    return LintResult(
        exit_code=1 if refusals else 0,
        stdout=f"refusals: {refusals}\n" if refusals else "",
        stderr="",
        linter_name=request.tool_name,
        partition_description=f"{request.partition_metadata.description}, {counted('module', count)}",
    )


def rules() -> Iterable[Rule | Any]:
    return [*collect_rules(), *TranslatabilityRequest.rules()]
