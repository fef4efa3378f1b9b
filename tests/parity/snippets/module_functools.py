"""functools and operator."""
import functools
import operator

add3 = functools.partial(lambda a, b, c=0: (a, b, c), 1, c=3)
print(add3(2), add3.args, add3.keywords, functools.reduce(operator.add, [[1], [2], [3]]), functools.reduce(max, [3, 9, 2], 5))
try:
    functools.reduce(operator.add, [])
except TypeError as error:
    print(error)


@functools.lru_cache(maxsize=2)
def square(x):
    print("computing", x)
    return x * x


print([square(i) for i in (1, 2, 1, 3, 2)], square.cache_info())
square.cache_clear()
print(square.cache_info().currsize, square.__wrapped__(5))


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(2), Version(3) > Version(2), Version(1) >= Version(2))


class Lazy:
    @functools.cached_property
    def value(self):
        print("once")
        return 5


lazy = Lazy()
print(lazy.value + lazy.value, lazy.__dict__)


@functools.singledispatch
def describe(x):
    return "object"


@describe.register
def _(x: int):
    return "int"


@describe.register(list)
def _(x):
    return "list of " + ", ".join(map(describe, x))


print(describe(2.5), describe(True), describe([1, "a", []]))
print(operator.itemgetter(1)("abc"), operator.itemgetter(0, 2)([5, 6, 7]), operator.attrgetter("real")(3), operator.methodcaller("upper")("x"), operator.mul(3, 4), operator.contains([1], 1), operator.truth([]), operator.neg(5), operator.concat("a", "b"), operator.countOf([1, 1, 2], 1), operator.index(5), operator.not_(0), operator.floordiv(-7, 2))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
