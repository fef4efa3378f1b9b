"""``ferrotype explain``: the page of one diagnostic."""

from __future__ import annotations

import argparse

from ferrotype.cli.session import Session, Subcommand
from ferrotype.diagnostics import render_explanation
from ferrotype.diagnostics.model import DiagnosticRow
from ferrotype.diagnostics.table import TABLE


def _code(text: str) -> DiagnosticRow:
    if text.upper() not in TABLE:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a diagnostic; they are {', '.join(TABLE)}"
        )
    return TABLE[text.upper()]


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", type=_code, metavar="FT0123")


def _run(arguments: argparse.Namespace, session: Session) -> int:
    session.stdout.write(render_explanation(arguments.code))
    return 0


EXPLAIN = Subcommand("explain", "explain a diagnostic", _add_arguments, _run)
