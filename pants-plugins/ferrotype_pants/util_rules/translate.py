"""The stages `interface` and `translate`: one process for each module.

A process gets its module's source and the interfaces of what that module imports directly,
nothing else: where an edit leaves a module's interface as it was, the processes of its importers
have the inputs they had, and do not run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.backend.python.target_types import PythonSourceField
from pants.engine.addresses import Address
from pants.engine.fs import (
    EMPTY_DIGEST,
    CreateDigest,
    Digest,
    Directory,
    MergeDigests,
    RemovePrefix,
)
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import CoarsenedTarget
from pants.util.frozendict import FrozenDict

from ferrotype_pants.util_rules.command import (
    FallibleStageResult,
    StageRequest,
)
from ferrotype_pants.util_rules.modules import (
    CrateContents,
    CrateContentsRequest,
    ModuleSource,
    ModuleSourceRequest,
    RequirementModules,
    RequirementModulesRequest,
)

INTERFACES = "interfaces"
OUTPUT = "translated"
REDUCED = "reduced"
"""The sources without what cannot matter to the program, at their import paths."""


@dataclass(frozen=True)
class InterfacesRequest:
    """The interfaces of one component's own modules: one module, or a cycle of imports."""

    component: CoarsenedTarget


@dataclass(frozen=True)
class Interfaces:
    """Interface files below the folder `INTERFACES`."""

    digest: Digest


@dataclass(frozen=True)
class CrateInterfacesRequest:
    """The interfaces of all modules of a crate."""

    address: Address


@dataclass(frozen=True)
class TranslateComponentRequest:
    component: CoarsenedTarget


@dataclass(frozen=True)
class TranslateRequirementsRequest:
    request: RequirementModulesRequest


@dataclass(frozen=True)
class TranslateModulesRequest:
    """Modules to translate, given these interfaces."""

    modules: tuple[ModuleSource, ...]
    interfaces: Digest


@dataclass(frozen=True)
class Translated:
    """Generated Rust and reports side by side in the root of `digest`, reduced sources below
    `REDUCED`.

    Modules that were refused are not among them; `diagnostics` says why. `origins` are the places of
    all modules in the repository, by import path.
    """

    digest: Digest
    diagnostics: tuple[str, ...]
    origins: FrozenDict[str, str]


@dataclass(frozen=True)
class ModuleStageRequest:
    """`interface` or `translate` of one module, given these interfaces."""

    stage: str
    module: ModuleSource
    interfaces: Digest


def _component_fields(component: CoarsenedTarget) -> tuple[PythonSourceField, ...]:
    return tuple(
        member[PythonSourceField]
        for member in component.members
        if member.has_field(PythonSourceField)
    )


@rule
async def module_stage(request: ModuleStageRequest) -> FallibleStageResult:
    module = request.module
    folder = await Get(Digest, CreateDigest([Directory(INTERFACES)]))
    inputs = await Get(Digest, MergeDigests((module.digest, request.interfaces, folder)))
    is_interface = request.stage == "interface"
    output = f"{INTERFACES}/{module.name}.iface.json" if is_interface else OUTPUT
    return await Get(
        FallibleStageResult,
        StageRequest(
            arguments=(
                request.stage,
                module.path,
                "--module",
                module.name,
                *(("--package",) if module.is_package else ()),
                *(() if is_interface else ("--reduced",)),
                "--display-path",
                module.path,
                "--interfaces",
                INTERFACES,
                "-o",
                output,
            ),
            input_digest=inputs,
            description=f"ferrotype {request.stage} {module.name}",
            output_files=(output,) if is_interface else (),
            output_directories=() if is_interface else (output,),
            origins=FrozenDict({module.path: module.origin}),
        ),
    )


@rule(desc="Read interfaces")
async def component_interfaces(request: InterfacesRequest) -> Interfaces:
    component = request.component
    fields = _component_fields(component)
    if not fields:
        return Interfaces(EMPTY_DIGEST)
    modules = await MultiGet(Get(ModuleSource, ModuleSourceRequest(field)) for field in fields)
    below = await MultiGet(
        Get(Interfaces, InterfacesRequest(dependency)) for dependency in component.dependencies
    )
    merged = await Get(Digest, MergeDigests(sorted((i.digest for i in below), key=_by_content)))
    # A module that is refused here has no interface, and its own translation says why.
    results = await MultiGet(
        Get(FallibleStageResult, ModuleStageRequest("interface", module, merged))
        for module in modules
    )
    return Interfaces(await Get(Digest, MergeDigests(result.digest for result in results)))


@rule(desc="Translate modules")
async def translate_component(request: TranslateComponentRequest) -> Translated:
    component = request.component
    modules = await MultiGet(
        Get(ModuleSource, ModuleSourceRequest(field)) for field in _component_fields(component)
    )
    needed = list(component.dependencies)
    if len(modules) > 1:
        needed.append(component)
    interfaces = await MultiGet(Get(Interfaces, InterfacesRequest(part)) for part in needed)
    merged = await Get(Digest, MergeDigests(sorted((i.digest for i in interfaces), key=_by_content)))
    return await Get(Translated, TranslateModulesRequest(modules, merged))


@rule(desc="Translate requirements")
async def translate_requirements(request: TranslateRequirementsRequest) -> Translated:
    """A requirement's sources never change under one version, so its modules form one unit."""
    requirements = await Get(RequirementModules, RequirementModulesRequest, request.request)
    described = await MultiGet(
        Get(FallibleStageResult, ModuleStageRequest("interface", module, EMPTY_DIGEST))
        for module in requirements.modules
    )
    interfaces = await Get(Digest, MergeDigests(result.digest for result in described))
    return await Get(Translated, TranslateModulesRequest(requirements.modules, interfaces))


@rule
async def translate_modules(request: TranslateModulesRequest) -> Translated:
    results = await MultiGet(
        Get(FallibleStageResult, ModuleStageRequest("translate", module, request.interfaces))
        for module in request.modules
    )
    digest = await Get(Digest, MergeDigests(result.digest for result in results))
    return Translated(
        await Get(Digest, RemovePrefix(digest, OUTPUT)),
        tuple(line for result in results for line in result.diagnostics),
        FrozenDict({module.path: module.origin for module in request.modules}),
    )


@rule(desc="Collect a crate's interfaces")
async def crate_interfaces(request: CrateInterfacesRequest) -> Interfaces:
    contents = await Get(CrateContents, CrateContentsRequest(request.address))
    first_party = await MultiGet(
        Get(Interfaces, InterfacesRequest(component)) for component in contents.components
    )
    digests = [interfaces.digest for interfaces in first_party]
    if contents.requirements:
        requirements = await Get(
            RequirementModules, RequirementModulesRequest(contents.requirements)
        )
        described = await MultiGet(
            Get(FallibleStageResult, ModuleStageRequest("interface", module, EMPTY_DIGEST))
            for module in requirements.modules
        )
        digests += [result.digest for result in described]
    return Interfaces(await Get(Digest, MergeDigests(digests)))


def _by_content(digest: Digest) -> str:
    return digest.fingerprint


def rules() -> Iterable[Rule]:
    return collect_rules()
