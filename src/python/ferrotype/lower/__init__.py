"""Stage: from the syntax tree to the structured program."""

from ferrotype.lower.module import lower_module

__all__ = ["lower_module"]
