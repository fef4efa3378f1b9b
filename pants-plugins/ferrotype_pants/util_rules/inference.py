"""A `wasm_module` that lists no dependencies is linked from the crate that holds its entry point."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from pants.engine.addresses import Address
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import (
    FieldSet,
    InferDependenciesRequest,
    InferredDependencies,
)
from pants.engine.unions import UnionRule
from pants.source.source_root import SourceRootsRequest, SourceRootsResult
from pants.util.frozendict import FrozenDict
from pants.util.logging import LogLevel

from ferrotype_pants.target_types import WasmDependenciesField, WasmEntryPointField
from ferrotype_pants.util_rules.holders import CrateHolders
from ferrotype_pants.util_rules.sources import module_name


@dataclass(frozen=True)
class WasmInferenceFieldSet(FieldSet):
    required_fields = (WasmDependenciesField, WasmEntryPointField)

    dependencies: WasmDependenciesField
    entry_point: WasmEntryPointField


class InferCrateRequest(InferDependenciesRequest[WasmInferenceFieldSet]):
    infer_from = WasmInferenceFieldSet


class ModuleHolders(FrozenDict[str, "tuple[Address, ...]"]):
    """The same as `CrateHolders`, by the dotted names of modules."""


@rule(level=LogLevel.DEBUG)
async def module_holders(holders: CrateHolders) -> ModuleHolders:
    roots = await Get(SourceRootsResult, SourceRootsRequest.for_files(holders))
    found: dict[str, tuple[Address, ...]] = {}
    for path, crates in holders.items():
        name = module_name(os.path.relpath(path, roots.path_to_root[PurePath(path)].path))
        found[name] = (*found.get(name, ()), *crates)
    return ModuleHolders(found)


@rule(desc="Infer the crate of a WASM module", level=LogLevel.DEBUG)
async def infer_crate(request: InferCrateRequest) -> InferredDependencies:
    """Only where one crate lists the entry point itself: a choice among several is the user's."""
    if request.field_set.dependencies.value:
        return InferredDependencies([])
    holders = await Get(ModuleHolders)
    crates = holders.get(request.field_set.entry_point.value or "", ())
    return InferredDependencies(crates if len(crates) == 1 else [])


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), UnionRule(InferDependenciesRequest, InferCrateRequest)]
