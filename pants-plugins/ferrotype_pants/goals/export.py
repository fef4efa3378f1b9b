"""`export`: the Cargo workspace of each crate, below `dist/export/cargo`, for an IDE to open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.core.goals.export import ExportRequest, ExportResult, ExportResults
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.unions import UnionRule

from ferrotype_pants.target_types import CrateDependenciesField
from ferrotype_pants.util_rules.workspace import CargoWorkspace, CargoWorkspaceRequest


@dataclass(frozen=True)
class ExportCratesRequest(ExportRequest):
    pass


@rule(desc="Export Cargo workspaces")
async def export_crates(request: ExportCratesRequest) -> ExportResults:
    crates = [
        target for target in request.targets if target.has_field(CrateDependenciesField)
    ]
    workspaces = await MultiGet(
        Get(CargoWorkspace, CargoWorkspaceRequest(crate.address)) for crate in crates
    )
    return ExportResults(
        ExportResult(
            f"Cargo workspace of {crate.address}",
            f"cargo/{crate.address.path_safe_spec}",
            digest=workspace.digest,
        )
        for crate, workspace in zip(crates, workspaces)
    )


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), UnionRule(ExportRequest, ExportCratesRequest)]
