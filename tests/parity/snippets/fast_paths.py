"""Where the runtime takes a short way, and just beside it."""

import itertools

EDGE = 2 ** 47
NUMBERS = [0, 1, -1, 7, -7, 14, 15, 63, 64, EDGE - 1, -EDGE, EDGE, 2 ** 62, -2 ** 63, 2 ** 70,
           0.0, -0.0, 1.5, -7.0, 2.0 ** 60, float("inf"), float("-inf"), float("nan"), True, False]

OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "&": lambda a, b: a & b,
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    ">>": lambda a, b: a >> b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def shown(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return f"{type(result).__name__} {result!r}"


for sign, operation in OPERATIONS.items():
    for a, b in itertools.product(NUMBERS, NUMBERS):
        print(a, sign, b, shown(operation, a, b))
for a, b in itertools.product(NUMBERS[:15], [0, 1, 14, 15, 16, 47, 64, -1]):
    print(a, "<<", b, shown(lambda x, y: x << y, a, b))


def in_place(a, b):
    results = []
    c = a
    c += b
    results.append(c)
    c -= a
    results.append(c)
    c *= b
    results.append(c)
    c //= b
    results.append(c)
    c %= 5
    results.append(c)
    c /= b
    results.append(c)
    return results


for a, b in itertools.product([3, -3, 2.5, EDGE - 1], [2, -2, 0.5, 0]):
    print(a, b, shown(in_place, a, b))


class Shouting(tuple):
    def __getitem__(self, index):
        return f"item {index}"


class Whispering(list):
    def __getitem__(self, index):
        return ("item", index)

    def __iter__(self):
        return iter("abc")


for sequence in [(1, 2, 3), [1, 2, 3], Shouting((1, 2)), Whispering([1, 2]), "xyz", range(3), {0: "zero", -1: "last"}]:
    for index in [0, -1, 2, 3, -3, -4, True, 2 ** 70]:
        print(type(sequence).__name__, index, shown(lambda: sequence[index]))
print(list(Whispering([1, 2])), tuple(Whispering([1])), set(Whispering([1])) == set("abc"))


def many(a, b, c, d, e, f, g, h, i=9, *rest, key=None):
    return (a, b, c, d, e, f, g, h, i, rest, key)


class Holder:
    def __init__(self, a, b, c, d, e, f, g=7, h=8, i=9):
        self.total = a + b + c + d + e + f + g + h + i

    def add(self, a, b, c, d, e, f, g, h):
        return self.total + a + b + c + d + e + f + g + h


print(many(1, 2, 3, 4, 5, 6, 7, 8), many(*range(12), key=1))
print(Holder(1, 2, 3, 4, 5, 6).total, Holder(1, 2, 3, 4, 5, 6, 0, 0, 0).total)
print(Holder(1, 2, 3, 4, 5, 6).add(1, 2, 3, 4, 5, 6, 7, 8))
bound = Holder(1, 2, 3, 4, 5, 6, 7).add
print(bound(*range(8)), shown(bound), shown(Holder), shown(Holder, *range(10)))
for function, arguments in [
    (range, ()), (range, (1, 2, 3, 4)), (list, (1, 2)), (list, ()), (set, ([1, 2, 2],)), (set, (1, 2)),
    (dict, ([(1, 2)],)), (dict, (1, 2)), (int, ("12",)), (int, ("12", 3)), (int, ()), (float, ()), (str, ()),
    (sum, ([1, 2],)), (sum, ([1, 2], 5)), (sum, ()), (len, ()), ([1, 2].pop, ()), ([1, 2].pop, (0, 1)),
    ("a b".split, ()), ("a b".split, (None, 1, 2)), (list.__new__, (list, 1, 2)), (set.__new__, (set, 5)),
]:
    print(getattr(function, "__name__", "?"), arguments, shown(function, *arguments))
print(shown(lambda: list(1, key=2)), shown(lambda: set(key=2)), dict(key=2), dict([(1, 2)], key=3))


class Items(list):
    def __init__(self, *items, name):
        super().__init__(items)
        self.name = name


print(Items(1, 2, name="n"), Items(name="empty").name, shown(Items, 1))


def endless():
    number = 0
    while True:
        received = yield number
        number = received if received is not None else number + 1


generator = endless()
print(next(generator), generator.send(10), next(generator), generator.__name__, generator.__qualname__)
generator.__name__ = "renamed"
print(generator.__name__, generator.__qualname__)


def itself():
    yield next(running)


running = itself()
print(shown(next, running), shown(next, running))


def returning():
    yield 1
    return 2


print(list(returning()), tuple(returning()), [*returning()], sum(returning()))


def caught():
    try:
        yield 1
    except ValueError as error:
        try:
            yield repr(error)
        except KeyError as inner:
            yield repr(inner.__context__)


generator = caught()
print(next(generator), generator.throw(ValueError("v")), generator.throw(KeyError("k")), list(generator))


def binding(*, required):
    yield required


print(list(binding(required=1)), shown(binding), shown(binding, 1), shown(lambda: list(endless(1))))
print([(lambda x, y=2: x + y)(1), (lambda: 5)(), shown(lambda: (lambda x: x)())])
rows = [[cell * row for cell in range(3)] for row in range(3)]
print(rows, {row[0]: {cell for cell in row} for row in rows}, sum(cell for row in rows for cell in row))
print(shown(lambda: [1 / cell for cell in (2, 1, 0)]), shown(lambda: list(1 / cell for cell in (2, 1, 0))))


def swapped(names):
    global swapped_name
    results = []
    for name in names:
        swapped_name = name
        results.append(swapped_name)
    del swapped_name
    results.append(shown(lambda: swapped_name))
    swapped_name = "again"
    results.append(swapped_name)
    return results


print(swapped(["a", "b"]))


class Slotted:
    __slots__ = ("x", "y")


slotted = Slotted()
print(shown(lambda: slotted.x))
slotted.x = [1]
slotted.x += [2]
print(slotted.x, shown(lambda: slotted.y), shown(lambda: setattr(slotted, "z", 1)))
del slotted.x
print(shown(lambda: slotted.x))


def grown(pieces):
    text = "é"
    same = text
    for piece in pieces:
        text += piece
        kept = text
        text = text + piece
    return text, same, kept


def grown_from(text, piece, times):
    start = text
    for _ in range(times):
        text += piece
    return start, text, hash(text) == hash("" + text), len(text)


def rebound(text):
    text += (text := "new") + text
    return text


def raising(text):
    try:
        text += 1
    except TypeError as error:
        return text, str(error)


def unbound():
    text += print("never") or "x"


def unbound_number():
    number += 1


class Text(str):
    def __radd__(self, other):
        return f"radd {other}"


def added(a, b):
    c = a
    c += b
    d = a
    d = d + b
    return a, c, d


print(grown(["a", "", "b", "\U0001f600"]), grown_from("ab", "c", 5), grown_from("", "é", 3), grown_from("é", "", 2))
print(rebound("old"), raising("text"), shown(unbound), shown(unbound_number))
for pair in [("a", Text("b")), (Text("a"), "b"), ([1], [2]), ([1], (2,)), ((1,), (2,)), (1, 2), (EDGE - 1, 1), (1.5, 2)]:
    print(shown(added, *pair))
key = "k"
table = {}
for letter in "abc":
    key += letter
    table[key] = len(key)
print(table, key)


def keyed(name, /, *, first=1, second=2, **more):
    return name, first, second, more


print(keyed("n", second=3), keyed("n", first=1, second=2, third=3), keyed("n", name=4))
print(shown(lambda: keyed("n", "m", first=1)), shown(lambda: keyed(first=1)), shown(lambda: f"{1}".join(sep=1)))
print(sorted([3, 1, 2], reverse=True), "a,b,c".split(",", maxsplit=1), "a,b".split(sep=","), int("ff", base=16))
print(Holder(1, 2, 3, f=6, e=5, d=4).total, Holder(1, 2, 3, 4, 5, 6).add(1, 2, 3, 4, h=8, g=7, f=6, e=5))
print(shown(lambda: Holder(1, 2, 3, 4, 5, 6, a=1)), shown(lambda: Holder(z=1)), dict(a=1, b=2), print("x", end="!\n", sep=""))


class Loud:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print("asked", self.value, other)
        return self.value == other


class Missing(dict):
    def __missing__(self, key):
        return f"missing {key}"


loud = {Loud("key"): 1, Loud(5): 2}
print(loud["key"], loud[5], shown(lambda: loud["other"]), Missing(a=1)["a"], Missing(a=1)["b"])
print({1: "int", "s": "str"}[1.0], {1: "int"}[True], shown(lambda: {1: 2}[[]]), {-1: 1, -2: 2}[-1])


def sized(count):
    return tuple(range(count))


for count in range(6):
    items = sized(count)
    print(items, len(items), hash(items) == hash(sized(count)), items + (9,), items * 2, items[1:], items == sized(count))
    print([*items], (*items, 1), items < (1, 2), items[::-1], items.count(1), 1 in items, type(items)(items) is items)
print(list(zip("ab", [1, 2, 3])), list(zip("ab")), list(zip("ab", "cd", "ef")), list(zip("ab", "cd", strict=True)))
print(shown(lambda: list(zip("ab", "c", strict=True))), list(enumerate("ab", 2 ** 47 - 1)), list(enumerate(zip("ab", "cd"))))
once = iter([1, 2, 3])
print(list(zip(once, once)), list(once))
table = {1: "a", "k": "b", 2.0: "c"}
table[True] = "replaced"
table["k"] = "b2"
table[2] = "c2"
table[-1] = "new"
print(table, [*table.items()], dict(zip("ab", (1, 2))).items())


class Recording(dict):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)

    def __contains__(self, key):
        return "yes"


recording = Recording(a=1)
recording["a"] = 2
recording["b"] = 3
print(recording, "zzz" in recording, "zzz" in {"a": 1}, "a" in {"a": 1}, 1 in {1.0}, 1.0 in {1}, shown(lambda: [] in {1}))


class Attributes:
    default = "class"

    def __init__(self, first):
        self.first = first
        self.second = first + 1
        self.third = self.fourth = self.fifth = 0
        if first > 1:
            self.sixth = "six"


class Watched(Attributes):
    @property
    def second(self):
        return "property"

    @second.setter
    def second(self, value):
        print("setting second", value)


for first in range(4):
    holder = Attributes(first)
    holder.default = first
    print(holder.__dict__, Watched(first).__dict__)
Attributes.second = property(lambda self: "read only")
print(shown(Attributes, 5))
del Attributes.second
print(Attributes(6).second, Attributes(6).default)
Attributes.__setattr__ = lambda self, name, value: print("intercepted", name)
print(Attributes(1).__dict__)
del Attributes.__setattr__
late = Attributes(1)
late.__dict__["second"] = "through the dict"
late.seventh = 7
late.second = "again"
print(late.__dict__)
for kind in (ValueError, KeyError, OSError, StopIteration, UnicodeError, ImportError, type("Own", (ValueError,), {})):
    for arguments in ((), (1,), (1, "two"), (2, "two", "three")):
        made = kind(*arguments)
        print(type(made).__name__, made.args, str(made), getattr(made, "errno", None), getattr(made, "value", None))
print(ImportError("m", name="n").name, shown(lambda: ValueError(1, key=2)))
