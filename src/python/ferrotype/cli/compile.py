"""``ferrotype compile``: translated modules to one rlib."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ferrotype.building.cache import ContentCache
from ferrotype.building.outputs import place_file
from ferrotype.building.plan import PlannedCrate, planned_source
from ferrotype.building.rust import RustTools, compile_crate
from ferrotype.cli.arguments import (
    compact_argument,
    module_name,
    named_file,
    rust_arguments,
)
from ferrotype.cli.planned import library_reader, require_library
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import require_files, require_folders
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--crate", required=True, help="the crate's name, an identifier")
    made_of = parser.add_mutually_exclusive_group(required=True)
    made_of.add_argument("--sources", action="append", type=Path, metavar="DIR", dest="folders")
    made_of.add_argument(
        "--library",
        action="append",
        default=[],
        type=module_name,
        metavar="a.b",
        help="a module of the standard library, translated first; may be repeated",
    )
    made_of.add_argument(
        "--namespace",
        type=module_name,
        metavar="a.b",
        help="a package that is a folder without __init__.py",
    )
    parser.add_argument(
        "--extern", action="append", default=[], type=named_file, metavar="NAME=RLIB"
    )
    rust_arguments(parser)
    compact_argument(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.rlib")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    externs = dict(arguments.extern)
    require_files(externs.values())
    modules = _translated(arguments.folders) if arguments.folders else _planned(arguments, session)
    tools = RustTools.ensure(arguments.native, session.environment, arguments.optimize)
    with tempfile.TemporaryDirectory(prefix="ferrotype-") as scratch:
        made = Path(scratch) / f"lib{arguments.crate}.rlib"
        compile_crate(tools, arguments.crate, modules, externs, made, arguments.optimize)
        place_file(made, arguments.output)
    return 0


def _translated(folders: Sequence[Path]) -> Mapping[str, str]:
    """What `translate` wrote, by module; the first folder that has one counts."""
    require_folders(folders)
    modules = {
        path.name.removesuffix(".rs"): path.read_text(encoding="utf-8")
        for folder in reversed(folders)
        for path in sorted(folder.glob("*.rs"))
    }
    if not modules:
        raise refusal(codes.INPUT_NOT_USABLE, None, path=folders[0], reason="no *.rs in it")
    return modules


def _planned(arguments: argparse.Namespace, session: Session) -> Mapping[str, str]:
    """The standard library's modules, or the one that a folder is."""
    require_library(session.environment)
    reader = library_reader(arguments, ContentCache.of(session.environment))
    crate = PlannedCrate(arguments.crate, tuple(arguments.library), arguments.namespace or "")
    return planned_source(crate, reader).modules


COMPILE = Subcommand("compile", "compile a crate of translated modules", _add_arguments, _run)
