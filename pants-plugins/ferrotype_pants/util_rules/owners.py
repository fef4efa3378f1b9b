"""Who owns a module, looked up in the folders whose targets can.

Pants' tables are of all targets of a repository, so that every goal that asks them parses all BUILD
files. A target owns files of its own folder and of those below it, so the owners of a file are declared
in its folder or above, where Pants' own `find_owners` looks for them. Which folders have files of a
module is known from the names of files alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from pants.backend.python.dependency_inference.module_mapper import (
    AllPythonTargets,
    FirstPartyPythonMappingImpl,
    FirstPartyPythonMappingImplMarker,
    FirstPartyPythonModuleMapping,
    FirstPartyPythonTargetsMappingMarker,
    ModuleProvider,
    ModuleProviderType,
    ThirdPartyPythonModuleMapping,
    map_third_party_modules_to_addresses,
    module_from_stripped_path,
)
from pants.backend.python.dependency_inference.subsystem import (
    InitFilesInference,
    PythonInferSubsystem,
)
from pants.backend.python.subsystems.setup import PythonSetup
from pants.backend.python.target_types import (
    PythonRequirementsField,
    PythonResolveField,
    PythonSourceField,
)
from pants.base.glob_match_error_behavior import GlobMatchErrorBehavior
from pants.base.specs import AncestorGlobSpec, DirGlobSpec, RawSpecsWithoutFileOwners
from pants.engine.addresses import Address
from pants.engine.engine_aware import EngineAwareParameter
from pants.engine.fs import DigestContents, PathGlobs, Paths
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import Target, Targets
from pants.engine.unions import UnionMembership
from pants.source.source_root import (
    OptionalSourceRoot,
    OptionalSourceRootsResult,
    SourceRootRequest,
    SourceRootsRequest,
)
from pants.util.frozendict import FrozenDict
from pants.util.logging import LogLevel

from ferrotype_pants.util_rules.requirement_folders import RequirementFolders

PACKAGE_FILES = ("__init__.py", "__init__.pyi")
GLOB_CHARACTERS = frozenset("*?[]{}!\\")
_ORIGIN = "Ferrotype's search for owners of modules"


class ModuleFolders(FrozenDict[str, "tuple[str, ...]"]):
    """For each dotted name the folders, sorted, with a file that gives it below its source root."""


@dataclass(frozen=True)
class PackageFile:
    """An `__init__.py` that modules below its folder depend on."""

    path: str
    resolve: str
    address: Address


@dataclass(frozen=True)
class FolderModulesRequest(EngineAwareParameter):
    """A folder of the repository; the empty text is the repository itself."""

    folder: str

    def debug_hint(self) -> str:
        return self.folder


@dataclass(frozen=True)
class FolderModules:
    """The targets of the modules whose files lie in one folder.

    ``providers`` are by resolve and dotted name; ``packages`` are those of the folder itself that
    count as dependencies.
    """

    targets: FrozenDict[Address, Target]
    providers: FirstPartyPythonMappingImpl
    packages: tuple[PackageFile, ...]


@dataclass(frozen=True)
class OtherModules:
    """Modules that other plugins give, such as generated ones, from all targets."""

    providers: tuple[FirstPartyPythonMappingImpl, ...]


@dataclass(frozen=True)
class Requirements:
    """All requirements of the repository, and the modules that they give."""

    targets: FrozenDict[Address, Target]
    mapping: ThirdPartyPythonModuleMapping


def source_path(target: Target) -> str:
    """The file of a module's target, without `.` in its path, as Pants looks for owners."""
    return os.path.normpath(target[PythonSourceField].file_path)


def folders_around(path: str) -> Iterator[str]:
    """The folder of a file and all those above it."""
    folder = os.path.dirname(path)
    yield folder
    while folder:
        folder = os.path.dirname(folder)
        yield folder


def mapping_of(
    names: Iterable[str], resolve: str, parts: Iterable[FirstPartyPythonMappingImpl]
) -> FirstPartyPythonModuleMapping:
    """What these parts say of some names, as Pants merges them (`merge_first_party_module_mappings`)."""
    tables = [part[resolve] for part in parts if resolve in part]
    found = {
        name: tuple(sorted(provider for table in tables for provider in table.get(name, ())))
        for name in names
    }
    given = FrozenDict((name, providers) for name, providers in found.items() if providers)
    return FirstPartyPythonModuleMapping(FrozenDict({resolve: given}))


def _dotted_name(path: str, root: str) -> str:
    return module_from_stripped_path(PurePath(path).relative_to(PurePath(root)))


@rule(desc="Find the folders of modules", level=LogLevel.DEBUG)
async def find_module_folders() -> ModuleFolders:
    """From names of files alone, whoever owns them. Pants' mapping fails where one has no root."""
    paths = await Get(Paths, PathGlobs(["**/*.py", "**/*.pyi"]))
    folders = {os.path.dirname(path) for path in paths.files}
    request = SourceRootsRequest((), map(PurePath, folders))
    result = await Get(OptionalSourceRootsResult, SourceRootsRequest, request)
    roots = {
        folder: result.path_to_optional_root[PurePath(folder)].source_root for folder in folders
    }
    found: dict[str, set[str]] = {}
    for path in paths.files:
        folder = os.path.dirname(path)
        root = roots[folder]
        if root is not None:
            found.setdefault(_dotted_name(path, root.path), set()).add(folder)
    return ModuleFolders({name: tuple(sorted(places)) for name, places in found.items()})


@rule(desc="Find the modules of a folder", level=LogLevel.DEBUG)
async def find_folder_modules(
    request: FolderModulesRequest, python_setup: PythonSetup, python_infer: PythonInferSubsystem
) -> FolderModules:
    specs = RawSpecsWithoutFileOwners(
        ancestor_globs=(AncestorGlobSpec(request.folder),),
        unmatched_glob_behavior=GlobMatchErrorBehavior.ignore,
        description_of_origin=_ORIGIN,
    )
    targets = [
        target
        for target in await Get(Targets, RawSpecsWithoutFileOwners, specs)
        if target.has_field(PythonSourceField)
        and os.path.dirname(source_path(target)) == request.folder
    ]
    root = (await Get(OptionalSourceRoot, SourceRootRequest(PurePath(request.folder)))).source_root
    init_files = python_infer.init_files
    packages = [
        target
        for target in targets
        if init_files is not InitFilesInference.never and _is_package(source_path(target))
    ]
    contents = await Get(DigestContents, PathGlobs(sorted(map(source_path, packages))))
    counted = {
        file.path
        for file in contents
        if init_files is InitFilesInference.always or file.content.strip()
    }
    return FolderModules(
        FrozenDict((target.address, target) for target in targets),
        _providers(targets, root.path, python_setup) if root else FirstPartyPythonMappingImpl(),
        tuple(
            PackageFile(source_path(target), _resolve(target, python_setup), target.address)
            for target in packages
            if source_path(target) in counted
        ),
    )


def _is_package(path: str) -> bool:
    return os.path.basename(path) in PACKAGE_FILES and GLOB_CHARACTERS.isdisjoint(path)


def _providers(
    targets: Iterable[Target], root: str, python_setup: PythonSetup
) -> FirstPartyPythonMappingImpl:
    """As Pants makes them of all targets (`map_first_party_python_targets_to_modules`)."""
    mapping: dict[str, dict[str, list[ModuleProvider]]] = {}
    for target in targets:
        path = source_path(target)
        kind = ModuleProviderType.TYPE_STUB if path.endswith(".pyi") else ModuleProviderType.IMPL
        names = mapping.setdefault(_resolve(target, python_setup), {})
        provider = ModuleProvider(target.address, kind)
        names.setdefault(_dotted_name(path, root), []).append(provider)
    return FirstPartyPythonMappingImpl.create(mapping)


def _resolve(target: Target, python_setup: PythonSetup) -> str:
    return target[PythonResolveField].normalized_value(python_setup)


@rule(desc="Find modules that other plugins give", level=LogLevel.DEBUG)
async def find_other_modules(union_membership: UnionMembership) -> OtherModules:
    kinds = union_membership.get(FirstPartyPythonMappingImplMarker)
    parts = await MultiGet(
        Get(FirstPartyPythonMappingImpl, FirstPartyPythonMappingImplMarker, kind())
        for kind in kinds
        if kind is not FirstPartyPythonTargetsMappingMarker
    )
    return OtherModules(tuple(parts))


@rule(desc="Find the modules of requirements", level=LogLevel.DEBUG)
async def find_requirements(
    folders: RequirementFolders, python_setup: PythonSetup
) -> Requirements:
    """The mapping is made by Pants' own function, called with these targets instead of all."""
    specs = RawSpecsWithoutFileOwners(
        dir_globs=tuple(DirGlobSpec(folder) for folder in folders),
        unmatched_glob_behavior=GlobMatchErrorBehavior.ignore,
        description_of_origin=_ORIGIN,
    )
    targets = tuple(
        target
        for target in await Get(Targets, RawSpecsWithoutFileOwners, specs)
        if target.has_field(PythonRequirementsField)
    )
    mapping = await map_third_party_modules_to_addresses(
        AllPythonTargets((), targets), python_setup
    )
    return Requirements(FrozenDict((target.address, target) for target in targets), mapping)


def rules() -> Iterable[Rule]:
    return collect_rules()
