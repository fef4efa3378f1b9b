"""The folders in which requirements may be declared, told from the text of BUILD files.

A requirement of any folder may give a module, so who looks for owners needs all of them. Pants parses
every BUILD file to find them, and in 2.17 does so in each run, as parsing depends on the run's options.
Here a file is read as Python and not executed: where all names in it are known, and none of them makes
requirements, it declares none. Every other file is left to Pants. What was read is kept until a BUILD
file changes.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Set

from pants.backend.python.target_types import PythonRequirementsField
from pants.base.specs import RawSpecsWithoutFileOwners, RecursiveGlobSpec
from pants.engine.collection import Collection
from pants.engine.fs import DigestContents, PathGlobs
from pants.engine.internals.build_files import BuildFileOptions
from pants.engine.internals.parser import BuildFilePreludeSymbols
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.internals.synthetic_targets import (
    SyntheticTargetsRequest,
    SyntheticTargetsSpecPaths,
    SyntheticTargetsSpecPathsRequest,
)
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import (
    RegisteredTargetTypes,
    Target,
    TargetFilesGenerator,
    TargetGenerator,
)
from pants.engine.unions import UnionMembership
from pants.util.logging import LogLevel

_HARMLESS = frozenset(
    {
        "__defaults__",
        "__dependencies_rules__",
        "__dependents_rules__",
        "build_file_dir",
        "dict",
        "enumerate",
        "env",
        "len",
        "list",
        "parametrize",
        "python_artifact",
        "range",
        "set",
        "sorted",
        "str",
        "tuple",
        "zip",
    }
)
"""Names in BUILD files that make no targets."""


class RequirementFolders(Collection[str]):
    """Sorted. In other folders no target has requirements."""


def may_declare(text: str, harmless: Set[str]) -> bool:
    """Whether a BUILD file can declare anything but what the names in `harmless` make."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        # Pants says what is wrong with it.
        return True
    if any(isinstance(node, ast.Attribute) and node.attr.startswith("_") for node in nodes):
        # All else is reached through such attributes.
        return True
    names = [node for node in nodes if isinstance(node, ast.Name)]
    # What a name is set to is made of the other names.
    set_here = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return not {name.id for name in names} <= harmless | set_here


def makes_requirements(kind: type[Target], union_membership: UnionMembership) -> bool:
    """Whether targets of this kind, or those that it generates, may have requirements."""
    kinds = [kind]
    if issubclass(kind, TargetFilesGenerator):
        kinds.append(kind.generated_target_cls)
    elif issubclass(kind, TargetGenerator):
        return True
    return any(
        each.class_has_field(PythonRequirementsField, union_membership) for each in kinds
    )


@rule(desc="Find where requirements may be declared", level=LogLevel.DEBUG)
async def find_requirement_folders(
    options: BuildFileOptions,
    macros: BuildFilePreludeSymbols,
    kinds: RegisteredTargetTypes,
    union_membership: UnionMembership,
) -> RequirementFolders:
    everything = RawSpecsWithoutFileOwners(
        recursive_globs=(RecursiveGlobSpec(""),), description_of_origin="Ferrotype"
    )
    globs, _ = everything.to_build_file_path_globs_tuple(
        build_patterns=options.patterns, build_ignore_patterns=options.ignores
    )
    specs = SyntheticTargetsSpecPathsRequest(tuple(everything.glob_specs()))
    files, synthetic = await MultiGet(
        Get(DigestContents, PathGlobs, globs),
        Get(SyntheticTargetsSpecPaths, SyntheticTargetsSpecPathsRequest, specs),
    )
    harmless_kinds = {
        alias
        for alias, kind in kinds.aliases_to_types.items()
        if not makes_requirements(kind, union_membership)
    }
    harmless = (_HARMLESS | harmless_kinds) - macros.info.keys()
    # Where a plugin makes up targets for each folder, any folder may have some.
    made_up = [request().path for request in union_membership.get(SyntheticTargetsRequest)]
    is_any = any(path != SyntheticTargetsRequest.SINGLE_REQUEST_FOR_ALL_TARGETS for path in made_up)
    found = {
        os.path.dirname(file.path)
        for file in files
        if is_any or may_declare(file.content.decode(errors="replace"), harmless)
    }
    return RequirementFolders(sorted(found.union(synthetic)))


def rules() -> Iterable[Rule]:
    return collect_rules()
