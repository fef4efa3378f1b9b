"""Stage: from bytes to a syntax tree."""

from ferrotype.parse.parser import parse_module
from ferrotype.parse.reduced import reduced_source
from ferrotype.parse.texts import program_texts

__all__ = ["parse_module", "program_texts", "reduced_source"]
