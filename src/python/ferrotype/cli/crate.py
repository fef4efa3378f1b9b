"""``ferrotype crate``: a script or a folder to a Cargo workspace, as text."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.building.outputs import require_replaceable, write_folder
from ferrotype.building.program import BuildRequest, translate_program
from ferrotype.building.workspace import workspace_content
from ferrotype.cli.arguments import program_arguments
from ferrotype.cli.session import Session, Subcommand
from ferrotype.workspace import program_name


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="SCRIPT.py|FOLDER")
    program_arguments(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="WORKSPACE")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    require_replaceable(arguments.output)
    request = BuildRequest(
        arguments.path,
        arguments.entry,
        search_path=tuple(arguments.search_path),
        specialise=not arguments.no_specialise,
        deferred=arguments.defer_refusals,
    )
    program = translate_program(request, session.environment, for_readers=True)
    name = program_name(arguments.path.resolve().stem)
    content = workspace_content(program, name, session.environment)
    write_folder(arguments.output, content)
    return 0


CRATE = Subcommand("crate", "write a Cargo workspace", _add_arguments, _run)
