"""``ferrotype build``: a script or a folder to one module, all stages in this process."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.building.outputs import place_file
from ferrotype.building.program import BuildRequest, build_program
from ferrotype.cli.arguments import (
    compact_modules,
    link_arguments,
    program_arguments,
    rust_arguments,
)
from ferrotype.cli.session import Session, Subcommand


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="SCRIPT.py|FOLDER")
    program_arguments(parser)
    link_arguments(parser)
    rust_arguments(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")


def request_of(arguments: argparse.Namespace) -> BuildRequest:
    """The request that the arguments of ``build`` or ``run`` make."""
    return BuildRequest(
        path=arguments.path,
        entry=arguments.entry,
        kind=arguments.kind,
        native=arguments.native,
        search_path=tuple(arguments.search_path),
        optimize=arguments.optimize,
        whole_program=arguments.whole_program,
        specialise=not arguments.no_specialise,
        deferred=arguments.defer_refusals,
        compact=compact_modules(arguments),
    )


def _run(arguments: argparse.Namespace, session: Session) -> int:
    built = build_program(request_of(arguments), session.environment)
    place_file(built, arguments.output)
    return 0


BUILD = Subcommand("build", "build a script or a folder", _add_arguments, _run)
