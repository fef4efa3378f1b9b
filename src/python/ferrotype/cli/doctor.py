"""``ferrotype doctor``: what is there to build with, and what is missing."""

from __future__ import annotations

import argparse
import importlib.util
import platform

from ferrotype.cli.session import Session, Subcommand
from ferrotype.toolchain.discover import describe_search


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _run(arguments: argparse.Namespace, session: Session) -> int:
    engine = "found" if importlib.util.find_spec("wasmtime") else "missing: pip install wasmtime"
    lines = [
        f"python: {platform.python_version()}",
        f"wasmtime, for `ferrotype run`: {engine}",
        *describe_search(session.environment),
    ]
    session.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


DOCTOR = Subcommand("doctor", "show what was found to build with", _add_arguments, _run)
