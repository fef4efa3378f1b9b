"""Sorting: stability, keys, reverse, errors, objects."""
words = "the quick brown Fox jumps over The lazy dog".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
pairs = [(2, "b"), (1, "z"), (2, "a"), (1, "a"), (3, "m")]
print(sorted(pairs), sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[1], reverse=True), sorted(pairs, key=lambda p: (-p[0], p[1])))
a = [5, 2, 8, 1.5, True, 3]
print(a.sort(), a, sorted(a, reverse=True), a[::-1])
calls = []


def key(x):
    calls.append(x)
    return -x


print(sorted([3, 1, 2], key=key), calls)
try:
    sorted([1, "a"])
except TypeError as error:
    print(error)
try:
    sorted([1, None, 2])
except TypeError as error:
    print(error)
try:
    sorted([1], 2)
except TypeError as error:
    print(error)


class Item:
    def __init__(self, rank, name):
        self.rank = rank
        self.name = name

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f"{self.name}{self.rank}"


items = [Item(2, "a"), Item(1, "b"), Item(2, "c"), Item(1, "d")]
print(sorted(items), sorted(items, reverse=True), min(items), max(items))
import functools
import operator

print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda x, y: y - x)), sorted(pairs, key=operator.itemgetter(1, 0)), sorted(items, key=operator.attrgetter("name"), reverse=True))
data = [(i * 7919) % 1000 for i in range(200)]
print(sorted(data) == sorted(data, key=lambda x: x), sorted(data)[:10], sorted(range(50), key=lambda i: i % 5)[:20], sorted({3: "c", 1: "a"}), sorted({"b", "a"}), sorted("hello", key="olhe".index))
nan = float("nan")
print(sorted([3.0, nan, 1.0]), sorted([nan, 1.0, 0.5]), max([nan, 1.0]), max([1.0, nan]), min(3, 1, 2), max("a", "b", key=ord), max([], default="none"), max([[1, 2], [1, 3]]))
big = list(range(40, 0, -1)) + list(range(100, 140)) + [7] * 5
big.sort()
print(big[:12], big == sorted(big))
b = [1, 2, 3]
try:
    b.sort(key=lambda x: b.append(x))
except (ValueError, TypeError) as error:
    print(type(error).__name__, error)
