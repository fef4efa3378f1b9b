"""Stage: from bytes to a syntax tree."""

from ferrotype.parse.parser import parse_module
from ferrotype.parse.reduced import reduced_source

__all__ = ["parse_module", "reduced_source"]
