"""Regular expressions as constants."""

from __future__ import annotations

import re
import warnings


def is_pattern(source: str | bytes, flags: int) -> bool:
    """Whether compiling a pattern raises nothing and warns of nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(source, flags)
        except (re.error, ValueError, OverflowError, RecursionError, Warning):
            return False
    return True
