"""Repetition of sequences more often than memory allows."""

SEQUENCES = ("x", "st", "", "\xe9", [1], [1, 2], [], (1, 2), (), b"a", b"st", b"")


def attempt(operation, items, count):
    try:
        print(type(items).__name__, len(operation(items, count)))
    except (MemoryError, OverflowError, TypeError) as error:
        print(type(items).__name__, type(error).__name__, error)


def in_place(items, count):
    items *= count
    return items


for items in SEQUENCES:
    for count in (9007199254740993, 2**50, -(2**40), 2**62, 2**63 - 1, 2**63, -(2**70), 3, True):
        attempt(lambda items, count: items * count, items, count)
        attempt(lambda items, count: count * items, items, count)
        attempt(lambda items, count: items.__mul__(count), items, count)
        if isinstance(items, (str, tuple, bytes)):
            attempt(in_place, items, count)
for items in (list,):
    for count in (2**50, 2**62, 2**63, 0, 2):
        attempt(in_place, items([1, 2]), count)
        attempt(in_place, items(), count)
