"""Edits of a module: a comment, a body, a signature; each with a number, so that none comes twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_FIRST_FUNCTION = re.compile(
    r"^def \w+\((.*)\) -> .*:\n    \"\"\".*\"\"\"\n", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A kind of edit: ``apply`` gives a module's text with the edit of this number."""

    name: str
    apply: Callable[[str, int], str]


def _comment(text: str, number: int) -> str:
    return f"{text}# Read again, number {number}.\n"


def _body(text: str, number: int) -> str:
    """The first function gets a statement that nobody outside can see."""
    end = _first_function(text).end()
    return f"{text[:end]}    revision = {number}\n    assert revision\n{text[end:]}"


def _signature(text: str, number: int) -> str:
    """The first function gets one more parameter, which callers need not give."""
    match = _first_function(text)
    parameters = match[1]
    separator = ", " if parameters else ""
    star = "" if "*" in parameters else "*, "
    added = f"{separator}{star}revision: int = {number}"
    return f"{text[: match.end(1)]}{added}{text[match.end(1) :]}"


def _first_function(text: str) -> re.Match[str]:
    match = _FIRST_FUNCTION.search(text)
    if match is None:
        raise ValueError("the module has no function")
    return match


EDITS = (Edit("comment", _comment), Edit("body", _body), Edit("signature", _signature))
