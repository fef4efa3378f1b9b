"""Stage: from bytes to a syntax tree."""

from ferrotype.parse.parser import parse_module

__all__ = ["parse_module"]
