"""The command line: subcommands, exit statuses, what becomes of every failure."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from ferrotype import VERSION
from ferrotype.building.outputs import refused_write
from ferrotype.cli.session import Session
from ferrotype.cli.subcommands import subcommands
from ferrotype.diagnostics import Refused, codes, render_json, render_text
from ferrotype.diagnostics.collect import refusal
from ferrotype.diagnostics.crash import CompilerCrash, crash_report
from ferrotype.diagnostics.table import TABLE
from ferrotype.toolchain import ToolchainError

STATUS_REFUSED = 3
STATUS_CRASHED = 70
STATUS_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call; returns the exit status."""
    session = Session(sys.stdout, sys.stderr, dict(os.environ))
    given = sys.argv[1:] if arguments is None else arguments
    try:
        parsed = _parser(given[0] if given else None).parse_args(given)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 2
    return _guarded(parsed, session)


def _parser(named: str | None) -> argparse.ArgumentParser:
    """The parser for the subcommand of this name, or for all if it names none."""
    parser = argparse.ArgumentParser(
        prog="ferrotype", description="Translate Python 3.11 to Rust and WASM, exactly."
    )
    parser.add_argument("--version", action="version", version=f"ferrotype {VERSION}")
    subparsers = parser.add_subparsers(metavar="SUBCOMMAND", required=True)
    for subcommand in subcommands(named):
        child = subparsers.add_parser(
            subcommand.name, help=subcommand.summary, description=subcommand.summary
        )
        child.add_argument(
            "--message-format",
            choices=("text", "json"),
            default="text",
            help="how diagnostics are written; default: text",
        )
        subcommand.add_arguments(child)
        child.set_defaults(run_subcommand=subcommand.run)
    return parser


def _guarded(parsed: argparse.Namespace, session: Session) -> int:
    try:
        status: int = parsed.run_subcommand(parsed, session)
        session.stdout.flush()
        return status
    except KeyboardInterrupt:
        _show(refusal(codes.INTERRUPTED, None), parsed, session)
        return STATUS_INTERRUPTED
    except ToolchainError as error:
        row = TABLE.get(error.code, codes.MISSING_TOOLCHAIN)
        _show(refusal(row, None, message=error.message), parsed, session)
        return STATUS_REFUSED
    except CompilerCrash as error:
        return _crashed(error, error, parsed, session)
    except Refused as error:
        _show(error, parsed, session)
        return STATUS_REFUSED
    except BrokenPipeError:
        # The reader of our output has enough.
        _discard_output()
        return STATUS_REFUSED
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            # What is written beside files is what the user asked to see.
            path = Path(str(error.filename or "the standard output"))
            if not error.filename:
                _discard_output()
            _show(refused_write(path, error), parsed, session)
            return STATUS_REFUSED
        return _crashed(crash_report(error, None), error, parsed, session)
    except Exception as error:
        return _crashed(crash_report(error, None), error, parsed, session)


def _discard_output() -> None:
    """What is still buffered for the standard output goes nowhere, also when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _crashed(
    report: Refused, error: Exception, parsed: argparse.Namespace, session: Session
) -> int:
    _show(report, parsed, session)
    if session.environment.get("FERROTYPE_DEBUG"):
        traceback.print_exception(error, file=session.stderr)
    return STATUS_CRASHED


def _show(refused: Refused, parsed: argparse.Namespace, session: Session) -> None:
    render = render_json if parsed.message_format == "json" else render_text
    for diagnostic in refused.diagnostics:
        session.stderr.write(f"{render(diagnostic)}\n")
    session.stderr.flush()
