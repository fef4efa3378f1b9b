"""``ferrotype compile``: translated modules to one rlib."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from ferrotype.building.outputs import place_file
from ferrotype.building.rust import RustTools, compile_crate
from ferrotype.cli.arguments import named_file, rust_arguments
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import require_files, require_folders
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--crate", required=True, help="the crate's name, an identifier")
    parser.add_argument(
        "--sources", action="append", required=True, type=Path, metavar="DIR", dest="folders"
    )
    parser.add_argument(
        "--extern", action="append", default=[], type=named_file, metavar="NAME=RLIB"
    )
    rust_arguments(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.rlib")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    require_folders(arguments.folders)
    externs = dict(arguments.extern)
    require_files(externs.values())
    modules = {
        path.name.removesuffix(".rs"): path.read_text(encoding="utf-8")
        for folder in reversed(arguments.folders)
        for path in sorted(folder.glob("*.rs"))
    }
    if not modules:
        folder = arguments.folders[0]
        raise refusal(codes.INPUT_NOT_USABLE, None, path=folder, reason="no *.rs in it")
    tools = RustTools.ensure(arguments.native, session.environment, arguments.optimize)
    with tempfile.TemporaryDirectory(prefix="ferrotype-") as scratch:
        made = Path(scratch) / f"lib{arguments.crate}.rlib"
        compile_crate(tools, arguments.crate, modules, externs, made, arguments.optimize)
        place_file(made, arguments.output)
    return 0


COMPILE = Subcommand("compile", "compile a crate of translated modules", _add_arguments, _run)
