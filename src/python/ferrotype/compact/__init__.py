"""The compact form: a module's functions as instructions for the runtime's interpreter.

A peer of ``emit`` for code whose size counts more than its speed: the intermediate form becomes data, which
``runtime/src/compact`` runs by the same operations that generated Rust calls.
"""

from ferrotype.compact.module import CompactModule, compact_module

__all__ = ["CompactModule", "compact_module"]
