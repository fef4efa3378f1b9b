"""The subcommands, each loaded when it is called: a build starts thousands of processes of one stage."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType

from ferrotype.cli.session import Subcommand

PROVIDERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "build": ("ferrotype.cli.build", "BUILD"),
        "run": ("ferrotype.cli.run", "RUN"),
        "crate": ("ferrotype.cli.crate", "CRATE"),
        "explain": ("ferrotype.cli.explain", "EXPLAIN"),
        "doctor": ("ferrotype.cli.doctor", "DOCTOR"),
        "interface": ("ferrotype.cli.interface", "INTERFACE"),
        "translate": ("ferrotype.cli.translate", "TRANSLATE"),
        "compile": ("ferrotype.cli.compile", "COMPILE"),
        "resolve": ("ferrotype.cli.resolve", "RESOLVE"),
        "link": ("ferrotype.cli.link", "LINK"),
        "parity": ("ferrotype.parity.command", "PARITY"),
        "package": ("ferrotype.package.command", "PACKAGE"),
    }
)
"""Module and name of each ``Subcommand``, in the order in which the help lists them."""


def subcommands(named: str | None = None) -> tuple[Subcommand, ...]:
    """The one that is named, or else all."""
    one = PROVIDERS.get(named or "")
    return tuple(
        getattr(importlib.import_module(module), name)
        for module, name in ([one] if one else PROVIDERS.values())
    )
