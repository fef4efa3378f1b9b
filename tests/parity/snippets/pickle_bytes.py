"""What pickle writes and reads, of builtin values, library objects and classes, at every protocol."""
import collections
import copyreg
import datetime
import enum
import functools
import io
import itertools
import operator
import pickle
import types


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def method(self):
        return 1

    class Nested:
        pass


class Slotted:
    __slots__ = "a", "b"

    def __getstate__(self):
        return {"a": self.a}

    def __setstate__(self, state):
        self.a = state["a"]


class Slots:
    __slots__ = "a", "b"


class Numbers(int):
    pass


class Lists(list):
    pass


class Dicts(dict):
    pass


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"


class Permission(enum.Flag):
    READ = 1
    WRITE = 2


Point = collections.namedtuple("Point", "x y")


class Keywords:
    def __new__(cls, a, *, b):
        self = object.__new__(cls)
        self.c = a, b
        return self

    def __getnewargs_ex__(self):
        return (self.c[0],), {"b": self.c[1]}


class Reduced:
    def __reduce__(self):
        return Plain, (), {"a": 1}, iter(()), iter(())


class WithSetter:
    def __reduce__(self):
        return Plain, (), {"a": 1}, None, None, setter


def setter(value, state):
    value.__dict__["set"] = state


def function(value):
    return value


slotted = Slotted()
slotted.a = 5
slots = Slots()
slots.a = 7
text = "shared text"
octets = b"by"
shared = [text, text, [1], octets, octets]
shared.append(shared[2])
loop = [1]
loop.append(loop)
dict_loop = {}
dict_loop["self"] = dict_loop
tuple_loop = ([],)
tuple_loop[0].append(tuple_loop)
set_of_all = {1, 2, 3}
plain_loop = Plain()
plain_loop.me = plain_loop

VALUES = [
    None, True, False, 0, 1, -1, 127, 128, 255, 256, 65535, 65536, -129, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63,
    -2**63, 2**64, 1 << 2040, -(1 << 2050), 0.0, -0.0, 1.5, 1e300, float("inf"), float("nan"), 1j, "", "a", "é", "€", "😀", "\ud800",
    "a\nb\\c\0\x1a\r", "x" * 255, "x" * 256, "x" * 70000, b"", b"a", b"\xff\0", b"x" * 255, b"x" * 256, b"x" * 70000,
    bytearray(b"abc"), bytearray(), bytearray(b"x" * 300), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(1001)), {}, {1: 2},
    {1: 2, "a": "b"}, {n: str(n) for n in range(1002)}, set(), {1}, set_of_all, frozenset(), frozenset({1}), frozenset({"a", (1, 2)}),
    range(3), range(1, 10, 2), slice(1, 2, 3), ..., NotImplemented, int, type(None), type(...), type(NotImplemented), len, [].append.__self__,
    "x".join, Plain, Plain.Nested, Plain(), Plain(a=1, b=[2]), Plain(a=1).method, Plain.method, slotted, slots, Numbers(5), Lists([1, 2]),
    Dicts(a=1), Colour.RED, Colour.BLUE, Permission.READ, Permission.READ | Permission.WRITE, Point(1, "b"), Keywords(1, b=2), Reduced(), WithSetter(), function, shared, loop, dict_loop,
    tuple_loop, plain_loop, Exception(), ValueError(1, "a"), KeyError("k"), OSError(2, "no", "file"), ImportError("m", name="n"),
    collections.OrderedDict([(1, 2), (3, 4)]), collections.defaultdict(list, {1: [2]}), collections.deque([1, 2], 5), collections.Counter("aab"),
    datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5, 6), datetime.timedelta(1, 2, 3), datetime.time(1, 2), datetime.timezone.utc,
    datetime.timezone(datetime.timedelta(hours=1)),
    functools.partial(max, 1, key=abs), operator.itemgetter(1, 2), operator.attrgetter("a.b"), operator.methodcaller("m", 1, k=2),
    iter([1, 2]), iter("ab"), itertools.count(3), itertools.chain([1], [2]), itertools.product("ab", "cd"), types.SimpleNamespace(a=1), io.StringIO("abc"), io.BytesIO(b"abc"), list[int],
    complex(1, 2), memoryview(b"a"), (item for item in ()), types, lambda: 0, object(), [[[[]]]], ["a"] * 5, [("a", "b")] * 3,
]


def shown(data):
    return data if len(data) < 200 else (len(data), data[:60], data[-40:], sum(data), data.count(b"\x95"))


def described(value, depth=0):
    if depth > 3:
        return "..."
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + str([described(item, depth + 1) for item in value[:4]]) + str(len(value))
    if isinstance(value, dict):
        return type(value).__name__ + str([(described(key, depth + 1), described(item, depth + 1)) for key, item in list(value.items())[:4]])
    result = repr(value)
    if " at 0x" in result:
        return type(value).__name__ + described(getattr(value, "__dict__", None), depth + 1)
    return result[:100]


for value in VALUES:
    for protocol in range(6):
        try:
            data = pickle.dumps(value, protocol)
        except Exception as error:
            message = str(error)
            if " at 0x" in message:
                message = message[:message.index(" at 0x")] + message[message.index(" at 0x") + 20:][-20:]
            print(protocol, type(value).__name__, type(error).__name__, message)
            continue
        print(protocol, shown(data))
        try:
            print("  ", described(pickle.loads(data)))
        except Exception as error:
            print("  ", type(error).__name__, error)
