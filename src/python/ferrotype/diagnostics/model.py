"""What a diagnostic is: its row in the table, its place in the source, one report of it."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file; lines and columns count from 1, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class DiagnosticRow:
    """One entry of the table.

    ``what``, ``why`` and ``to_do`` are format templates that become one line; ``example`` is
    what a user wrote to get it, ``instead`` what to write, ``background`` what one line has no
    room for: ``ferrotype explain`` shows them.
    """

    code: str
    name: str
    title: str
    what: str
    why: str
    to_do: str
    example: str
    instead: str = ""
    background: str = ""

    def fields(self) -> frozenset[str]:
        """The values that a report of this row must give."""
        parts = string.Formatter().parse("".join((self.what, self.why, self.to_do)))
        return frozenset(field for _, field, _, _ in parts if field)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One report of a row; ``span`` is None where no source file is to blame."""

    row: DiagnosticRow
    span: Span | None
    values: Mapping[str, str]

    @property
    def message(self) -> str:
        """What, why, what to do: one line."""
        parts = (self.row.what, self.row.why, self.row.to_do)
        text = "; ".join(part.format(**self.values) for part in parts)
        return " ".join(text.split())

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of appearance: file, line, column, code."""
        if self.span is None:
            return ("", 0, 0, self.row.code, self.message)
        return (self.span.file, self.span.line, self.span.column, self.row.code, self.message)
