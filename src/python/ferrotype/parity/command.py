"""`ferrotype parity`: the subcommand, as the command line's dispatcher wants it."""

import argparse
import sys
from pathlib import Path

from ferrotype.cli.session import Session, Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The subcommands, for whoever dispatches them; `run` takes what they give."""
    modes = parser.add_subparsers(dest="mode", required=True)
    script = modes.add_parser("script", help="compare a program's output and exit status")
    script.add_argument("source", type=Path, metavar="SCRIPT.py")
    script.add_argument("wasm", type=Path, metavar="MODULE.wasm")
    script.add_argument(
        "--arguments",
        action="append",
        default=[],
        help="one run's arguments, separated by spaces; may be repeated",
    )
    script.add_argument(
        "--root",
        type=Path,
        help="the folder that the script's imports start from; default: the script's",
    )
    script.add_argument("--stdin", type=Path, help="a file with the runs' standard input")
    library = modes.add_parser("library", help="compare a library's functions")
    library.add_argument("source", type=Path, help="the folder that has the package")
    library.add_argument("wasm", type=Path, metavar="MODULE.wasm")
    library.add_argument("--package", action="append", required=True)
    library.add_argument("--vectors", type=Path, help="folder of stored vectors")
    library.add_argument(
        "--tests", type=Path, help="a source distribution with tests, unpacked or .tar.gz"
    )
    library.add_argument("--examples", type=int, default=100, help="drawn inputs a function")
    for mode in (script, library):
        mode.add_argument("-o", "--output", type=Path, required=True)
        mode.add_argument("--subject", help="the name in the reports")
        mode.add_argument("--python", default=sys.executable, help="the CPython to compare with")
        mode.add_argument("--seconds", type=float, default=60.0, help="time limit of one call")
        mode.add_argument(
            "--digest",
            action="append",
            default=[],
            type=_named_digest,
            metavar="NAME=HEX",
            help="a further digest to bind, such as crate= or toolchain=",
        )
        mode.add_argument(
            "--reduced",
            action="store_true",
            help="the sources are those of `translate --reduced`: the certificate leaves the"
            " digests of the true ones to the caller",
        )


def _named_digest(text: str) -> tuple[str, str]:
    name, separator, digest = text.partition("=")
    if not separator or not name or set(digest) - set("0123456789abcdef"):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=HEX")
    return name, digest


def _run(options: argparse.Namespace, session: Session) -> int:
    from ferrotype.parity.command_line import (
        run,  # noqa: PLC0415 - needs wasmtime, Hypothesis
    )

    return run(options)


PARITY = Subcommand("parity", "compare a module with CPython", add_arguments, _run)
