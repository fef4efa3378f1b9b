"""Subcommands that other packages of Ferrotype bring: tracing, parity, packaging."""

from __future__ import annotations

import importlib
import importlib.util

from ferrotype.cli.session import Subcommand

PROVIDERS = (
    ("ferrotype.parity.command", "TRACE"),
    ("ferrotype.parity.command", "PARITY"),
    ("ferrotype.package.command", "PACKAGE"),
)
"""Module and name of each ``Subcommand``."""


def optional_subcommands() -> tuple[Subcommand, ...]:
    """Those whose module is part of this installation, in the order of ``PROVIDERS``."""
    found: list[Subcommand] = []
    for module, name in PROVIDERS:
        if importlib.util.find_spec(module.rpartition(".")[0]) is None:
            continue
        if importlib.util.find_spec(module) is None:
            continue
        subcommand = getattr(importlib.import_module(module), name, None)
        if isinstance(subcommand, Subcommand):
            found.append(subcommand)
    return tuple(found)
