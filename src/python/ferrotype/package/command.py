"""`ferrotype package`: the subcommand, as the command line's dispatcher wants it."""

import argparse
import re
from pathlib import Path

from ferrotype.cli.session import Session, Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `ferrotype package`."""
    parser.add_argument("wasm", type=Path, metavar="MODULE.wasm", help="a library module")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--name", required=True, type=_model_name, help="the generic model's name")
    parser.add_argument("--version", default="1.0.0", dest="package_version")
    parser.add_argument(
        "--interface",
        type=Path,
        action="append",
        default=[],
        metavar="A.B.iface.json",
        help="serve this module's typed functions as models of their own",
    )
    parser.add_argument(
        "--interfaces",
        type=Path,
        metavar="DIR",
        help="a folder with the interfaces of what those modules import",
    )
    parser.add_argument("--parity", type=Path, help="the module's certificate, to be carried")
    parser.add_argument("--license", type=Path, help="a file with the license of what is served")
    parser.add_argument("--max-batch-size", type=int, default=64)
    parser.add_argument("--memory-bytes", type=int, default=512 << 20)
    parser.add_argument("--seconds", type=float, default=10.0, help="time limit of one call")
    parser.add_argument(
        "--keep-instances", action="store_true", help="do not make an instance for each call"
    )


def _model_name(text: str) -> str:
    """A name that can be a folder's; argparse makes wrong usage of the error."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} cannot be a model's name: letters, digits, `_`, `.` and `-`"
        )
    return text


def _run(options: argparse.Namespace, session: Session) -> int:
    from ferrotype.package.command_line import (
        run,  # noqa: PLC0415 - only when asked for
    )

    return run(options)


PACKAGE = Subcommand(
    "package", "write a Triton model repository and NIM front", add_arguments, _run
)
