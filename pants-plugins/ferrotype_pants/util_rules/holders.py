"""Which crates list a file: what is there for proposals, for inference and for single files."""

from __future__ import annotations

from collections.abc import Iterable

from pants.backend.python.target_types import PythonSourceField
from pants.engine.addresses import Address
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import AllTargets, DependenciesRequest, Targets
from pants.util.frozendict import FrozenDict
from pants.util.logging import LogLevel

from ferrotype_pants.target_types import CrateDependenciesField


class CrateHolders(FrozenDict[str, "tuple[Address, ...]"]):
    """For each file of Python that some crate lists itself, these crates, sorted."""


@rule(desc="Find the crates that list each file", level=LogLevel.DEBUG)
async def crate_holders(targets: AllTargets) -> CrateHolders:
    crates = sorted(
        (target for target in targets if target.has_field(CrateDependenciesField)),
        key=lambda target: target.address,
    )
    listed = await MultiGet(
        Get(Targets, DependenciesRequest(crate[CrateDependenciesField]))
        for crate in crates
    )
    found: dict[str, list[Address]] = {}
    for crate, members in zip(crates, listed):
        for member in members:
            if member.has_field(PythonSourceField):
                found.setdefault(member[PythonSourceField].file_path, []).append(
                    crate.address
                )
    return CrateHolders({path: tuple(holders) for path, holders in found.items()})


def rules() -> Iterable[Rule]:
    return collect_rules()
