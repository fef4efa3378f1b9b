"""The import from __future__ is one like others: the name is bound, and the module is there."""

from __future__ import annotations

import sys


def twice(value: Missing) -> AlsoMissing:
    return value * 2


print(annotations, twice(2), twice.__annotations__)
print("__future__" in sys.modules)

import __future__

print(__future__.annotations is annotations, __future__.all_feature_names)
