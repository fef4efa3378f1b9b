"""The order in which objects are released: each says so as it goes."""


class Noisy:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<" + self.name + ">"

    def __del__(self):
        print("release", self.name)

    def __add__(self, other):
        print("add")
        return 1

    def __lt__(self, other):
        print("less")
        return True

    def __hash__(self):
        return ord(self.name[0])

    def __eq__(self, other):
        return self is other


def make(names):
    return [Noisy(name) for name in names]


def section(title):
    print("--", title)


section("list")
items = make("abcde")
del items
section("tuple")
for count in (1, 2, 3, 4):
    pack = tuple(make("abcd"[:count]))
    del pack
section("clear")
items = make("abc")
items.clear()
section("slices")
items = make("abcdef")
items[1:3] = make("x")
print(items)
items[0:2] = make("yz")
del items[1:]
items = make("abcdef")
del items[::2]
items[::2] = make("pq")
items *= 0
section("replaced")
items = make("ab")
items = make("cd")
items[0] = Noisy("e")
items.pop()
items.pop(0)
section("dict")
table = {Noisy("k"): Noisy("v"), Noisy("l"): Noisy("w")}
del table
table = {Noisy("k"): Noisy("v"), Noisy("l"): Noisy("w")}
table.clear()
table = {"a": Noisy("a"), "b": Noisy("b")}
table["a"] = Noisy("c")
table.update(b=Noisy("d"))
table.pop("a")
table.popitem()
section("set")
group = {Noisy("c"), Noisy("a"), Noisy("b")}
del group
section("locals")


def local_variables(first, second):
    third = Noisy("third")
    fourth = Noisy("fourth")
    first = None
    print("end")


local_variables(Noisy("first"), Noisy("second"))
section("print")
print(Noisy("a"), Noisy("b"), sep="/")
print(make("ab"), len(make("cd")), [Noisy("e")])
section("operators")
print(Noisy("a") + Noisy("b"))
print(Noisy("a") < Noisy("b"))
print([Noisy("a")] + [Noisy("b")])
section("loops")
for item in make("abc"):
    print(item)
del item
for item in (Noisy("x"), Noisy("y")):
    print(item)
    break
print("after")
del item
section("unpacking")
a, b = make("ab")
a, b = b, a
a = b = None
[c, *d] = make("cdef")
c = None
d = None
section("generators")


def generate():
    inner = Noisy("inner")
    yield Noisy("first")
    yield Noisy("second")


iterator = generate()
print(next(iterator))
del iterator
print(list(generate()))
section("instances")


class Holder:
    def __init__(self):
        self.one = Noisy("one")
        self.two = Noisy("two")

    def __del__(self):
        print("holder")


class Slots:
    __slots__ = ("two", "one")

    def __init__(self):
        self.one = Noisy("one")
        self.two = Noisy("two")


holder = Holder()
holder.one = Noisy("other")
del holder
slots = Slots()
del slots
section("nested")
nested = [[Noisy("a"), Noisy("b")], (Noisy("c"), [Noisy("d")])]
del nested
section("calls")


def take(*arguments, **keywords):
    print("take", arguments, keywords)


take(Noisy("a"), Noisy("b"), k=Noisy("c"))
str(Noisy("d"))
isinstance(Noisy("e"), int)
max(Noisy("f"), Noisy("g"))
sorted([Noisy("h"), Noisy("i")])
list(map(str, make("jk")))
dict(a=Noisy("l"))
section("errors")
try:
    len(Noisy("m"))
except TypeError as error:
    print(error)

section("comprehensions")
print([item.name for item in make("abc")])
print(any(item.name == "b" for item in make("abc")))
print({item.name: item for item in make("ab")})
