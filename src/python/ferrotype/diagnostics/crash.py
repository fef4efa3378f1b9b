"""Where in the user's source the compiler was when it failed."""

from __future__ import annotations

import traceback

from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import Refused, refusal
from ferrotype.diagnostics.model import Span


class CompilerCrash(Refused):
    """A defect of the compiler: ``diagnostics`` says where; show it, and end with status 70."""


def crash_report(error: Exception, display_path: str | None) -> CompilerCrash:
    """A report of ``error`` at the Python line that the innermost stage was working on."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "an unknown place"
    if frames:
        where = f"{frames[-1].filename.rpartition('ferrotype/')[2]}, {where}"
    span = None if display_path is None else Span(display_path, _python_line(error), 1)
    text = f"{type(error).__name__}: {error}"
    report = refusal(codes.INTERNAL_ERROR, span, where=where, error=text)
    return CompilerCrash(report.diagnostics)


def _python_line(error: Exception) -> int:
    """The line of the innermost syntax or program node that a frame of the traceback held."""
    line = 1
    step = error.__traceback__
    while step is not None:
        for name in ("node", "statement", "expression"):
            held = step.tb_frame.f_locals.get(name)
            found = getattr(held, "lineno", None) or getattr(held, "line", None)
            if isinstance(found, int):
                line = found
        step = step.tb_next
    return line
