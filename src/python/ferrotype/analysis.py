"""What is known of a module without translating it: its interface and its imports.

Apart from the driver, as the stage `interface` needs none of the passes that translate.
"""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from ferrotype.diagnostics import Diagnostics, Refused, Span, codes
from ferrotype.diagnostics.crash import crash_report
from ferrotype.interfaces import Interface, extract_interface
from ferrotype.library.imports import Import, scan_imports
from ferrotype.parse import parse_module
from ferrotype.syntax import ParsedModule


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """A module as it is read. ``display_path`` is what diagnostics and tracebacks show."""

    module: str
    display_path: str
    is_package: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of a module without translating it."""

    interface: Interface
    imports: tuple[Import, ...]


ROOM_OF_A_SCRIPT = 1000
"""CPython's recursion limit: how deep a tree it compiles depends on it."""
ROOM_OF_STAGES = 60_000
"""Python frames that stages may use on the deepest trees that CPython compiles."""


@contextlib.contextmanager
def room_for(frames: int) -> Iterator[None]:
    """Allow ``frames`` Python frames from here, however deep the caller is."""
    usual = sys.getrecursionlimit()
    depth = sum(1 for _ in traceback.walk_stack(None))
    sys.setrecursionlimit(depth + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def analyse(source: ModuleSource) -> Analysis:
    """Parse, then take imports and interface. Raises Refused."""
    try:
        return _analyse(source)
    except (Refused, KeyboardInterrupt):
        raise
    except Exception as error:
        raise crash_report(error, source.display_path) from error


def parse(source: ModuleSource, diagnostics: Diagnostics) -> ParsedModule:
    """The tree that CPython's parser makes of it. Raises Refused."""
    try:
        with room_for(ROOM_OF_A_SCRIPT):
            parsed = parse_module(
                source.module,
                source.display_path,
                source.is_package,
                source.content,
                diagnostics,
            )
    except (RecursionError, MemoryError):
        # What CPython's parser and compiler raise for it.
        parsed = None
        span = Span(source.display_path, 1, 1)
        diagnostics.report(
            codes.SYNTAX_ERROR, span, message="the source is nested too deeply"
        )
    diagnostics.raise_if_any()
    if parsed is None:
        raise AssertionError("the parser refused a module without a diagnostic")
    return parsed


def _analyse(source: ModuleSource) -> Analysis:
    parsed = parse(source, Diagnostics())
    with room_for(ROOM_OF_STAGES):
        return Analysis(
            interface=extract_interface(parsed.tree, source.module, source.is_package),
            imports=scan_imports(parsed.tree, parsed.package),
        )
