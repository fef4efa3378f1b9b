"""zip, map, filter, enumerate, reversed, iter, next, sum, min, max, any, all, sorted."""
print(list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1], [2], [3])), dict(enumerate("ab", 1)), list(enumerate([])))
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as error:
    print(error)
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
print(list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(filter(None, [0, 1, "", "a"])), list(filter(str.isdigit, "a1b2")))
print(list(reversed([1, 2])), list(reversed(range(3))), list(reversed("ab")), list(reversed({"x": 1, "y": 2})))
z = zip("ab", [1, 2])
print(next(z), list(z), list(z), iter(z) is z)
e = enumerate("xy")
print(next(e), list(e))
print(sum([1, 2, 3]), sum([0.1] * 10), sum([[1], [2]], []), sum((x for x in (1, 2)), 10), sum([True, True]), sum([2**64, 1]), sum([1, 2.5, 3]), sum([]))
print(min(3, 1, 2), max([1, 5, 3]), min("hello"), max(["aa", "b"], key=len), min([], default=0), max({"a": 5, "b": 2}), min((1, "a"), (0, "z")))
print(any([]), all([]), any([0, "", None]), all([1, "a"]), any(x > 2 for x in range(5)), all(x > 2 for x in range(5)))
print(abs(-3), abs(-2.5), abs(3 + 4j), divmod(17, 5), divmod(-17, 5), divmod(7.5, 2), pow(2, 10), pow(2, -1), round(3.14159, 2), round(2.5), round(-1.5), bin(10), oct(-8), hex(255), len("abc"))
print(int("42"), int("-0x1f", 16), int("0b101", 0), int("  7_000 "), int(3.99), int("z", 36), int(True), int(b"12"), float("1e3"), float(" -inf "), float("1_0.5"), bool("False"), str(5), list("ab"), tuple([1]), set([1, 1]))
for bad in (lambda: int("x"), lambda: int("12", 1), lambda: int("9", 8), lambda: int(""), lambda: int("1__0"), lambda: float("x"), lambda: float(""), lambda: int([]), lambda: float(None), lambda: sum("ab"), lambda: sum(["a"]), lambda: min([]), lambda: max(), lambda: max(1), lambda: next(iter([])), lambda: iter(5), lambda: len(5), lambda: reversed({1}), lambda: abs("x"), lambda: round("x"), lambda: int("1", 40), lambda: int(1, 2), lambda: next(5), lambda: zip(5), lambda: list(map(5, [1])), lambda: max(1, "a"), lambda: enumerate(5), lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: hash([]), lambda: ord(5), lambda: divmod("a", 1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(isinstance(True, int), isinstance(1, (str, int)), issubclass(bool, int), type(1) is int, type(None).__name__, callable(len), id(5) == id(5), hash("a") == hash("a"), isinstance(5, int | str))
print(hash(5), hash(-1), hash(2**61 - 1), hash(2**61), hash(-(2**62)), hash(0.0), hash(1.5), hash(float("inf")), hash(None) is not None, hash(True), hash(1e20) == hash(10**20), hash(1 + 0j), hash("abc"), hash(b"abc"), hash(""), hash((1, "a")))
print(repr(len), repr(int), repr(str.upper), repr([].append)[:30], type(len).__name__, type(print), type(type), type(lambda: 0), type(range(0)), type(...), NotImplemented, Ellipsis)
print(list(iter([1, 2, 3])), next(iter("a")), next(iter(()), "d"), getattr(5, "real"), (5).bit_length(), (5).__add__(3), "a".__len__(), int.__add__(2, 3), str.join("-", ["a", "b"]), [].__class__, (1.5).__class__.__name__)
