"""Which modules of a program are Rust, and which the compact form."""

from __future__ import annotations

import enum

from ferrotype.toolchain.commands import Optimization


class CompactModules(enum.Enum):
    """Which modules are built in the compact form."""

    NONE = "none"
    LIBRARY = "library"
    ALL = "all"

    def includes(self, *, is_library: bool) -> bool:
        """Whether a module is, which is one of the standard library or not."""
        return self is CompactModules.ALL or (self is CompactModules.LIBRARY and is_library)

    @staticmethod
    def fitting(optimize: Optimization) -> CompactModules:
        """What goes with an optimisation: the standard library, but where speed counts."""
        return CompactModules.NONE if optimize == "speed" else CompactModules.LIBRARY
