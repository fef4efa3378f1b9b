"""Diagnostics: stable codes as data, where they point, how they are shown.

A stage receives a ``Diagnostics`` and reports rows of ``codes`` to it; it never prints. The
command line renders what was collected and chooses the exit status.
"""

from ferrotype.diagnostics.collect import Diagnostics, Refused
from ferrotype.diagnostics.model import Diagnostic, DiagnosticRow, Span
from ferrotype.diagnostics.render import render_explanation, render_json, render_text

__all__ = [
    "Diagnostic",
    "DiagnosticRow",
    "Diagnostics",
    "Refused",
    "Span",
    "render_explanation",
    "render_json",
    "render_text",
]
