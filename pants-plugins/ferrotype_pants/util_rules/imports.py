"""Which targets a module imports, as Pants infers it or at a fraction of what that costs.

Pants keeps a node of its graph for each name that a module imports, and a dozen more for each module.
`[ferrotype].inference = "crate"` keeps one: the same parser reads the imports, the same function says
who owns them, from tables of the folders that matter (`owners`), and what else is asked of the
repository is read once for all modules (`Repository`). What a module has beside plain imports is in the
tables of reasons; then Pants is asked.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pants.backend.python.dependency_inference.default_unowned_dependencies import (
    DEFAULT_UNOWNED_DEPENDENCIES,
)
from pants.backend.python.dependency_inference.module_mapper import (
    PythonModuleOwners,
    PythonModuleOwnersRequest,
    map_module_to_address,
)
from pants.backend.python.dependency_inference.parse_python_dependencies import (
    ParsedPythonDependencies,
    ParsePythonDependenciesRequest,
    PythonDependencyVisitorRequest,
)
from pants.backend.python.dependency_inference.rules import (
    InferInitDependencies,
    InferPythonImportDependencies,
)
from pants.backend.python.dependency_inference.subsystem import (
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
from pants.backend.python.util_rules.interpreter_constraints import (
    InterpreterConstraints,
)
from pants.engine.addresses import Address, Addresses
from pants.engine.fs import Digest
from pants.engine.internals.native_dep_inference import NativeParsedPythonDependencies
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import (
    Dependencies,
    DependenciesRequest,
    FieldSet,
    InferDependenciesRequest,
    Target,
    Targets,
    ValidateDependenciesRequest,
)
from pants.engine.unions import UnionMembership
from pants.util.logging import LogLevel

from ferrotype_pants.subsystems.ferrotype import Ferrotype, Inference
from ferrotype_pants.util_rules.listed import Listed, ListedRequest
from ferrotype_pants.util_rules.owners import (
    GLOB_CHARACTERS,
    FolderModules,
    FolderModulesRequest,
    ModuleFolders,
    OtherModules,
    Requirements,
    folders_around,
    mapping_of,
    source_path,
)
from ferrotype_pants.util_rules.sources import (
    ModuleRequest,
    ModuleSource,
    ModuleSourceRequest,
)

logger = logging.getLogger(__name__)

_INFERENCES = frozenset({InferPythonImportDependencies, InferInitDependencies})
_VALIDATIONS = frozenset({PythonValidateDependenciesRequest})


@dataclass(frozen=True)
class Imported:
    """The targets that a module depends on, by address; why Pants was asked, where it was."""

    targets: tuple[Target, ...]
    reason: str = ""


@dataclass(frozen=True)
class Repository:
    """What of the repository inference reads, once for all modules."""

    folders: ModuleFolders
    requirements: Requirements
    others: OtherModules
    other_kinds: tuple[type[FieldSet], ...]
    """What other plugins infer from, or validate."""
    unowned_imports_matter: bool
    is_parsed_natively: bool
    """Whether imports are what the engine's own parser finds, and nothing else is asked of it."""
    reason: str
    """Why Pants is asked about every module, or nothing."""


_OF_ALL: tuple[tuple[str, Callable[[PythonInferSubsystem, UnionMembership], bool]], ...] = (
    ("[python-infer].imports is off", lambda infer, _: not infer.imports),
    ("[python-infer].assets is on", lambda infer, _: infer.assets),
    (
        "Pants' own inference for Python is not there",
        lambda _, union: not _INFERENCES.issubset(union.get(InferDependenciesRequest)),
    ),
)
_OF_TARGET: tuple[tuple[str, Callable[[Target, Repository], bool]], ...] = (
    ("it is no python_source", lambda target, _: not isinstance(target, PythonSourceTarget)),
    ("its file is no .py", lambda target, _: not source_path(target).endswith(".py")),
    (
        "its path reads as a glob",
        lambda target, _: not GLOB_CHARACTERS.isdisjoint(source_path(target)),
    ),
    (
        "another plugin infers or validates its dependencies",
        lambda target, repository: any(k.is_applicable(target) for k in repository.other_kinds),
    ),
)


@rule(desc="Read what imports may lead to", level=LogLevel.DEBUG)
async def find_repository(
    folders: ModuleFolders,
    requirements: Requirements,
    others: OtherModules,
    ferrotype: Ferrotype,
    python_infer: PythonInferSubsystem,
    union_membership: UnionMembership,
) -> Repository:
    reasons = [text for text, holds in _OF_ALL if holds(python_infer, union_membership)]
    if reasons and not ferrotype.options.is_default("inference"):
        logger.warning(f"`[ferrotype].inference` does nothing here, as {reasons[0]}")
    return Repository(
        folders,
        requirements,
        others,
        _other_kinds(union_membership),
        python_infer.unowned_dependency_behavior is not UnownedDependencyUsage.DoNothing,
        python_infer.use_rust_parser
        and not python_infer.string_imports
        and len(union_membership.get(PythonDependencyVisitorRequest)) == 1,
        reasons[0] if reasons else "",
    )


def _other_kinds(union_membership: UnionMembership) -> tuple[type[FieldSet], ...]:
    """What plugins other than Pants' own for Python infer from, or validate, in a fixed order."""
    inferences: set[Any] = set(union_membership.get(InferDependenciesRequest)) - _INFERENCES
    validations: set[Any] = set(union_membership.get(ValidateDependenciesRequest)) - _VALIDATIONS
    kinds: set[type[FieldSet]] = {request.infer_from for request in inferences}
    kinds.update(request.field_set_type for request in validations)
    return tuple(sorted(kinds, key=lambda kind: f"{kind.__module__}.{kind.__qualname__}"))


async def _imports(
    target: Target, repository: Repository, python_setup: PythonSetup
) -> Mapping[str, bool]:
    """For rules: the names that a module imports, and whether it can do without each."""
    field = target[PythonSourceField]
    if repository.is_parsed_natively:
        source = await Get(ModuleSource, ModuleSourceRequest(field))
        native = await Get(NativeParsedPythonDependencies, Digest, source.digest)
        return {name: is_weak for name, (_, is_weak) in native.imports.items()}
    constraints = InterpreterConstraints.create_from_compatibility_fields(
        [target[InterpreterConstraintsField]], python_setup
    )
    request = ParsePythonDependenciesRequest(field, constraints)
    parsed = await Get(ParsedPythonDependencies, ParsePythonDependenciesRequest, request)
    return {name: found.weak for name, found in parsed.imports.items()}


async def _looked_up(
    request: ModuleRequest, repository: Repository, python_setup: PythonSetup
) -> Imported:
    """For rules: what plain imports lead to, or why only Pants can say."""
    if repository.reason:
        return Imported((), repository.reason)
    path = os.path.normpath(request.field.file_path)
    around = await MultiGet(
        Get(FolderModules, FolderModulesRequest(folder)) for folder in folders_around(path)
    )
    target = around[0].targets.get(request.field.address)
    if target is None:
        return Imported((), "it is not among the targets of its folder")
    reason = next((text for text, holds in _OF_TARGET if holds(target, repository)), "")
    if reason:
        return Imported((), reason)
    imports = await _imports(target, repository, python_setup)
    names = {*imports, *(name.rpartition(".")[0] for name in imports)}
    places = {folder for name in names for folder in repository.folders.get(name, ())}
    reached = await MultiGet(
        Get(FolderModules, FolderModulesRequest(folder)) for folder in sorted(places)
    )
    resolve = target[PythonResolveField].normalized_value(python_setup)
    owned = await _owned(imports, names, resolve, reached, repository)
    if isinstance(owned, str):
        return Imported((), owned)
    packages = (file for folder in around for file in folder.packages)
    owned.update(
        file.address for file in packages if file.resolve == resolve and file.path != path
    )
    listed = Listed()
    if target.get(Dependencies).value:
        try:
            listed = await Get(Listed, ListedRequest(target))
        except Exception:
            # Pants says where, too.
            return Imported((), "what it lists cannot be read")
    addresses = sorted((owned | listed.includes) - listed.ignores)
    known = dict(repository.requirements.targets)
    for folder in (*around, *reached):
        known.update(folder.targets)
    if known.keys() >= set(addresses):
        members = tuple(known[address] for address in addresses)
    else:
        # What is listed, or what other plugins give.
        members = tuple(await Get(Targets, Addresses(addresses)))
    if len({*_versions(members, python_setup), *_versions((target,), python_setup)}) > 1:
        return Imported((), "it imports what is for other interpreters")
    return Imported(members)


async def _owned(
    imports: Mapping[str, bool],
    names: Iterable[str],
    resolve: str,
    reached: Sequence[FolderModules],
    repository: Repository,
) -> set[Address] | str:
    """The owners of what is imported, or why only Pants can say. Who owns a name is Pants' own
    function, called and not asked for: so no node of the graph keeps the answer.
    """
    parts = (*(folder.providers for folder in reached), *repository.others.providers)
    mapping = mapping_of(names, resolve, parts)
    found: set[Address] = set()
    for name, is_weak in imports.items():
        owners: PythonModuleOwners = await map_module_to_address(
            PythonModuleOwnersRequest(name, resolve), mapping, repository.requirements.mapping
        )
        if owners.ambiguous:
            return f"several targets own {name}"
        is_unowned = not owners.unambiguous and not is_weak
        is_expected = name.split(".")[0] in DEFAULT_UNOWNED_DEPENDENCIES
        if is_unowned and not is_expected and repository.unowned_imports_matter:
            return f"no target owns {name}"
        found.update(owners.unambiguous)
    return found


@rule(desc="Find what a module imports", level=LogLevel.DEBUG)
async def find_imported(
    request: ModuleRequest, ferrotype: Ferrotype, python_setup: PythonSetup
) -> Imported:
    reason = ""
    if ferrotype.inference is Inference.CRATE:
        repository = await Get(Repository)
        imported = await _looked_up(request, repository, python_setup)
        if not imported.reason:
            return imported
        reason = imported.reason
    targets = await Get(Targets, DependenciesRequest(request.dependencies))
    return Imported(tuple(targets), reason)


def _versions(
    targets: Iterable[Target], python_setup: PythonSetup
) -> Iterator[tuple[str, ...]]:
    """The interpreters that targets are for."""
    for target in targets:
        if target.has_field(InterpreterConstraintsField):
            yield target[InterpreterConstraintsField].value_or_global_default(python_setup)


def rules() -> Iterable[Rule]:
    return collect_rules()
