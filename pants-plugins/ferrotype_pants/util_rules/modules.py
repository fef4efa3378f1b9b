"""From a crate's targets to its modules and requirements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.backend.python.subsystems.setup import PythonSetup
from pants.backend.python.target_types import (
    InterpreterConstraintsField,
    PexLayout,
    PythonRequirementsField,
    PythonResolveField,
    PythonSourceField,
)
from pants.backend.python.util_rules.interpreter_constraints import (
    InterpreterConstraints,
)
from pants.backend.python.util_rules.pex import Pex
from pants.backend.python.util_rules.pex_from_targets import PexFromTargetsRequest
from pants.engine.addresses import Address, Addresses
from pants.engine.engine_aware import EngineAwareParameter
from pants.engine.fs import (
    Digest,
    DigestSubset,
    MergeDigests,
    PathGlobs,
    RemovePrefix,
    Snapshot,
)
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import (
    Dependencies,
    DependenciesRequest,
    Target,
    Targets,
)

from ferrotype_pants.subsystems.ferrotype import Ferrotype
from ferrotype_pants.target_types import CrateDependenciesField
from ferrotype_pants.util_rules.command import FerrotypeFailed
from ferrotype_pants.util_rules.imports import Imported
from ferrotype_pants.util_rules.sources import (
    ModuleRequest,
    ModuleSource,
    ModuleSourceRequest,
    module_name,
)


class OfTarget(EngineAwareParameter):
    """A request whose work is shown with the target's address."""

    address: Address

    def debug_hint(self) -> str:
        return self.address.spec


@dataclass(frozen=True)
class RequirementModulesRequest:
    addresses: Addresses


@dataclass(frozen=True)
class RequirementModules:
    """All modules of installed requirements, and their sources merged."""

    modules: tuple[ModuleSource, ...]
    digest: Digest


@dataclass(frozen=True)
class CrateContentsRequest(OfTarget):
    address: Address


@dataclass(frozen=True)
class CrateContents:
    """What a crate is made of: first-party modules and requirements that no crate below it holds.

    ``crates`` are those that it builds on, ``below`` these and all that they build on, sorted.
    """

    modules: tuple[Target, ...]
    requirements: Addresses
    crates: tuple[Address, ...]
    below: Addresses


@rule(desc="Unpack requirements to translate")
async def requirement_modules(
    request: RequirementModulesRequest, ferrotype: Ferrotype
) -> RequirementModules:
    pex = await Get(
        Pex,
        PexFromTargetsRequest(
            request.addresses,
            output_filename="requirements.pex",
            internal_only=False,
            layout=PexLayout.LOOSE,
            include_source_files=False,
            hardcoded_interpreter_constraints=InterpreterConstraints([ferrotype.interpreter]),
        ),
    )
    wheels = await Get(
        Snapshot, DigestSubset(pex.digest, PathGlobs(["requirements.pex/.deps/*/**/*.py"]))
    )
    prefixes = sorted({"/".join(name.split("/")[:3]) for name in wheels.files})
    snapshots = await MultiGet(
        Get(Digest, DigestSubset(wheels.digest, PathGlobs([f"{prefix}/**/*.py"])))
        for prefix in prefixes
    )
    stripped = await MultiGet(
        Get(Digest, RemovePrefix(digest, prefix))
        for digest, prefix in zip(snapshots, prefixes)
    )
    merged = await Get(Snapshot, MergeDigests(stripped))
    parts = await MultiGet(
        Get(Digest, DigestSubset(merged.digest, PathGlobs([path]))) for path in merged.files
    )
    modules = tuple(
        ModuleSource(module_name(path), path, digest, origin=path)
        for path, digest in zip(merged.files, parts)
    )
    return RequirementModules(modules, merged.digest)


@rule(desc="Collect a crate's modules")
async def crate_contents(
    request: CrateContentsRequest, python_setup: PythonSetup, ferrotype: Ferrotype
) -> CrateContents:
    """Walks imports from the crate's own targets, and stops at what a crate below holds.

    What that imports in its turn is held there or still further below. So a walk has the length of
    one crate, whatever it builds on, and a cycle of imports lies in one crate.
    """
    target = (await Get(Targets, Addresses([request.address]))).expect_single()
    direct = await Get(Targets, DependenciesRequest(target[CrateDependenciesField]))
    crates = [member.address for member in direct if member.has_field(CrateDependenciesField)]
    nearest = await MultiGet(Get(CrateContents, CrateContentsRequest(crate)) for crate in crates)
    below = sorted({*crates, *(address for contents in nearest for address in contents.below)})
    contents = await MultiGet(Get(CrateContents, CrateContentsRequest(crate)) for crate in below)
    visited = {module.address for part in contents for module in part.modules}
    visited.update(address for part in contents for address in part.requirements)
    reached = [member for member in direct if not member.has_field(CrateDependenciesField)]
    found: list[Target] = []
    while reached:
        new = {member.address: member for member in reached if member.address not in visited}
        visited.update(new)
        found.extend(new.values())
        modules = [member for member in new.values() if member.has_field(PythonSourceField)]
        others = [member for member in new.values() if not member.has_field(PythonSourceField)]
        imported = await MultiGet(Get(Imported, ModuleRequest.of(module)) for module in modules)
        needed = await MultiGet(
            Get(Targets, DependenciesRequest(member.get(Dependencies))) for member in others
        )
        reached = [member for part in imported for member in part.targets]
        reached += [member for part in needed for member in part]
    found.sort(key=lambda member: member.address)
    _require_the_resolve(target, (*direct, *found), python_setup)
    _require_the_interpreter(found, python_setup, ferrotype)
    return CrateContents(
        tuple(member for member in found if member.has_field(PythonSourceField)),
        Addresses(m.address for m in found if m.has_field(PythonRequirementsField)),
        tuple(crates),
        Addresses(below),
    )


def _require_the_resolve(
    crate: Target, members: Iterable[Target], python_setup: PythonSetup
) -> None:
    """All of a crate is of one resolve, and so is what it builds on."""
    expected = crate[PythonResolveField].normalized_value(python_setup)
    for member in members:
        if not member.has_field(PythonResolveField):
            continue
        actual = member[PythonResolveField].normalized_value(python_setup)
        if actual != expected:
            raise FerrotypeFailed(
                [
                    f"{crate.address} is of the resolve `{expected}` and reaches {member.address} of"
                    f" the resolve `{actual}`: set `{PythonResolveField.alias}` to the same name on"
                    " both"
                ]
            )


def _require_the_interpreter(
    members: Iterable[Target], python_setup: PythonSetup, ferrotype: Ferrotype
) -> None:
    """A module that is not for this CPython would be translated into what it is not meant to be."""
    universe = python_setup.interpreter_versions_universe
    wanted = InterpreterConstraints([ferrotype.interpreter])
    versions = set(wanted.partition_into_major_minor_versions(universe))
    checked: dict[tuple[str, ...], bool] = {}
    for member in members:
        if not member.has_field(InterpreterConstraintsField):
            continue
        field = member[InterpreterConstraintsField]
        constraints = field.value_or_global_default(python_setup)
        if constraints not in checked:
            admitted = InterpreterConstraints(constraints)
            found = admitted.partition_into_major_minor_versions(universe)
            checked[constraints] = bool(versions & set(found))
        if not checked[constraints]:
            raise FerrotypeFailed(
                [
                    f"{member.address} is for {' or '.join(constraints)}, and is translated as"
                    f" {ferrotype.interpreter} runs it: widen its `{field.alias}`"
                ]
            )


@dataclass(frozen=True)
class PythonSourcesRequest:
    """All Python sources of a crate and the crates below it, at their import paths."""

    addresses: Addresses


@dataclass(frozen=True)
class PythonSources:
    names: tuple[str, ...]
    digest: Digest


@rule(desc="Collect a crate's Python sources")
async def python_sources(request: PythonSourcesRequest) -> PythonSources:
    contents = await MultiGet(
        Get(CrateContents, CrateContentsRequest(address)) for address in request.addresses
    )
    modules = await MultiGet(
        Get(ModuleSource, ModuleSourceRequest(member[PythonSourceField]))
        for crate in contents
        for member in crate.modules
    )
    requirements = await MultiGet(
        Get(RequirementModules, RequirementModulesRequest(crate.requirements))
        for crate in contents
        if crate.requirements
    )
    below = await MultiGet(
        Get(PythonSources, PythonSourcesRequest(Addresses([address])))
        for crate in contents
        for address in crate.crates
    )
    digests = [
        *(module.digest for module in modules),
        *(part.digest for part in requirements),
        *(part.digest for part in below),
    ]
    names = {module.name for module in modules}
    names.update(module.name for part in requirements for module in part.modules)
    return PythonSources(tuple(sorted(names)), await Get(Digest, MergeDigests(digests)))


def rules() -> Iterable[Rule]:
    return collect_rules()
