"""Comparisons of bytes, bytearray and memoryview with each other."""

import operator

VALUES = (b"abc", b"1 2", bytearray(b"abc"), bytearray(b"b"), memoryview(b"abc"), memoryview(bytearray(b"zz")), "abc", 1)

for left in VALUES:
    for right in VALUES:
        for name in ("lt", "le", "eq", "ne", "gt", "ge"):
            try:
                print(getattr(operator, name)(left, right), end=" ")
            except TypeError as error:
                print(error, end=" ")
        print()
