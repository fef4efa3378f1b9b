"""``ferrotype interface``: a module's source to its interface file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.analysis import analyse
from ferrotype.building.outputs import write_file
from ferrotype.cli.arguments import module_arguments
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import module_source, require_folders
from ferrotype.interfaces import write_interface


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    module_arguments(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    require_folders(arguments.interfaces)
    analysis = analyse(module_source(arguments))
    write_file(arguments.output, write_interface(analysis.interface))
    return 0


INTERFACE = Subcommand(
    "interface", "write what importers may know of a module", _add_arguments, _run
)
