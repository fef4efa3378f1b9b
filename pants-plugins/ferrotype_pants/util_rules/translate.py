"""The stages `interface` and `translate`: one process for each module.

`interface` gets its module's source alone, so no module waits for another's. `translate` gets the
interfaces of what its module imports directly, nothing else: where an edit leaves a module's
interface as it was, the processes of its importers have the inputs they had, and do not run. A
request is keyed by a module, not by all that it depends on, so that a module in many crates is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.backend.python.target_types import PythonSourceField
from pants.engine.addresses import Address
from pants.engine.engine_aware import EngineAwareReturnType
from pants.engine.fs import (
    EMPTY_DIGEST,
    Digest,
    MergeDigests,
)
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.util.frozendict import FrozenDict
from pants.util.logging import LogLevel

from ferrotype_pants.util_rules.command import (
    FallibleStageResult,
    StageRequest,
    StageTemplate,
    finished_stage,
)
from ferrotype_pants.util_rules.imports import Imported
from ferrotype_pants.util_rules.modules import (
    CrateContents,
    CrateContentsRequest,
    RequirementModules,
    RequirementModulesRequest,
)
from ferrotype_pants.util_rules.sources import (
    ModuleRequest,
    ModuleSource,
    ModuleSourceRequest,
    OfModule,
)

INTERFACES = "interfaces"
OUTPUT = "translated"
REDUCED = "reduced"
"""The sources without what cannot matter to the program, at their import paths."""


@dataclass(frozen=True)
class InterfaceRequest(OfModule):
    """The interface of a first-party module."""

    field: PythonSourceField


@dataclass(frozen=True)
class Interfaces:
    """Interface files below the folder `INTERFACES`."""

    digest: Digest


@dataclass(frozen=True)
class CrateInterfacesRequest:
    """The interfaces of all modules of a crate."""

    address: Address


@dataclass(frozen=True)
class TranslateRequirementsRequest:
    request: RequirementModulesRequest


@dataclass(frozen=True)
class Translated(EngineAwareReturnType):
    """Generated Rust and reports side by side in `OUTPUT`, reduced sources in `REDUCED` below it.

    Modules that were refused are not among them; `diagnostics` says why, and is shown, once in each
    run, as soon as it is known. `origins` are the places of all modules in the repository, by import
    path.
    """

    digest: Digest
    diagnostics: tuple[str, ...]
    origins: FrozenDict[str, str]

    def level(self) -> LogLevel | None:
        return LogLevel.ERROR if self.diagnostics else None

    def message(self) -> str | None:
        # On lines of their own, where editors find them.
        return "\n".join(("", *self.diagnostics)) if self.diagnostics else None

    def cacheable(self) -> bool:
        # Or the next run of a daemon would not show it again.
        return not self.diagnostics

    def refusals(self) -> str:
        """How many there are, without saying again what they are."""
        places = {line.partition(":")[0] for line in self.diagnostics}
        found = counted("refusal", len(self.diagnostics))
        return f"{found} in {len(places)} of {counted('module', len(self.origins))}"


def counted(thing: str, count: int) -> str:
    """So many things, in words."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


@dataclass(frozen=True)
class RequirementModuleRequest:
    """A module of a requirement, to be translated with these interfaces."""

    module: ModuleSource
    interfaces: Digest


@dataclass(frozen=True)
class RequirementInterfaceRequest:
    """The interface of a module of a requirement."""

    module: ModuleSource


async def interface_of(module: ModuleSource, template: StageTemplate) -> FallibleStageResult:
    """For rules: a module's interface, from its source alone."""
    output = f"{INTERFACES}/{module.name}.iface.json"
    request = StageRequest(
        arguments=("interface", *_module_arguments(module), "-o", output),
        input_digest=module.digest,
        description=f"ferrotype interface {module.name}",
        output_files=(output,),
        origins=FrozenDict({module.path: module.origin}),
    )
    return await finished_stage(request, template.process)


async def translation_of(
    module: ModuleSource, interfaces: Digest, template: StageTemplate
) -> FallibleStageResult:
    """For rules: a module's translation, given these interfaces below `INTERFACES`."""
    folder = ("--interfaces", INTERFACES) if interfaces != EMPTY_DIGEST else ()
    request = StageRequest(
        arguments=("translate", *_module_arguments(module), "--reduced", *folder, "-o", OUTPUT),
        input_digest=await Get(Digest, MergeDigests((module.digest, interfaces))),
        description=f"ferrotype translate {module.name}",
        output_directories=(OUTPUT,),
        origins=FrozenDict({module.path: module.origin}),
    )
    return await finished_stage(request, template.process)


def _module_arguments(module: ModuleSource) -> tuple[str, ...]:
    package = ("--package",) if module.is_package else ()
    return (module.path, "--module", module.name, *package, "--display-path", module.path)


@rule(desc="Read an interface")
async def module_interface(request: InterfaceRequest, template: StageTemplate) -> Interfaces:
    module = await Get(ModuleSource, ModuleSourceRequest(request.field))
    # A module that is refused here has no interface, and its own translation says why.
    return Interfaces((await interface_of(module, template)).digest)


@rule(desc="Translate a module", level=LogLevel.DEBUG)
async def translate_module(request: ModuleRequest, template: StageTemplate) -> Translated:
    module = await Get(ModuleSource, ModuleSourceRequest(request.field))
    imported = await Get(Imported, ModuleRequest, request)
    interfaces = await MultiGet(
        Get(Interfaces, InterfaceRequest(target[PythonSourceField]))
        for target in imported.targets
        if target.has_field(PythonSourceField)
    )
    merged = await Get(Digest, MergeDigests(sorted((i.digest for i in interfaces), key=_by_content)))
    result = await translation_of(module, merged, template)
    return Translated(
        result.digest, result.diagnostics, FrozenDict({module.path: module.origin})
    )


@rule(desc="Translate requirements", level=LogLevel.DEBUG)
async def translate_requirements(request: TranslateRequirementsRequest) -> Translated:
    """A requirement's sources never change under one version, so its modules form one unit."""
    requirements = await Get(RequirementModules, RequirementModulesRequest, request.request)
    interfaces = await Get(Interfaces, RequirementModulesRequest, request.request)
    results = await MultiGet(
        Get(FallibleStageResult, RequirementModuleRequest(module, interfaces.digest))
        for module in requirements.modules
    )
    return Translated(
        await Get(Digest, MergeDigests(result.digest for result in results)),
        tuple(line for result in results for line in result.diagnostics),
        FrozenDict({module.path: module.origin for module in requirements.modules}),
    )


@rule
async def translate_requirement_module(
    request: RequirementModuleRequest, template: StageTemplate
) -> FallibleStageResult:
    return await translation_of(request.module, request.interfaces, template)


@rule
async def requirement_interface(
    request: RequirementInterfaceRequest, template: StageTemplate
) -> FallibleStageResult:
    return await interface_of(request.module, template)


@rule
async def requirement_interfaces(request: RequirementModulesRequest) -> Interfaces:
    requirements = await Get(RequirementModules, RequirementModulesRequest, request)
    described = await MultiGet(
        Get(FallibleStageResult, RequirementInterfaceRequest(module))
        for module in requirements.modules
    )
    return Interfaces(await Get(Digest, MergeDigests(result.digest for result in described)))


@rule(desc="Collect a crate's interfaces")
async def crate_interfaces(request: CrateInterfacesRequest) -> Interfaces:
    contents = await Get(CrateContents, CrateContentsRequest(request.address))
    found = list(
        await MultiGet(
            Get(Interfaces, InterfaceRequest(module[PythonSourceField]))
            for module in contents.modules
        )
    )
    if contents.requirements:
        third_party = RequirementModulesRequest(contents.requirements)
        found.append(await Get(Interfaces, RequirementModulesRequest, third_party))
    return Interfaces(await Get(Digest, MergeDigests(part.digest for part in found)))


def _by_content(digest: Digest) -> str:
    return digest.fingerprint


def rules() -> Iterable[Rule]:
    return collect_rules()
