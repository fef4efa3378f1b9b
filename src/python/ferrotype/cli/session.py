"""What a subcommand may use of the process it runs in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Session:
    """Streams and environment of one call."""

    stdout: TextIO
    stderr: TextIO
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One subcommand: its arguments, and what it does with them (returns the exit status)."""

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Session], int]
