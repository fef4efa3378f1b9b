# Lengths and counts beyond 32 bits, and at the ends of 64.
import operator
import sys

print(len(range(-sys.maxsize, sys.maxsize, 2)))
print(len(range(0, 2**40)), len(range(2**40)[5:]), range(2**40)[-1], 2**39 in range(2**40))
print(range(2**40).index(2**39), range(2**40).count(7), bool(range(2**32)), bool(range(2**40)))
for stop in (2**63 - 1, 2**63, 2**64):
    try:
        print(len(range(stop)))
    except OverflowError as error:
        print(error)
for backwards in (range(2, 2**63 + 1), range(-(2**63), 5), range(2**62, 2**63 + 2), range(0, 2**63, 2**62)):
    iterator = reversed(backwards)
    print(next(iterator), next(iterator, None), operator.length_hint(iterator))
print(list(range(2**63 - 2, 2**63 + 2)), list(range(2**63 - 3, 2**63 - 1)), list(range(-(2**63), -(2**63) + 2)))
print(list(reversed(range(-(2**63) + 1, -(2**63) - 1, -1))))


class Long:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        return index


for length in (2**32, 2**40, 2**63 - 1, 2**63, -1):
    own = Long(length)
    for use in (len, bool, lambda own: next(reversed(own)), lambda own: operator.length_hint(own, 3)):
        try:
            print(use(own), end=" ")
        except (OverflowError, ValueError) as error:
            print(type(error).__name__, error, end=" ")
    print()


class Hinted:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return iter("ab")


for hint in (2**33, NotImplemented, -1, 2**63):
    try:
        print(operator.length_hint(Hinted(hint), -5))
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
print(list(Hinted(5)), operator.length_hint(3, -7))
ITEMS = [[0], (1, 2), "ab", b"ab", bytearray(b"ab"), "a", b"", (), []]
for items in ITEMS:
    for count in (2**32, 2**40, 2**62, 2**63 - 1, 2**64, -(2**64)):
        if items and count in (2**32, 2**40):
            continue
        try:
            print(len(items * count), end=" ")
        except (MemoryError, OverflowError) as error:
            print(type(error).__name__, error, end=" ")
        try:
            own = items
            own *= count
            print(len(own), end=" ")
        except (MemoryError, OverflowError) as error:
            print(type(error).__name__, error, end=" ")
    print(items)
