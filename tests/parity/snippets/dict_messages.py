"""dict: methods, views, iteration under change, messages."""


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


d = {"a": 1, "b": 2, "c": 3}
show(lambda: d["a"])
show(lambda: d["zz"])
show(lambda: d[(1, 2)])
show(lambda: d[[]])
show(lambda: d.get("a"))
show(lambda: d.get("x"))
show(lambda: d.get("x", 5))
show(lambda: d.get())
show(lambda: d.get([]))
show(lambda: d.setdefault("a", 9))
show(lambda: d.setdefault("n"))
show(lambda: d.setdefault("m", []))
show(lambda: d)
show(lambda: d.pop("m"))
show(lambda: d.pop("m"))
show(lambda: d.pop("m", None))
show(lambda: d.pop())
show(lambda: d.popitem())
show(lambda: {}.popitem())
show(lambda: d.keys())
show(lambda: d.values())
show(lambda: d.items())
show(lambda: list(d))
show(lambda: "a" in d)
show(lambda: [] in d)
show(lambda: len(d))
show(lambda: d.copy())
show(lambda: d.update({"x": 1}, y=2))
show(lambda: d.update([("p", 1), ["q", 2]]))
show(lambda: d.update("ab"))
show(lambda: d.update([1]))
show(lambda: d.update([(1, 2, 3)]))
show(lambda: d.update(5))
show(lambda: d.update(1, 2))
show(lambda: d)
show(lambda: d | {"a": 100})
show(lambda: d | [])
show(lambda: {"a": 1} | {"b": 2})
show(lambda: {"a": 1} == {"a": 1.0})
show(lambda: {"a": 1, "b": 2} == {"b": 2, "a": 1})
show(lambda: {"a": 1} != {"a": 2})
show(lambda: {} < {})
show(lambda: {"a": 1} == 5)
show(lambda: hash({}))
show(lambda: dict())
show(lambda: dict(a=1, b=2))
show(lambda: dict([("a", 1)], b=2))
show(lambda: dict({"a": 1}, a=3))
show(lambda: dict(5))
show(lambda: dict([1]))
show(lambda: dict(["abc"]))
show(lambda: dict(["ab", "cd"]))
show(lambda: dict(1, 2))
show(lambda: dict(zip("abc", range(3))))
show(lambda: dict.fromkeys("abc"))
show(lambda: dict.fromkeys([1, 2], 0))
show(lambda: dict.fromkeys(5))
show(lambda: dict.fromkeys([[]]))
show(lambda: {1: 2, **{3: 4}, 1: 5})
show(lambda: {**{"a": 1}, "a": 2})
show(lambda: {**5})
show(lambda: d.clear())
show(lambda: d)
show(lambda: d.foo)
show(lambda: {}.__missing__)
show(lambda: bool({}))
show(lambda: {1: "one", 1.0: "float", True: "bool"})
show(lambda: {1: {2: {3: {}}}})
show(lambda: {None: None, ...: ..., (1,): [2]})
show(lambda: type(reversed({1: 2})))
show(lambda: list(reversed({1: 2, 3: 4})))
show(lambda: list(reversed({1: 2, 3: 4}.items())))
show(lambda: list(reversed({1: 2, 3: 4}.values())))


def remove(mapping, key):
    del mapping[key]


show(lambda: remove({}, "a"))
show(lambda: remove({}, []))
d = {i: i * i for i in range(5)}
d[2] = "two"
del d[3]
d[3] = "back"
print(d)
d |= {9: 9}
d |= [(8, 8)]
print(d)


def grow():
    d = {1: 1}
    for key in d:
        d[key + 1] = 1


def shrink():
    d = {1: 1, 2: 2}
    for key in d:
        del d[1]


def swap():
    d = {1: 1, 2: 2}
    for key in d:
        del d[key]
        d[key + 10] = 0
    return d


def change_values():
    d = {1: 1, 2: 2}
    for key, value in d.items():
        d[key] = value * 10
    return d


show(grow)
show(shrink)
show(swap)
show(change_values)
d = {1: 1, 2: 2}
iterator = iter(d)
next(iterator)
d[3] = 3
show(lambda: next(iterator))
show(lambda: next(iterator))
del d[3]
show(lambda: next(iterator))
iterator = iter(d.items())
print(iterator.__length_hint__(), next(iterator), iterator.__length_hint__(), list(iterator), list(iterator))

a = {1: 1, 2: 2, 3: 3}
b = {2: 2, 3: 0, 4: 4}
show(lambda: a.keys() & b.keys())
show(lambda: a.keys() | b.keys())
show(lambda: a.keys() - b.keys())
show(lambda: a.keys() ^ b.keys())
show(lambda: a.items() & b.items())
show(lambda: a.items() - b.items())
show(lambda: sorted(a.items() ^ b.items()))
show(lambda: a.keys() & [1, 2])
show(lambda: a.keys() == {1, 2, 3})
show(lambda: a.keys() == b.keys())
show(lambda: a.keys() < {1, 2, 3, 4})
show(lambda: a.keys() <= {1, 2, 3})
show(lambda: a.keys() > {1})
show(lambda: a.keys() >= 5)
show(lambda: a.keys().isdisjoint([7]))
show(lambda: a.keys().isdisjoint([1]))
show(lambda: a.values() == a.values())
show(lambda: (1, 1) in a.items())
show(lambda: (1, 2) in a.items())
show(lambda: 1 in a.items())
show(lambda: 3 in a.values())
show(lambda: len(a.items()))
show(lambda: a.keys().mapping)
show(lambda: a.keys().mapping["x"])
show(lambda: hash(a.keys()))
show(lambda: a.keys()[0])
loop = {}
loop["self"] = loop
print(loop)
loop["values"] = loop.values()
print(loop)


class Default(dict):
    def __missing__(self, key):
        return "missing " + str(key)


m = Default(a=1)
m.tag = "x"
print(m["a"], m["b"], m.get("b"), m, m.tag, "b" in m, type(m.copy()).__name__, m == {"a": 1})
print(Default.fromkeys("ab", 1), type(Default.fromkeys("ab", 1)).__name__)


class Keyed:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key * 2


print(dict(Keyed()), {**Keyed()})


class SameHash:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        print("eq", self.n, other.n if isinstance(other, SameHash) else other)
        return isinstance(other, SameHash) and self.n == other.n

    def __repr__(self):
        return "S%d" % self.n


h = {SameHash(1): 1, SameHash(2): 2, SameHash(3): 3}
print(h[SameHash(3)], h.get(SameHash(4)), 7 in h)
del h[SameHash(2)]
h[SameHash(5)] = 5
print(h)


class BadEq:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError("no comparison")


show(lambda: {BadEq(): 1, BadEq(): 2})
show(lambda: {1: 1}[BadEq()])
keys = list(range(100))
big = {}
for k in keys:
    big[k] = -k
for k in keys[::2]:
    del big[k]
for k in keys[::4]:
    big[k] = k
print(big)
print(list(big.items())[:5], sum(big.values()), big.popitem())


def gather(**kwargs):
    return kwargs


print(gather(z=1, y=2), gather(**{"b": 1}, a=2))
show(lambda: gather(**{1: 2}))
show(lambda: gather(**5))
show(lambda: gather(a=1, **{"a": 2}))
