"""What stages that deal with the standard library share."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Mapping
from pathlib import Path

from ferrotype.building.cache import ContentCache
from ferrotype.building.form import CompactModules
from ferrotype.building.plan import LinkPlan
from ferrotype.building.program import ModuleReader
from ferrotype.cli.arguments import compact_modules
from ferrotype.cli.stage import require_files
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.library.identity import LIBRARY_VARIABLE, library_digest


def read_plan(path: Path) -> LinkPlan:
    """The plan in a file. Raises Refused if it is none."""
    require_files([path])
    return LinkPlan.from_json(path.read_bytes(), path.name)


def library_reader(arguments: argparse.Namespace, cache: ContentCache) -> ModuleReader:
    """A reader of modules in the form that is asked for, or that fits the optimisation."""
    compact = compact_modules(arguments) or CompactModules.fitting(arguments.optimize)
    return ModuleReader(cache, compact=compact)


def require_library(environment: Mapping[str, str]) -> None:
    """Raise Refused where a library is stated and the running interpreter has another one."""
    stated = environment.get(LIBRARY_VARIABLE)
    if stated and stated != library_digest():
        release = platform.python_version()
        message = (
            f"the standard library of this CPython {release} is not that of the one that planned"
            " the build"
        )
        raise refusal(codes.MISSING_TOOLCHAIN, None, message=message)
