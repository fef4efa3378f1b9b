"""`tailor`: a crate for each `python_sources`, a module of WASM for each program in them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from pants.backend.python.goals.tailor import (
    PutativePythonTargetsRequest,
    is_entry_point,
)
from pants.backend.python.subsystems.setup import PythonSetup
from pants.backend.python.target_types import (
    InterpreterConstraintsField,
    PythonSourceField,
    PythonSourcesGeneratorTarget,
    PythonSourceTarget,
)
from pants.backend.python.util_rules.interpreter_constraints import (
    InterpreterConstraints,
)
from pants.core.goals.tailor import (
    PutativeTarget,
    PutativeTargets,
    PutativeTargetsRequest,
    TailorSubsystem,
    UniquelyNamedPutativeTargets,
)
from pants.engine.addresses import Address
from pants.engine.fs import DigestContents, PathGlobs
from pants.engine.internals.build_files import BuildFileOptions
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import (
    AllTargets,
    AllUnexpandedTargets,
    Target,
)
from pants.engine.unions import UnionRule
from pants.source.source_root import SourceRootsRequest, SourceRootsResult
from pants.util.frozendict import FrozenDict
from pants.util.logging import LogLevel

from ferrotype_pants.subsystems.ferrotype import Ferrotype
from ferrotype_pants.target_types import (
    PythonToRustCrate,
    SkipTailorField,
    WasmEntryPointField,
    WasmModule,
)
from ferrotype_pants.util_rules.holders import CrateHolders
from ferrotype_pants.util_rules.sources import module_name


@dataclass(frozen=True)
class PutativeRustTargetsRequest(PutativeTargetsRequest):
    pass


@dataclass(frozen=True)
class Sources:
    """A `python_sources` that is there, or that `tailor` adds in the same run, with its files."""

    address: Address
    files: tuple[str, ...]


@dataclass(frozen=True)
class SourcesInRequest:
    """The `python_sources` in these folders for which crates may be proposed."""

    folders: tuple[str, ...]


@dataclass(frozen=True)
class SourcesIn:
    """Sorted by address. `coming` are all targets that the Python backend adds in the same run."""

    sources: tuple[Sources, ...]
    coming: tuple[Address, ...]


@dataclass(frozen=True)
class ProgramsRequest:
    """Files of Python, some of which may be programs."""

    files: tuple[str, ...]


@dataclass(frozen=True)
class Programs:
    """The dotted names of those that are, and the source root of each file."""

    modules: FrozenDict[str, str]
    roots: FrozenDict[str, str]


@rule(desc="Determine candidate crates and modules of WASM", level=LogLevel.DEBUG)
async def find_putative_targets(
    request: PutativeRustTargetsRequest,
    ferrotype: Ferrotype,
    tailor: TailorSubsystem,
    build_files: BuildFileOptions,
    existing: AllUnexpandedTargets,
    holders: CrateHolders,
) -> PutativeTargets:
    if not (ferrotype.tailor_crates or ferrotype.tailor_modules):
        return PutativeTargets()
    found = await Get(SourcesIn, SourcesInRequest(request.dirs))
    files = tuple(path for part in found.sources for path in part.files)
    programs = await Get(Programs, ProgramsRequest(files))
    taken = {*(target.address for target in existing), *found.coming}
    entries = {
        t[WasmEntryPointField].value
        for t in existing
        if t.has_field(WasmEntryPointField)
    }
    proposed: list[PutativeTarget] = []
    for part in found.sources:
        holder = {path: holders[path][0].spec for path in part.files if path in holders}
        if ferrotype.tailor_crates and part.files and not holder:
            crate = proposed_crate(part, programs.roots[part.files[0]], taken)
            # Modules must not name a crate that its user does not want.
            if list(tailor.filter_by_ignores([crate], build_files.ignores)):
                proposed.append(crate)
                holder = dict.fromkeys(part.files, f":{crate.name}")
        if ferrotype.tailor_modules:
            proposed.extend(proposed_modules(part, programs.modules, holder, entries))
    return PutativeTargets(proposed)


@rule
async def sources_in(
    request: SourcesInRequest,
    ferrotype: Ferrotype,
    tailor: TailorSubsystem,
    build_files: BuildFileOptions,
    python_setup: PythonSetup,
    existing: AllUnexpandedTargets,
    targets: AllTargets,
) -> SourcesIn:
    """Those that have no parameters, and only modules for a CPython that Ferrotype translates.

    What the Python backend proposes counts as there: one run proposes all, the next nothing.
    """
    wanted = _versions([ferrotype.interpreter], python_setup)
    members: dict[Address, list[Target]] = {}
    for target in targets:
        if (
            target.has_field(PythonSourceField)
            and target.address.spec_path in request.folders
        ):
            generator = target.address.maybe_convert_to_target_generator()
            members.setdefault(generator, []).append(target)
    present = [
        Sources(
            t.address,
            _modules_of(m[PythonSourceField].file_path for m in members[t.address]),
        )
        for t in existing
        if isinstance(t, PythonSourcesGeneratorTarget)
        and not t.get(SkipTailorField).value
        and t.address in members
        and all(_admits(member, python_setup, wanted) for member in members[t.address])
    ]
    python = await Get(PutativeTargets, PutativePythonTargetsRequest(request.folders))
    named = await Get(UniquelyNamedPutativeTargets, PutativeTargets, python)
    coming = list(tailor.filter_by_ignores(named.putative_targets, build_files.ignores))
    admitted = wanted & _versions(python_setup.interpreter_constraints, python_setup)
    sources = [
        *present,
        *(
            Sources(
                target.address,
                _modules_of(
                    os.path.join(target.path, name)
                    for name in target.triggering_sources
                ),
            )
            for target in coming
            if target.type_alias == PythonSourcesGeneratorTarget.alias and admitted
        ),
    ]
    return SourcesIn(
        tuple(sorted(sources, key=lambda part: part.address)),
        tuple(target.address for target in coming),
    )


def _admits(module: Target, python_setup: PythonSetup, wanted: set[str]) -> bool:
    constraints = module[InterpreterConstraintsField].value_or_global_default(
        python_setup
    )
    return bool(wanted & _versions(constraints, python_setup))


def _versions(constraints: Iterable[str], python_setup: PythonSetup) -> set[str]:
    return set(
        InterpreterConstraints(constraints).partition_into_major_minor_versions(
            python_setup.interpreter_versions_universe
        )
    )


def _modules_of(files: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in files if path.endswith(".py")))


@rule
async def find_programs(request: ProgramsRequest) -> Programs:
    roots = await Get(SourceRootsResult, SourceRootsRequest.for_files(request.files))
    contents = await Get(DigestContents, PathGlobs(request.files))
    folders = {path: roots.path_to_root[PurePath(path)].path for path in request.files}
    return Programs(
        FrozenDict(
            {
                entry.path: module_name(
                    os.path.relpath(entry.path, folders[entry.path])
                )
                for entry in contents
                if is_entry_point(entry.content)
                or os.path.basename(entry.path) == "__main__.py"
            }
        ),
        FrozenDict(folders),
    )


def proposed_crate(part: Sources, root: str, taken: set[Address]) -> PutativeTarget:
    """A crate of all the files. Its crate has its folder's name, so that crates can meet in a link."""
    folder = part.address.spec_path
    own = part.address.target_name
    is_only = own == os.path.basename(folder)
    below = os.path.relpath(folder, root)
    words = [
        *(below.split(os.sep) if below != "." else ()),
        *(() if is_only else (own,)),
    ]
    name = next(
        name
        for name in _candidates("crate" if is_only else f"{own}_crate")
        if Address(folder, target_name=name) not in taken
    )
    taken.add(Address(folder, target_name=name))
    return PutativeTarget.for_target_type(
        PythonToRustCrate,
        folder,
        name,
        (),
        {
            "crate_name": re.sub("[^A-Za-z0-9_]", "_", "_".join(["python", *words])),
            "dependencies": (f":{own}",),
        },
    )


def _candidates(name: str) -> Iterator[str]:
    yield name
    number = 0
    while True:
        yield f"{name}{number}"
        number += 1


def proposed_modules(
    part: Sources,
    programs: Mapping[str, str],
    holders: Mapping[str, str],
    entries: set[str | None],
) -> Iterator[PutativeTarget]:
    """A command for each program that a crate holds and no module runs yet."""
    folder = part.address.spec_path
    for path in part.files:
        if path in programs and path in holders and programs[path] not in entries:
            stem = os.path.splitext(os.path.relpath(path, folder))[0]
            yield PutativeTarget.for_target_type(
                WasmModule,
                folder,
                stem.replace(os.sep, "_").strip("_"),
                (),
                {"dependencies": (holders[path],), "entry_point": programs[path]},
            )


def rules() -> Iterable[Rule | UnionRule]:
    return [
        *collect_rules(),
        UnionRule(PutativeTargetsRequest, PutativeRustTargetsRequest),
        PythonSourcesGeneratorTarget.register_plugin_field(SkipTailorField),
        # What a generator has, it hands on.
        PythonSourceTarget.register_plugin_field(SkipTailorField),
    ]
