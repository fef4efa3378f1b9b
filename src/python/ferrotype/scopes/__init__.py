"""Stage: resolve every name of a module to its binding."""

from ferrotype.scopes.resolve import resolve_scopes

__all__ = ["resolve_scopes"]
