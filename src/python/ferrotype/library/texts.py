"""Functions that run text, by the names under which modules know them."""

from __future__ import annotations

RUNNING = (
    "eval",
    "exec",
    "compile",
    "check_syntax_error",
    "check_syntax_warning",
    "check_no_warnings",
    "Timer",
    "timeit",
    "run_code",
)
"""Builtin functions, and functions of the standard library and of CPython's test package that
give their argument to them."""
