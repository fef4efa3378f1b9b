"""``ferrotype run``: build a script, then run it as ``python SCRIPT`` would; or run a built module."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.building.program import build_program
from ferrotype.building.running import run_native, run_wasm
from ferrotype.cli.arguments import link_arguments, program_arguments, rust_arguments
from ferrotype.cli.build import request_of
from ferrotype.cli.session import Session, Subcommand
from ferrotype.cli.stage import require_files


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    program_arguments(parser)
    link_arguments(parser)
    rust_arguments(parser)
    parser.add_argument("path", type=Path, metavar="SCRIPT.py|FOLDER|MODULE.wasm")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="ARGS")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    is_built = arguments.path.suffix == ".wasm"
    if is_built:
        require_files([arguments.path])
        built = arguments.path
    else:
        built = build_program(request_of(arguments), session.environment)
    command_line = [str(arguments.path), *arguments.arguments]
    session.stdout.flush()
    session.stderr.flush()
    if arguments.native and not is_built:
        return run_native(built, command_line, session.environment)
    return run_wasm(built, command_line, session.environment)


RUN = Subcommand("run", "build a script and run it, or run a built module", _add_arguments, _run)
