"""What patterns ask of their subject, and when names are bound."""
import collections
import collections.abc


class Logged(collections.abc.Sequence):
    def __init__(self, size):
        self.size = size
        self.log = []

    def __getitem__(self, key):
        self.log.append(("item", key))
        if key >= self.size:
            raise IndexError(key)
        return key

    def __len__(self):
        self.log.append("len")
        return self.size

    def __iter__(self):
        self.log.append("iter")
        return iter(range(self.size))


def match(subject):
    match subject:
        case []:
            return "empty"
        case [_, _]:
            return "two"
        case [x, *_, y] if y == 3:
            return x, y
        case [_, x, *_, 9, _]:
            return x
        case [*_, 11]:
            return "ends with 11"
        case [1, *_]:
            return "starts with 1"
        case [_, *rest] if len(rest) == 7:
            return rest
        case [*_]:
            return "any"


for size in (0, 1, 2, 4, 8, 11, 12, 13):
    subject = Logged(size)
    print(size, match(subject), subject.log)


class Keyed(dict):
    def __len__(self):
        print("len")
        return 1

    def get(self, key, default=None):
        print("get", key)
        return super().get(key, default)


def key(subject):
    match subject:
        case {"a": 1, "b": 2}:
            return "a and b"
        case {"a": x}:
            return x
        case {}:
            return "any mapping"


print(key(Keyed(a=1, b=2)), key(Keyed(b=1)), key({"a": 1, "b": 2}), key({"b": 1}))


def captures(subject):
    match subject:
        case [(1 as x) | (2 as x), 5]:
            return "first", x
        case [(int() as y, z) | (z, str() as y), ("k" | {"k": _}) as w] if z != 3:
            return y, z, w
    return sorted(locals())


for subject in ([1, 5], [2, 6], [(1, 2), "k"], [(None, "s"), {"k": 0}], [(1, 3), "k"], [(1, 2), "l"]):
    print(captures(subject))

match [1, 6]:
    case [(1 as one) | (2 as one), 5]:
        pass
print("one" in globals())


def generate(subject):
    match subject:
        case (1 as x, _) | (_, x):
            yield x
            yield "after", x


print(list(generate((1, 2))), list(generate((3, 4))))


class M1(collections.UserDict, collections.abc.Sequence):
    pass


class M3(collections.UserDict, list):
    pass


class S3(list, collections.abc.Mapping):
    pass


class S4(collections.UserList, dict):
    pass


class Parent:
    def __len__(self):
        return 0


class Child(Parent):
    pass


def kind(subject):
    match subject:
        case {}:
            return "mapping"
        case [*_]:
            return "sequence"
        case str() | bytes():
            return "text"
    return "neither"


for subject in (M1(), S4(), (), [], {}, range(3), memoryview(b""), collections.deque(), type.__dict__, "", b"", bytearray(), {1}, Child()):
    print(type(subject).__name__, kind(subject))
for made in (lambda: M3(), lambda: S3()):
    try:
        print(kind(made()))
    except TypeError as error:
        print(error)
collections.abc.Sequence.register(Parent)
print(kind(Child()), kind(Parent()))
collections.abc.Mapping.register(Child)
print(kind(Child()), kind(Parent()))
