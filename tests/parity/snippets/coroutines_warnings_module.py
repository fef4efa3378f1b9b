"""Filters of the module warnings apply to coroutines that were never awaited."""

import warnings


async def unused():
    pass


def drop():
    unused()


drop()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    drop()
    print([(str(entry.message), entry.category.__name__, entry.lineno) for entry in caught])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    drop()
drop()
