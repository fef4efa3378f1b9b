"""What a link needs beside a program's own crates: found by one stage, compiled and linked by others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ferrotype.building.program import (
    ModuleReader,
    crate_for,
    library_crates,
    native_paths,
)
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.library.program import dotted_prefixes, library_closure
from ferrotype.library.sources import SourceFile, find_module, library_root
from ferrotype.reports import ModuleReport
from ferrotype.workspace import CrateSource
from ferrotype.workspace.entry import Kind

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class PlannedCrate:
    """A crate of standard-library modules, or of one package that is a folder without ``__init__.py``."""

    name: str
    library: tuple[str, ...] = ()
    namespace: str = ""


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """The crates that a link takes beside the program's own, and what the entry point says of the rest.

    ``native`` are Rust paths of native modules, ``withheld`` names of modules; see ``Program``.
    """

    crates: tuple[PlannedCrate, ...]
    native: tuple[str, ...]
    withheld: tuple[str, ...]

    def to_json(self) -> bytes:
        """The plan's file: canonical JSON."""
        content = {"schema": SCHEMA, **asdict(self)}
        return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()

    @staticmethod
    def from_json(data: bytes, shown: str) -> LinkPlan:
        """What ``to_json`` wrote; raises Refused for anything else. ``shown`` names the file."""
        try:
            content: dict[str, Any] = json.loads(data)
            if content.pop("schema") != SCHEMA:
                raise ValueError("another version of the schema")
            crates = tuple(
                PlannedCrate(crate["name"], tuple(crate["library"]), crate["namespace"])
                for crate in content["crates"]
            )
            return LinkPlan(crates, tuple(content["native"]), tuple(content["withheld"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = str(error) or type(error).__name__
            raise refusal(codes.INPUT_NOT_USABLE, None, path=shown, reason=reason) from error


def link_plan(
    reports: Sequence[ModuleReport],
    entry: str,
    kind: Kind,
    reader: ModuleReader,
    lacking: frozenset[str],
) -> LinkPlan:
    """What modules with these reports need to be linked.

    ``lacking`` are native modules that the runtime does not have. Raises Refused with every import
    that cannot be had, or where ``entry`` is none of the modules.
    """
    names = [report.module for report in reports]
    if entry not in names:
        candidates = ", ".join(names) or "(there are no reports)"
        raise refusal(codes.UNKNOWN_ENTRY_POINT, None, entry=entry, candidates=candidates)
    wanted = [
        (report.display_path, imported)
        for report in reports
        for imported in report.imports
        if not imported.main_only or report.module == entry
    ]
    program = library_closure(wanted, names, reader.imports, lacking)
    library = library_crates((module.source.module for module in program.modules), reader.compact)
    imported = [entry.module for _, entry in wanted]
    if kind == "library":
        # A host may import every module.
        imported += names
    crates = (
        *(PlannedCrate(name, modules) for name, modules in library.items()),
        *(
            PlannedCrate(crate_for("namespace", name), namespace=name)
            for name in namespaces(imported, names)
        ),
    )
    return LinkPlan(crates, native_paths(program), program.withheld)


def namespaces(imported: Iterable[str], known: Iterable[str]) -> list[str]:
    """The packages that are folders without ``__init__.py``, sorted.

    ``known`` are the program's modules, none of which is such a package; ``imported`` are names
    that import it, or something in it.
    """
    names = frozenset(known)
    packages = {package for name in names for package in dotted_prefixes(name)}
    reached = {package for name in imported for package in dotted_prefixes(name)}
    return sorted((packages & reached) - names)


def planned_source(crate: PlannedCrate, reader: ModuleReader) -> CrateSource:
    """The Rust of a planned crate. Raises Refused where a name is no module of the standard library."""
    files = [_library_file(name) for name in crate.library]
    rust = {file.module: reader.rust(file, is_library=True) for file in files}
    if crate.namespace:
        shown = crate.namespace.replace(".", "/")
        file = SourceFile(
            crate.namespace, Path(shown), shown, is_package=True, is_namespace=True
        )
        rust[file.module] = reader.rust(file)
    return CrateSource(crate.name, rust)


def _library_file(name: str) -> SourceFile:
    found = find_module(name, (library_root(),))
    if not isinstance(found, SourceFile):
        raise refusal(codes.IMPORT_NOT_FOUND, None, module=name)
    return found
