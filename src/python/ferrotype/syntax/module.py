"""A module after parsing."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass


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

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        if self.is_package:
            return self.name
        return self.name.rpartition(".")[0]
