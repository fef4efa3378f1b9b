"""Names that CPython has and the runtime has not can be imported, as long as nobody uses them."""

import sys
from time import sleep, tzset

kept = [tzset, tzset]
print(len(kept), kept[0] is kept[1], callable(sleep))
try:
    from time import no_such_name
except ImportError as error:
    print(str(error).split("(")[0], error.name)


def never():
    from os import fork

    return fork()


print("time" in sys.modules)
