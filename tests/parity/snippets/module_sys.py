"""`sys`: the end of the program and the recursion limit."""

import sys


def end(*status: object) -> None:
    try:
        sys.exit(*status)
    except SystemExit as ended:
        print(repr(ended), ended.args, ended.code)


def limit(value: object) -> None:
    try:
        sys.setrecursionlimit(value)
    except (OverflowError, RecursionError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
    else:
        print(sys.getrecursionlimit())


end()
for status in (None, 0, 3, "text", (), (1, 2), [1], SystemExit(5)):
    end(status)
for value in (1200, 1, 2, 3, 0, -1, 2**31, -(2**31) - 1, 2**70, -(2**70), "a", 1.5):
    limit(value)
    sys.setrecursionlimit(1000)
print(sys.getrecursionlimit(), sys.maxsize, sys.maxunicode, sys.byteorder)
print(sys, sys.intern("a") is sys.intern("a"), "sys" in sys.modules)
sys.exit(7)
