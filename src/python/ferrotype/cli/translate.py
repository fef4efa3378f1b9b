"""``ferrotype translate``: one module to Rust, with a report."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.building.outputs import make_folder, write_file
from ferrotype.cli.arguments import module_arguments
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import default_display_path, module_source, require_folders
from ferrotype.driver import TranslationRequest, translate
from ferrotype.interfaces import load_interfaces
from ferrotype.reports import SUFFIX, write_report

REDUCED = "reduced"
"""The folder of reduced sources, at their import paths, as `parity` reads them."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    module_arguments(parser)
    parser.add_argument("--no-specialise", action="store_true", help="the general version alone")
    parser.add_argument(
        "--reduced",
        action="store_true",
        help="leave out what cannot matter to the program, such as comments; write the source so"
        " reduced to DIR/reduced",
    )
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="DIR")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    require_folders(arguments.interfaces)
    source = module_source(arguments)
    interfaces = load_interfaces(arguments.interfaces)
    result = translate(
        TranslationRequest(
            source, interfaces, not arguments.no_specialise, for_readers=not arguments.reduced
        )
    )
    make_folder(arguments.output)
    write_file(arguments.output / f"{source.module}.rs", result.rust.encode())
    write_file(arguments.output / f"{source.module}{SUFFIX}", write_report(result.report))
    if arguments.reduced:
        path = arguments.output / REDUCED / default_display_path(source.module, source.is_package)
        make_folder(path.parent)
        write_file(path, result.reduced.encode())
    return 0


TRANSLATE = Subcommand("translate", "translate one module to Rust", _add_arguments, _run)
