"""One module's file: its source below its import path, with few nodes of the engine's graph."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from pants.backend.python.target_types import PythonSourceField
from pants.engine.engine_aware import EngineAwareParameter
from pants.engine.fs import EMPTY_DIGEST, Digest, PathGlobs, RemovePrefix
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import Dependencies, Target
from pants.option.global_options import UnmatchedBuildFileGlobs
from pants.source.source_root import SourceRoot, SourceRootRequest
from pants.util.logging import LogLevel


class OfModule(EngineAwareParameter):
    """A request whose work is shown with the module's file."""

    field: PythonSourceField

    def debug_hint(self) -> str:
        return self.field.file_path


@dataclass(frozen=True)
class ModuleSource:
    """One Python module: the only file in `digest` is at `path`; in the repository it is `origin`."""

    name: str
    path: str
    digest: Digest
    origin: str

    @property
    def is_package(self) -> bool:
        return os.path.basename(self.path) == "__init__.py"


@dataclass(frozen=True)
class ModuleRequest(OfModule):
    """A first-party module, and what its target says of dependencies."""

    field: PythonSourceField
    dependencies: Dependencies

    @classmethod
    def of(cls, module: Target) -> ModuleRequest:
        return cls(module[PythonSourceField], module.get(Dependencies))


@dataclass(frozen=True)
class ModuleSourceRequest(OfModule):
    """A first-party module. Only the field goes into the key, not what it depends on."""

    field: PythonSourceField


def module_name(path: str) -> str:
    """The dotted name of the module at a path relative to its source root."""
    stem = path[: -len(".py")].replace(os.sep, ".")
    return stem[: -len(".__init__")] if stem.endswith(".__init__") else stem


@rule(level=LogLevel.DEBUG)
async def module_source(
    request: ModuleSourceRequest, unmatched: UnmatchedBuildFileGlobs
) -> ModuleSource:
    """The same file as in Pants' `StrippedSourceFiles`, which keeps ten nodes of the graph for it."""
    origin = request.field.file_path
    digest = await Get(Digest, PathGlobs, request.field.path_globs(unmatched))
    if digest == EMPTY_DIGEST:
        request.field.validate_resolved_files(())
    root = await Get(SourceRoot, SourceRootRequest, SourceRootRequest.for_file(origin))
    if root.path == ".":
        return ModuleSource(module_name(origin), origin, digest, origin)
    path = os.path.relpath(origin, root.path)
    stripped = await Get(Digest, RemovePrefix(digest, root.path))
    return ModuleSource(module_name(path), path, stripped, origin)


def rules() -> Iterable[Rule]:
    return collect_rules()
