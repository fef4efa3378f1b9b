"""Collecting reports, and the exception that carries them out of a stage."""

from __future__ import annotations

from collections.abc import Iterable

from ferrotype.diagnostics.model import Diagnostic, DiagnosticRow, Span


class Refused(Exception):
    """The input cannot be built: show ``diagnostics`` to the user and end with status 3."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(diagnostic.message for diagnostic in self.diagnostics))


class Diagnostics:
    """What the stages reported so far, each report once."""

    def __init__(self) -> None:
        self._reported: dict[tuple[str, int, int, str, str], Diagnostic] = {}

    def report(self, row: DiagnosticRow, span: Span | None, **values: object) -> Diagnostic:
        """Note one diagnostic; raises ValueError where ``values`` are not those of the row."""
        if values.keys() != row.fields():
            raise ValueError(f"{row.name} takes {sorted(row.fields())}, not {sorted(values)}")
        texts = {name: str(value) for name, value in values.items()}
        diagnostic = Diagnostic(row, span, texts)
        return self._reported.setdefault(diagnostic.sort_key, diagnostic)

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note what another collector holds."""
        for diagnostic in diagnostics:
            self._reported.setdefault(diagnostic.sort_key, diagnostic)

    @property
    def reported(self) -> tuple[Diagnostic, ...]:
        """Everything reported, by file, line, column and code."""
        return tuple(self._reported[key] for key in sorted(self._reported))

    def __bool__(self) -> bool:
        """Whether anything was reported."""
        return bool(self._reported)

    def raise_if_any(self) -> None:
        """Raise Refused if anything was reported."""
        if self._reported:
            raise Refused(self.reported)


def refusal(row: DiagnosticRow, span: Span | None, **values: object) -> Refused:
    """An exception with one report, to be raised by the caller."""
    collected = Diagnostics()
    collected.report(row, span, **values)
    return Refused(collected.reported)
