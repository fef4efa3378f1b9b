"""``ferrotype resolve``: what a program's modules need beside themselves, for ``compile`` and ``link``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.building.cache import ContentCache
from ferrotype.building.outputs import write_file
from ferrotype.building.plan import link_plan
from ferrotype.building.program import lacking_modules
from ferrotype.cli.arguments import (
    compact_argument,
    entry_argument,
    kind_argument,
    optimize_argument,
)
from ferrotype.cli.planned import library_reader, require_library
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import require_folders
from ferrotype.reports import load_reports


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    kind_argument(parser)
    entry_argument(parser)
    parser.add_argument("--reports", action="append", required=True, type=Path, metavar="DIR")
    optimize_argument(parser)
    compact_argument(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="PLAN")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    require_library(session.environment)
    require_folders(arguments.reports)
    plan = link_plan(
        load_reports(arguments.reports),
        arguments.entry,
        arguments.kind,
        library_reader(arguments, ContentCache.of(session.environment)),
        lacking_modules(session.environment),
    )
    write_file(arguments.output, plan.to_json())
    return 0


RESOLVE = Subcommand(
    "resolve", "find what a program needs of the standard library", _add_arguments, _run
)
