"""What goes on where a package of ours cannot be built: the others that were asked for.

Pants 2.17 has no package that failed: an exception ends `package` as a whole, what runs beside it is
given up, and nothing is written to `dist/`. So a package that fails says so only when the others of
ours are through. What they need is in the cache then, all that is refused has been shown, and one
message names all that failed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from pants.base.glob_match_error_behavior import GlobMatchErrorBehavior
from pants.base.specs import Specs
from pants.base.specs_parser import SpecsParser
from pants.core.goals.package import BuiltPackage, PackageFieldSet
from pants.engine.engine_aware import EngineAwareReturnType
from pants.engine.environment import EnvironmentName
from pants.engine.internals.options_parsing import _Options
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import FilteredTargets
from pants.engine.unions import UnionMembership, union

from ferrotype_pants.util_rules.command import FerrotypeFailed


@union(in_scope_types=[EnvironmentName])
class OwnFieldSet:
    """What a target of ours is packaged by."""


@dataclass(frozen=True)
class OwnPackage:
    """A target of ours, packaged."""

    built: BuiltPackage


@dataclass(frozen=True)
class Attempt:
    """A target of ours that is to be packaged."""

    field_set: PackageFieldSet


@dataclass(frozen=True)
class Outcome(EngineAwareReturnType):
    """The package, or why there is none."""

    built: BuiltPackage | None
    failure: tuple[str, ...] = ()

    def cacheable(self) -> bool:
        # Where what failed is later again what it was before, the engine would take it for unchanged
        # and give what was made of the failure.
        return not self.failure


@dataclass(frozen=True)
class FailuresRequest:
    """Of all targets of ours that the command line asks for."""


@dataclass(frozen=True)
class Failures(EngineAwareReturnType):
    """Each once, sorted."""

    failures: tuple[tuple[str, ...], ...]

    def cacheable(self) -> bool:
        # They are those of one run.
        return False


async def packaged(field_set: PackageFieldSet) -> BuiltPackage:
    """For rules: the package. Raises FerrotypeFailed with all that failed, when all is through."""
    outcome = await Get(Outcome, Attempt(field_set))
    if outcome.built is not None:
        return outcome.built
    try:
        failures = (await Get(Failures, FailuresRequest())).failures
    except Exception:
        # What cannot be found out about others must not hide why this one failed.
        failures = ()
    every = sorted({outcome.failure, *failures})
    # Several may need the same crate that is refused.
    raise FerrotypeFailed(dict.fromkeys(line for failure in every for line in failure))


@rule
async def attempt(request: Attempt) -> Outcome:
    try:
        package = await Get(OwnPackage, OwnFieldSet, request.field_set)
    except FerrotypeFailed as failed:
        return Outcome(None, failed.lines)
    return Outcome(package.built)


@rule(desc="Build what does not need what failed")
async def requested_failures(
    request: FailuresRequest, options: _Options, unions: UnionMembership
) -> Failures:
    """What is asked for by `--changed-since` has no name on the command line, and is not waited for."""
    specs = SpecsParser(working_dir=os.getcwd()).parse_specs(
        options.options.specs,
        description_of_origin="the command line",
        unmatched_glob_behavior=GlobMatchErrorBehavior.ignore,
    )
    targets = await Get(FilteredTargets, Specs, specs)
    kinds = cast("Iterable[type[PackageFieldSet]]", unions[OwnFieldSet])
    outcomes = await MultiGet(
        Get(Outcome, Attempt(kind.create(target)))
        for target in targets
        for kind in kinds
        if kind.is_applicable(target)
    )
    return Failures(tuple(sorted({outcome.failure for outcome in outcomes if outcome.failure})))


def rules() -> Iterable[Rule]:
    return collect_rules()
