"""A module after parsing."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What CPython's compiler says about a function: ``co_firstlineno``, ``co_flags``,
    ``co_varnames``."""

    first_line: int
    flags: int
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParsedModule:
    """One Python module: its names, its text and its tree.

    ``comments`` maps a line number (from 1) to the text of a comment that stands alone on
    that line, without the leading ``#``.
    """

    name: str
    display_path: str
    is_package: bool
    source: str
    tree: ast.Module
    comments: Mapping[int, str]
    future_annotations: bool
    facts: Mapping[tuple[str, int], tuple[CodeFacts, ...]]
    """By qualified name and first line, decorators included."""

    def facts_of(
        self, qualified_name: str, first_line: int, variables: tuple[str, ...]
    ) -> CodeFacts | None:
        """The facts of a function that has these variables; None where several might be meant."""
        found = {
            facts
            for facts in self.facts.get((qualified_name, first_line), ())
            if set(facts.variables) == set(variables)
        }
        return found.pop() if len(found) == 1 else None

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        if self.is_package:
            return self.name
        return self.name.rpartition(".")[0]
