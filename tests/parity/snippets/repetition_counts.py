"""Repetition of sequences more often than memory allows."""

for items in ("x", "st", "", [1], [], (1, 2), (), b"a", b"", bytearray(b"a")):
    for count in (9007199254740993, 2**50, -(2**40)):
        try:
            result = items * count
        except MemoryError:
            print(type(items).__name__, "MemoryError")
        else:
            print(type(items).__name__, len(result), len(count * items))
