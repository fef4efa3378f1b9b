"""The page of what is covered says what the tables and the runtime say."""

from __future__ import annotations

import os

from docs import coverage


def test_the_page_is_current() -> None:
    written = coverage.PAGE.read_text(encoding="utf-8")
    assert written == coverage.page(os.environ), (
        "write it again: PYTHONPATH=src/python:. python3.11 docs/coverage.py"
    )
