"""What ``translate`` says about a module: its imports, its functions, how each was translated."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.library.imports import Import, import_from

SCHEMA = 1
SUFFIX = ".report.json"


@dataclass(frozen=True, slots=True)
class FunctionReport:
    """One function: ``version`` says how it was translated (``general``, …)."""

    name: str
    line: int
    version: str


@dataclass(frozen=True, slots=True)
class ModuleReport:
    """One module."""

    module: str
    display_path: str
    source_digest: str
    is_package: bool
    imports: tuple[Import, ...]
    functions: tuple[FunctionReport, ...]


def write_report(report: ModuleReport) -> bytes:
    """The report's file: canonical JSON."""
    content = {"schema": SCHEMA, **asdict(report)}
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def read_report(data: bytes, shown: str) -> ModuleReport:
    """What ``write_report`` wrote; raises Refused for anything else. ``shown`` names the file."""
    try:
        content: dict[str, Any] = json.loads(data)
        if content.pop("schema") != SCHEMA:
            raise ValueError("another version of the schema")
        content["imports"] = tuple(
            import_from(entry) for entry in content["imports"]
        )
        content["functions"] = tuple(FunctionReport(**entry) for entry in content["functions"])
        return ModuleReport(**content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error) or type(error).__name__
        raise refusal(codes.INPUT_NOT_USABLE, None, path=shown, reason=reason) from error


def load_reports(folders: list[Path]) -> list[ModuleReport]:
    """Every report directly in the folders, by module."""
    found: dict[str, ModuleReport] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            report = read_report(path.read_bytes(), path.name)
            found.setdefault(report.module, report)
    return [found[name] for name in sorted(found)]
