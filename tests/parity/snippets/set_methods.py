"""Sets: iteration order, operations, frozensets, errors."""
a = {5, 1, 3, 1, 100, 33, 65, 8, 16, 24}
print(a, len(a), 3 in a, sorted(a))
print({"apple", "banana", "cherry", "date"}, {"x", 1, 2.5, True}, {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"})
b = {1, 2, 3, 4}
c = {3, 4, 5}
print(b | c, b & c, b - c, b ^ c, b <= c, {3} < c, b >= {1}, b.isdisjoint({9}), b == {4, 3, 2, 1}, b.issubset(range(9)), b.issuperset([1]))
print(b.union([7], (8,)), b.intersection([1, 2], [2]), b.difference("ab", [1]), b.symmetric_difference([1, 9]))
b.add(10)
b.discard(1)
b.discard(99)
b.remove(2)
b.update([20, 21], {22})
print(b, b.pop() in (3, 4, 10, 20, 21, 22), len(b))
b.intersection_update({10, 20, 30})
b.difference_update([10])
b.symmetric_difference_update({20, 5})
print(b, b.copy() == b)
b.clear()
print(b, set(), frozenset(), frozenset([2, 1]), {frozenset([1]): "k"}[frozenset({1})], {1, 2} == frozenset([2, 1]), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
for bad in (lambda: {[]}, lambda: set().pop(), lambda: {1}.remove(2), lambda: {1} + {2}, lambda: {1} | [2], lambda: {1}[0], lambda: {{1}}, lambda: set(5), lambda: frozenset([1]).add(2), lambda: {1} < 5, lambda: hash(set())):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
words = set("the quick brown fox jumps over the lazy dog again and again until it is tired".split())
print(words)
print({i * 37 % 101 for i in range(30)})
print({-1, -2, 0, 2**61 - 1, 2**61, 2**64, -(2**70)}, {0.5, 1.5, -0.5, 1e300, float("inf")}, {(1, 2), (2, 1), ()})
shrinking = set(range(50))
for i in range(45):
    shrinking.remove(i)
shrinking.update("xyz")
print(shrinking, set("hello") - set("l"), set("abc") ^ set("bcd"), {*"hello"}, set({"k": 1}))
print(frozenset("abc") | {"d"}, type(frozenset("a") | {"b"}).__name__, type({"b"} | frozenset("a")).__name__, set(map(str, range(12))))
print({False, 0, "", ()}, {b"a", "a"}, {1, 1.0, True}, {"é", "日", "😀"}, next(iter({"q", "w", "e", "r", "t", "y"})))


class Sequence:
    """Has a length, for which nothing asks."""

    def __len__(self):
        print("length")
        return 3

    def __getitem__(self, index):
        print("item", index)
        return [1, 2, 3][index]


views = {1: 2}
for own in views.keys(), views.items(), {1}, frozenset({1}), {5}:
    print(own.isdisjoint(Sequence()), own.isdisjoint([9]), own.isdisjoint({(1, 2), 1}))
