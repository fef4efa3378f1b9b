"""Which targets a module imports, as Pants infers it or at a fraction of what that costs.

Pants keeps a node of its graph for each name that a module imports, and a dozen more for each module.
`[ferrotype].inference = "crate"` keeps one: the same parser reads the imports, the same tables and the
same function say who owns them, and everything else of the repository is read once for all modules
(`Repository`). What a module has beside plain imports is in the tables of reasons; then Pants is asked.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pants.backend.python.dependency_inference.default_unowned_dependencies import (
    DEFAULT_UNOWNED_DEPENDENCIES,
)
from pants.backend.python.dependency_inference.module_mapper import (
    FirstPartyPythonModuleMapping,
    PythonModuleOwners,
    PythonModuleOwnersRequest,
    ThirdPartyPythonModuleMapping,
    map_module_to_address,
)
from pants.backend.python.dependency_inference.parse_python_dependencies import (
    PythonDependencyVisitorRequest,
)
from pants.backend.python.dependency_inference.rules import (
    InferInitDependencies,
    InferPythonImportDependencies,
)
from pants.backend.python.dependency_inference.subsystem import (
    InitFilesInference,
    PythonInferSubsystem,
    UnownedDependencyUsage,
)
from pants.backend.python.subsystems.setup import PythonSetup
from pants.backend.python.target_types import (
    InterpreterConstraintsField,
    PythonResolveField,
    PythonSourceField,
    PythonSourceTarget,
)
from pants.backend.python.target_types_rules import PythonValidateDependenciesRequest
from pants.engine.addresses import Address
from pants.engine.fs import Digest, DigestContents, PathGlobs
from pants.engine.internals.native_dep_inference import NativeParsedPythonDependencies
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import (
    AllTargets,
    Dependencies,
    DependenciesRequest,
    FieldSet,
    InferDependenciesRequest,
    Target,
    Targets,
    ValidateDependenciesRequest,
)
from pants.engine.unions import UnionMembership
from pants.util.frozendict import FrozenDict
from pants.util.logging import LogLevel

from ferrotype_pants.subsystems.ferrotype import Ferrotype, Inference
from ferrotype_pants.util_rules.sources import (
    ModuleRequest,
    ModuleSource,
    ModuleSourceRequest,
)

logger = logging.getLogger(__name__)

_INFERENCES = frozenset({InferPythonImportDependencies, InferInitDependencies})
_VALIDATIONS = frozenset({PythonValidateDependenciesRequest})
_PACKAGE_FILES = ("__init__.py", "__init__.pyi")
_GLOB_CHARACTERS = frozenset("*?[]{}!\\")


@dataclass(frozen=True)
class Imported:
    """The targets that a module depends on, by address; why Pants was asked, where it was."""

    targets: tuple[Target, ...]
    reason: str = ""


@dataclass(frozen=True)
class PackageFile:
    """An `__init__.py` that modules below its folder depend on."""

    path: str
    resolve: str
    address: Address


@dataclass(frozen=True)
class Repository:
    """What of the repository inference reads, once for all modules."""

    targets: FrozenDict[Address, Target]
    first_party: FirstPartyPythonModuleMapping
    third_party: ThirdPartyPythonModuleMapping
    package_files: FrozenDict[str, tuple[PackageFile, ...]]
    """By their folders."""
    others: tuple[type[FieldSet], ...]
    """What other plugins infer from, or validate."""
    unowned_imports_matter: bool
    reason: str
    """Why Pants is asked about every module, or nothing."""


_OF_ALL: tuple[tuple[str, Callable[[PythonInferSubsystem, UnionMembership], bool]], ...] = (
    ("[python-infer].use_rust_parser is off", lambda infer, _: not infer.use_rust_parser),
    ("[python-infer].imports is off", lambda infer, _: not infer.imports),
    ("[python-infer].string_imports is on", lambda infer, _: infer.string_imports),
    ("[python-infer].assets is on", lambda infer, _: infer.assets),
    (
        "another plugin reads imports",
        lambda _, union: len(union.get(PythonDependencyVisitorRequest)) > 1,
    ),
    (
        "Pants' own inference for Python is not there",
        lambda _, union: not _INFERENCES.issubset(union.get(InferDependenciesRequest)),
    ),
)
_OF_TARGET: tuple[tuple[str, Callable[[Target, Repository], bool]], ...] = (
    ("it is no python_source", lambda target, _: not isinstance(target, PythonSourceTarget)),
    ("it lists dependencies", lambda target, _: bool(target.get(Dependencies).value)),
    ("its file is no .py", lambda target, _: not _path(target).endswith(".py")),
    ("its path reads as a glob", lambda target, _: not _GLOB_CHARACTERS.isdisjoint(_path(target))),
    (
        "another plugin infers or validates its dependencies",
        lambda target, repository: any(o.is_applicable(target) for o in repository.others),
    ),
)


def _path(target: Target) -> str:
    return target[PythonSourceField].file_path


@rule(desc="Read what imports may lead to", level=LogLevel.DEBUG)
async def find_repository(
    targets: AllTargets,
    first_party: FirstPartyPythonModuleMapping,
    third_party: ThirdPartyPythonModuleMapping,
    python_infer: PythonInferSubsystem,
    python_setup: PythonSetup,
    union_membership: UnionMembership,
) -> Repository:
    package_targets = [
        target
        for target in targets
        if target.has_field(PythonSourceField)
        and os.path.basename(_path(target)) in _PACKAGE_FILES
        and _GLOB_CHARACTERS.isdisjoint(_path(target))
        and python_infer.init_files is not InitFilesInference.never
    ]
    contents = await Get(DigestContents, PathGlobs(sorted({_path(t) for t in package_targets})))
    counted = {
        file.path
        for file in contents
        if python_infer.init_files is InitFilesInference.always or file.content.strip()
    }
    package_files: dict[str, tuple[PackageFile, ...]] = {}
    for target in package_targets:
        path = _path(target)
        if path in counted:
            folder = os.path.dirname(path)
            resolve = target[PythonResolveField].normalized_value(python_setup)
            file = PackageFile(path, resolve, target.address)
            package_files[folder] = (*package_files.get(folder, ()), file)
    reasons = [text for text, holds in _OF_ALL if holds(python_infer, union_membership)]
    if reasons:
        logger.warning(f"`[ferrotype].inference` does nothing here, as {reasons[0]}")
    return Repository(
        FrozenDict((target.address, target) for target in targets),
        first_party,
        third_party,
        FrozenDict(package_files),
        _others(union_membership),
        python_infer.unowned_dependency_behavior is not UnownedDependencyUsage.DoNothing,
        reasons[0] if reasons else "",
    )


def _others(union_membership: UnionMembership) -> tuple[type[FieldSet], ...]:
    """What plugins other than Pants' own for Python infer from, or validate, in a fixed order."""
    inferences: set[Any] = set(union_membership.get(InferDependenciesRequest)) - _INFERENCES
    validations: set[Any] = set(union_membership.get(ValidateDependenciesRequest)) - _VALIDATIONS
    kinds: set[type[FieldSet]] = {request.infer_from for request in inferences}
    kinds.update(request.field_set_type for request in validations)
    return tuple(sorted(kinds, key=lambda kind: f"{kind.__module__}.{kind.__qualname__}"))


@rule(desc="Find what a module imports", level=LogLevel.DEBUG)
async def find_imported(
    request: ModuleRequest, ferrotype: Ferrotype, python_setup: PythonSetup
) -> Imported:
    reason = ""
    if ferrotype.inference is Inference.CRATE:
        repository = await Get(Repository)
        target = repository.targets.get(request.field.address)
        reason = _reason(target, repository)
        if target is not None and not reason:
            source = await Get(ModuleSource, ModuleSourceRequest(request.field))
            parsed = await Get(NativeParsedPythonDependencies, Digest, source.digest)
            imported = await _imported(target, parsed, repository, python_setup)
            if not imported.reason:
                return imported
            reason = imported.reason
    targets = await Get(Targets, DependenciesRequest(request.dependencies))
    return Imported(tuple(targets), reason)


def _reason(target: Target | None, repository: Repository) -> str:
    """Why Pants is asked about a module, whatever it imports."""
    if target is None or repository.reason:
        return repository.reason or "it is not among the targets of the repository"
    return next((text for text, holds in _OF_TARGET if holds(target, repository)), "")


async def _imported(
    target: Target,
    parsed: NativeParsedPythonDependencies,
    repository: Repository,
    python_setup: PythonSetup,
) -> Imported:
    """What plain imports lead to, or why only Pants can say. Who owns a name is Pants' own function,
    called and not asked for: so no node of the graph keeps the answer.
    """
    resolve = target[PythonResolveField].normalized_value(python_setup)
    found = {file.address for file in _packages(_path(target), resolve, repository)}
    for name, (_, is_weak) in parsed.imports.items():
        owners: PythonModuleOwners = await map_module_to_address(
            PythonModuleOwnersRequest(name, resolve), repository.first_party, repository.third_party
        )
        if owners.ambiguous:
            return Imported((), f"several targets own {name}")
        is_unowned = not owners.unambiguous and not is_weak
        is_expected = name.split(".")[0] in DEFAULT_UNOWNED_DEPENDENCIES
        if is_unowned and not is_expected and repository.unowned_imports_matter:
            return Imported((), f"no target owns {name}")
        found.update(owners.unambiguous)
    if not found <= repository.targets.keys():
        return Imported((), "it imports what is not among the targets of the repository")
    members = tuple(repository.targets[address] for address in sorted(found))
    versions = {*_versions(members, python_setup), *_versions((target,), python_setup)}
    if len(versions) > 1:
        return Imported((), "it imports what is for other interpreters")
    return Imported(members)


def _packages(path: str, resolve: str, repository: Repository) -> Iterator[PackageFile]:
    """The files of the packages around a module that count as its dependencies."""
    folder = path
    while folder:
        folder = os.path.dirname(folder)
        for file in repository.package_files.get(folder, ()):
            if file.resolve == resolve and file.path != path:
                yield file


def _versions(
    targets: Iterable[Target], python_setup: PythonSetup
) -> Iterator[tuple[str, ...]]:
    """The interpreters that targets are for."""
    for target in targets:
        if target.has_field(InterpreterConstraintsField):
            yield target[InterpreterConstraintsField].value_or_global_default(python_setup)


def rules() -> Iterable[Rule]:
    return collect_rules()
