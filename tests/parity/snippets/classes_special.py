"""Special methods: containers, arithmetic with reflection, comparison, calls, attribute access."""


class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __repr__(self):
        return "Vector" + repr(tuple(self.parts))

    def __add__(self, other):
        if isinstance(other, Vector):
            return Vector(*[a + b for a, b in zip(self.parts, other.parts)])
        return NotImplemented

    def __mul__(self, number):
        return Vector(*[a * number for a in self.parts])

    __rmul__ = __mul__

    def __radd__(self, other):
        return ("radd", other)

    def __neg__(self):
        return Vector(*[-a for a in self.parts])

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, index):
        return self.parts[index]

    def __setitem__(self, index, value):
        self.parts[index] = value

    def __delitem__(self, index):
        del self.parts[index]

    def __contains__(self, item):
        print("contains", item)
        return item in self.parts

    def __call__(self, index):
        return self.parts[index]

    def __lt__(self, other):
        return len(self) < len(other)

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))


v = Vector(1, 2, 3)
print(v + Vector(1, 1, 1), v * 2, 3 * v, -v, 5 + v, v @ v, len(v), v[0], v[1:], 2 in v, v(-1))
v[0] = 9
del v[1]
print(v, list(v), [x for x in v], max([Vector(1), v]), sorted([v, Vector()]))
print(v < Vector(), v > Vector(), bool(v), bool(Vector()))


class Attributes:
    known = 1

    def __getattr__(self, name):
        if name.startswith("auto_"):
            return name[5:]
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)


a = Attributes()
a.x = 5
print(a.x, a.known, a.auto_thing, hasattr(a, "other"))
del a.x
try:
    a.x
except AttributeError as error:
    print(error)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(4)), sum(Countdown(5)), 2 in Countdown(5), dict(zip("ab", Countdown(2))))


class Old:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10


print(list(Old()), 20 in Old(), [*Old()], tuple(Old()))


class Formatted:
    def __format__(self, specification):
        return "<" + specification + ">"

    def __str__(self):
        return "str"

    def __index__(self):
        return 2


f = Formatted()
print(f"{f} {f:abc} {f!s:>5}", [10, 20, 30][f], hex(f), "x" * f, range(5)[f])


class EmptyList(list):
    def __len__(self):
        return 0


class EmptyDict(dict):
    def __len__(self):
        return 0


class FalseTuple(tuple):
    def __bool__(self):
        return False


print(bool(EmptyList([1])), bool(EmptyDict(a=1)), bool(FalseTuple([1])), hasattr([], "__bool__"))
