"""Showing diagnostics: one line of text, one JSON object, a page."""

from __future__ import annotations

import json
import textwrap

from ferrotype.diagnostics.model import Diagnostic, DiagnosticRow

_WIDTH = 100
"""Columns of a page's paragraphs."""


def render_text(diagnostic: Diagnostic) -> str:
    """``file:line:col: error[FT0123]: what; why; what to do``, without a line end."""
    place = "ferrotype"
    if diagnostic.span is not None:
        span = diagnostic.span
        place = f"{span.file}:{span.line}:{span.column}"
    return f"{place}: error[{diagnostic.row.code}]: {diagnostic.message}"


def render_json(diagnostic: Diagnostic) -> str:
    """One JSON object on one line, keys sorted."""
    row, span, values = diagnostic.row, diagnostic.span, diagnostic.values
    content = {
        "code": row.code,
        "level": "error",
        "message": diagnostic.message,
        "name": row.name,
        "span": None
        if span is None
        else {
            "column": span.column,
            "end_column": span.end_column,
            "end_line": span.end_line,
            "file": span.file,
            "line": span.line,
        },
        "title": row.title,
        "to_do": row.to_do.format(**values),
        "what": row.what.format(**values),
        "why": row.why.format(**values),
    }
    return json.dumps(content, sort_keys=True)


def render_explanation(row: DiagnosticRow) -> str:
    """The page that ``ferrotype explain CODE`` prints."""
    template = "; ".join((row.what, row.why, row.to_do))
    sentences = template.format(**{name: f"<{name}>" for name in row.fields()})
    parts = [f"{row.code}: {row.title}", f"{sentences}."]
    if row.background:
        parts.append(textwrap.fill(row.background, _WIDTH))
    parts.append(f"Example:\n\n{_indented(row.example)}")
    if row.instead:
        parts.append(f"Instead:\n\n{_indented(row.instead)}")
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").splitlines())
