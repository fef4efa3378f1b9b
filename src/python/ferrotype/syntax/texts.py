"""Text that a program may run: what CPython's compiler makes of each."""

from __future__ import annotations

import ast
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from ferrotype.syntax.module import CodeFacts


class TextMode(enum.Enum):
    """What ``compile`` takes a text for."""

    STATEMENTS = "exec"
    EXPRESSION = "eval"
    INTERACTIVE = "single"


@dataclass(frozen=True, slots=True)
class Failure:
    """A SyntaxError: its class, message and attributes.

    ``place`` are line, offset, text, end line and end offset; ``in_arguments`` says whether the
    exception's ``args`` have them, or its attributes alone. The file's name is the caller's.
    """

    class_name: str
    message: str
    place: tuple[int | None, int | None, str | None, int | None, int | None]
    in_arguments: bool
    names_file: bool


@dataclass(frozen=True, slots=True)
class TextWarning:
    """What the compiler warns of."""

    class_name: str
    message: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class RunnableText:
    """A text that is translated: ``tree`` holds its statements, or one expression to return."""

    tree: ast.Module
    is_expression: bool
    facts: Mapping[tuple[str, int], tuple[CodeFacts, ...]]
    warnings: tuple[TextWarning, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ProgramText:
    """A text and what becomes of it in each mode; a mode that is absent is refused."""

    content: str
    outcomes: Mapping[TextMode, Failure | RunnableText]
