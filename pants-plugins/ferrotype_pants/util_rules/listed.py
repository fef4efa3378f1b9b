"""The dependencies that a module's target lists, without inferring others.

The engine reads and infers in one step (`resolve_dependencies`). The reading alone is done here with the
engine's own parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.engine.addresses import Address
from pants.engine.engine_aware import EngineAwareParameter
from pants.engine.environment import ChosenLocalEnvironmentName, EnvironmentName
from pants.engine.internals.parametrize import (
    _TargetParametrizations,
    _TargetParametrizationsRequest,
)
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import (
    Dependencies,
    DependenciesRequest,
    ExplicitlyProvidedDependencies,
    FieldDefaults,
    Target,
    TargetTypesToGenerateTargetsRequests,
)
from pants.util.logging import LogLevel


@dataclass(frozen=True)
class ListedRequest(EngineAwareParameter):
    """What this target lists."""

    target: Target

    def debug_hint(self) -> str:
        return self.target.address.spec


@dataclass(frozen=True)
class Listed:
    """The addresses that a target lists, and those that it leaves out with `!`; none is partial."""

    includes: frozenset[Address] = frozenset()
    ignores: frozenset[Address] = frozenset()


@rule(desc="Read the dependencies that a module lists", level=LogLevel.DEBUG)
async def find_listed(
    request: ListedRequest,
    generators: TargetTypesToGenerateTargetsRequests,
    defaults: FieldDefaults,
    environment: ChosenLocalEnvironmentName,
) -> Listed:
    target = request.target
    explicit = await Get(
        ExplicitlyProvidedDependencies, DependenciesRequest(target.get(Dependencies))
    )
    addresses = (*explicit.includes, *explicit.ignores)
    parametrizations = await MultiGet(
        Get(
            _TargetParametrizations,
            {
                _TargetParametrizationsRequest(
                    address.maybe_convert_to_target_generator(),
                    description_of_origin=f"the dependencies of {target.address}",
                ): _TargetParametrizationsRequest,
                environment.val: EnvironmentName,
            },
        )
        for address in addresses
    )
    # An address without its target's parameters takes those of the target that lists it.
    filled = {
        address: found.get_subset(address, target, defaults, generators).address
        for address, found in zip(addresses, parametrizations)
    }
    return Listed(
        frozenset(filled[address] for address in explicit.includes),
        frozenset(filled[address] for address in explicit.ignores),
    )


def rules() -> Iterable[Rule]:
    return collect_rules()
