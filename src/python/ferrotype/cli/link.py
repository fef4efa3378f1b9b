"""``ferrotype link``: rlibs to a command or library module."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ferrotype.building.cache import ContentCache
from ferrotype.building.outputs import place_file
from ferrotype.building.plan import link_plan, planned_source
from ferrotype.building.program import cached_link, cached_rlibs, lacking_modules
from ferrotype.building.rust import RustTools
from ferrotype.cli.arguments import (
    entry_argument,
    link_arguments,
    named_file,
    rust_arguments,
)
from ferrotype.cli.planned import library_reader, read_plan
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import require_files, require_folders
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.reports import load_reports
from ferrotype.workspace import CrateSource, EntryPoint


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    entry_argument(parser)
    link_arguments(parser)
    parser.add_argument(
        "--rlib", action="append", required=True, type=named_file, metavar="NAME=RLIB"
    )
    needed = parser.add_mutually_exclusive_group(required=True)
    needed.add_argument("--reports", action="append", type=Path, metavar="DIR")
    needed.add_argument(
        "--plan",
        type=Path,
        metavar="PLAN",
        help="what `resolve` wrote: the crates that it names are among the rlibs",
    )
    rust_arguments(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    rlibs = dict(arguments.rlib)
    require_files(rlibs.values())
    cache = ContentCache.of(session.environment)
    made: list[CrateSource] = []
    if arguments.plan is not None:
        plan = read_plan(arguments.plan)
        missing = sorted({crate.name for crate in plan.crates} - rlibs.keys())
        if missing:
            raise refusal(codes.INPUT_NOT_USABLE, None, path=arguments.plan, reason=_missing(missing))
    else:
        require_folders(arguments.reports)
        reader = library_reader(arguments, cache)
        reports = load_reports(arguments.reports)
        lacking = lacking_modules(session.environment)
        plan = link_plan(reports, arguments.entry, arguments.kind, reader, lacking)
        made = [planned_source(crate, reader) for crate in plan.crates]
    tools = RustTools.ensure(arguments.native, session.environment, arguments.optimize)
    rlibs |= cached_rlibs(cache, tools, made, arguments.optimize)
    point = EntryPoint(
        kind=arguments.kind,
        entry=arguments.entry,
        crates=tuple(sorted(rlibs)),
        native=plan.native,
        withheld=plan.withheld,
    )
    linked = cached_link(cache, tools, point, rlibs, arguments.optimize, arguments.whole_program)
    place_file(linked, arguments.output)
    return 0


def _missing(names: Sequence[str]) -> str:
    shown = ", ".join(names)
    return f"it names crates that no --rlib gives: {shown}"


LINK = Subcommand("link", "link crates to a module", _add_arguments, _run)
