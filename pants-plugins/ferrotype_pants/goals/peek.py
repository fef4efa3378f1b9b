"""`peek-crates`: what crates are made of, as JSON. Pants' own `peek` shows what BUILD files say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pants.backend.python.subsystems.setup import PythonSetup
from pants.backend.python.target_types import PythonResolveField, PythonSourceField
from pants.engine.addresses import Address
from pants.engine.collection import Collection
from pants.engine.console import Console
from pants.engine.goal import Goal, GoalSubsystem, Outputting
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, goal_rule, rule
from pants.engine.target import Target, Targets

from ferrotype_pants.target_types import CrateDependenciesField
from ferrotype_pants.util_rules.build import crate_name
from ferrotype_pants.util_rules.modules import (
    CrateContents,
    CrateContentsRequest,
)
from ferrotype_pants.util_rules.sources import (
    ModuleSource,
    ModuleSourceRequest,
)


class PeekCratesSubsystem(Outputting, GoalSubsystem):
    name = "peek-crates"
    help = (
        "Shows of each `python_to_rust_crate` its modules, those that imports lead to included,"
        " its requirements and the crates that it builds on, as JSON."
    )


class PeekCrates(Goal):
    subsystem_cls = PeekCratesSubsystem
    environment_behavior = Goal.EnvironmentBehavior.LOCAL_ONLY


@dataclass(frozen=True)
class DescribedCrate:
    """A crate as the goal shows it; modules are names with the files that they are read from."""

    address: str
    crate_name: str
    resolve: str
    modules: tuple[tuple[str, str], ...]
    requirements: tuple[str, ...]
    crates: tuple[str, ...]
    below: tuple[str, ...]

    def shown(self) -> dict[str, object]:
        return {
            "address": self.address,
            "crate_name": self.crate_name,
            "resolve": self.resolve,
            "modules": dict(self.modules),
            "requirements": self.requirements,
            "crates": self.crates,
            "below": self.below,
        }


class DescribedCrates(Collection[DescribedCrate]):
    pass


@rule
async def describe_crates(targets: Targets, python_setup: PythonSetup) -> DescribedCrates:
    crates = sorted(
        (target for target in targets if target.has_field(CrateDependenciesField)),
        key=lambda target: target.address,
    )
    contents = await MultiGet(
        Get(CrateContents, CrateContentsRequest(crate.address)) for crate in crates
    )
    modules = await MultiGet(
        Get(ModuleSource, ModuleSourceRequest(module[PythonSourceField]))
        for part in contents
        for module in part.modules
    )
    remaining = iter(modules)
    return DescribedCrates(
        _described(crate, part, [next(remaining) for _ in part.modules], python_setup)
        for crate, part in zip(crates, contents)
    )


def _described(
    crate: Target, contents: CrateContents, modules: list[ModuleSource], python_setup: PythonSetup
) -> DescribedCrate:
    return DescribedCrate(
        crate.address.spec,
        crate_name(crate),
        crate[PythonResolveField].normalized_value(python_setup),
        tuple(sorted((module.name, module.origin) for module in modules)),
        _specs(contents.requirements),
        _specs(contents.crates),
        _specs(contents.below),
    )


def _specs(addresses: Iterable[Address]) -> tuple[str, ...]:
    return tuple(sorted(address.spec for address in addresses))


@goal_rule
async def peek_crates(
    console: Console, subsystem: PeekCratesSubsystem, targets: Targets
) -> PeekCrates:
    described = await Get(DescribedCrates, Targets, targets)
    with subsystem.output(console) as write:
        write(json.dumps([crate.shown() for crate in described], indent=2) + "\n")
    return PeekCrates(exit_code=0)


def rules() -> Iterable[Rule]:
    return collect_rules()
