"""Reading the files that a stage is given."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from ferrotype.analysis import ModuleSource
from ferrotype.diagnostics import Span, codes
from ferrotype.diagnostics.collect import refusal


def module_source(arguments: argparse.Namespace) -> ModuleSource:
    """The module that ``module_arguments`` describe. Raises Refused if it cannot be read."""
    shown = arguments.display_path or default_display_path(arguments.module, arguments.package)
    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        span = Span(arguments.display_path or str(arguments.file), 1, 1)
        raise refusal(codes.UNREADABLE_FILE, span, reason=reason) from error
    return ModuleSource(arguments.module, shown, arguments.package, content)


def default_display_path(module: str, is_package: bool) -> str:
    """The path of a module below its root."""
    path = module.replace(".", "/")
    return f"{path}/__init__.py" if is_package else f"{path}.py"


def require_folders(folders: Iterable[Path]) -> None:
    """Raise Refused for the first that is no folder."""
    for folder in folders:
        if not folder.is_dir():
            raise refusal(codes.INPUT_NOT_USABLE, None, path=folder, reason="not a folder")


def require_files(files: Iterable[Path]) -> None:
    """Raise Refused for the first that is no file."""
    for file in files:
        if not file.is_file():
            raise refusal(codes.INPUT_NOT_USABLE, None, path=file, reason="not a file")
