"""``ferrotype link``: rlibs to a command or library module."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.building.cache import ContentCache
from ferrotype.building.form import CompactModules
from ferrotype.building.outputs import place_file
from ferrotype.building.program import (
    ModuleReader,
    cached_link,
    cached_rlibs,
    lacking_modules,
    namespace_crates,
    native_paths,
    translate_modules,
)
from ferrotype.building.rust import RustTools
from ferrotype.cli.arguments import (
    compact_modules,
    link_arguments,
    module_name,
    named_file,
    rust_arguments,
)
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import require_files, require_folders
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.library.program import library_closure
from ferrotype.reports import load_reports
from ferrotype.workspace import EntryPoint


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    link_arguments(parser)
    parser.add_argument("--entry", required=True, type=module_name, metavar="a.b")
    parser.add_argument(
        "--rlib", action="append", required=True, type=named_file, metavar="NAME=RLIB"
    )
    parser.add_argument("--reports", action="append", required=True, type=Path, metavar="DIR")
    rust_arguments(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    rlibs = dict(arguments.rlib)
    require_files(rlibs.values())
    require_folders(arguments.reports)
    reports = load_reports(arguments.reports)
    names = [report.module for report in reports]
    if arguments.entry not in names:
        candidates = ", ".join(names) or "(there are no reports)"
        raise refusal(codes.UNKNOWN_ENTRY_POINT, None, entry=arguments.entry, candidates=candidates)
    wanted = [
        (report.display_path, entry)
        for report in reports
        for entry in report.imports
        if not entry.main_only or report.module == arguments.entry
    ]
    cache = ContentCache.of(session.environment)
    compact = compact_modules(arguments) or CompactModules.fitting(arguments.optimize)
    reader = ModuleReader(cache, compact=compact)
    program = library_closure(wanted, names, reader.imports, lacking_modules(session.environment))
    _, library = translate_modules(program, reader)
    imported = [entry.module for _, entry in wanted]
    if arguments.kind == "library":
        # A host may import every module.
        imported += names
    namespaces = namespace_crates(imported, names, reader)
    tools = RustTools.ensure(arguments.native, session.environment, arguments.optimize)
    rlibs |= cached_rlibs(cache, tools, (*library, *namespaces), arguments.optimize)
    point = EntryPoint(
        kind=arguments.kind,
        entry=arguments.entry,
        crates=tuple(sorted(rlibs)),
        native=native_paths(program),
        withheld=program.withheld,
    )
    linked = cached_link(cache, tools, point, rlibs, arguments.optimize, arguments.whole_program)
    place_file(linked, arguments.output)
    return 0


LINK = Subcommand("link", "link crates to a module", _add_arguments, _run)
