"""object.__reduce__, __reduce_ex__ and __getstate__, and those of builtin classes, with errors."""
import collections
import copy
import copyreg
import functools
import io
import operator
import os
import sys
import time
import types


def show(value):
    if isinstance(value, (tuple, list)):
        return type(value).__name__ + "[" + ", ".join(map(show, value)) + "]"
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        return value.__name__
    if hasattr(value, "__next__"):
        return "iterator of " + show(list(value))
    text = repr(value)
    return type(value).__name__ if " at 0x" in text else text


def attempt(label, function, *arguments):
    try:
        print(label, show(function(*arguments)))
    except Exception as error:
        print(label, type(error).__name__, error)


class Plain:
    pass


class Filled:
    def __init__(self):
        self.a = 1
        self.b = [2]


class Slotted:
    __slots__ = ("x", "y", "__private")

    def __init__(self):
        self.x = 1
        self.__private = 3


class Mixed(Slotted):
    def __init__(self):
        super().__init__()
        self.z = 5


class WithArguments:
    def __getnewargs__(self):
        return 1, 2

    def __new__(cls, *arguments):
        return super().__new__(cls)


class WithKeywords:
    def __getnewargs_ex__(self):
        return (1,), {"k": 2}

    def __new__(cls, *arguments, **keywords):
        return super().__new__(cls)


class NoKeywords(WithKeywords):
    def __getnewargs_ex__(self):
        return (1,), {}


def wrong(name, result):
    return type("Wrong", (), {name: lambda self: result})()


class OwnState:
    def __getstate__(self):
        return "state"


class OwnReduce:
    def __reduce__(self):
        return "global name"


class Numbers(int):
    pass


class Texts(str):
    pass


class Octets(bytes):
    pass


class Lists(list):
    pass


class Dicts(dict):
    pass


class Sets(set):
    pass


class Frozen(frozenset):
    pass


class Tuples(tuple):
    pass


class Floats(float):
    pass


class Arrays(bytearray):
    pass


class Deques(collections.deque):
    pass


class Ordered(collections.OrderedDict):
    pass


class Errors(Exception):
    pass


class Functions:
    def method(self):
        pass


def filled(value, **attributes):
    value.__dict__.update(attributes)
    return value


Point = collections.namedtuple("Point", "x y")

VALUES = [
    ("object", object()), ("plain", Plain()), ("filled", Filled()), ("slotted", Slotted()), ("mixed", Mixed()),
    ("arguments", WithArguments()), ("keywords", WithKeywords()), ("no keywords", NoKeywords()),
    ("wrong tuple", wrong("__getnewargs__", [1])), ("wrong pair", wrong("__getnewargs_ex__", 5)),
    ("wrong length", wrong("__getnewargs_ex__", (1,))), ("wrong first", wrong("__getnewargs_ex__", (1, {}))),
    ("wrong second", wrong("__getnewargs_ex__", ((), 5))),
    ("state", OwnState()), ("reduce", OwnReduce()), ("int", 5), ("large", 1 << 70), ("bool", True), ("float", 1.5),
    ("complex", 1 + 2j), ("str", "ab"), ("bytes", b"ab"), ("none", None), ("ellipsis", ...),
    ("not implemented", NotImplemented), ("list", [1, 2]), ("tuple", (1, 2)), ("dict", {1: 2}), ("set", {1, 2}),
    ("frozenset", frozenset({1})), ("bytearray", bytearray(b"a\xff")), ("empty bytearray", bytearray()),
    ("range", range(1, 9, 3)), ("slice", slice(1, None, 2)), ("Numbers", Numbers(7)),
    ("Numbers filled", filled(Numbers(7), q=1)), ("Texts", Texts("q")), ("Octets", Octets(b"q")),
    ("Lists", filled(Lists([1, 2]), q=1)), ("Dicts", filled(Dicts({1: 2}), q=1)), ("Sets", filled(Sets([3]), q=1)),
    ("Frozen", Frozen([3])), ("Tuples", Tuples([3])), ("Floats", Floats(2)), ("Arrays", filled(Arrays(b"x"), q=1)),
    ("Point", Point(1, 2)), ("deque", collections.deque([1, 2])), ("bounded", collections.deque([1, 2], 5)),
    ("Deques", filled(Deques([1]), q=1)), ("deque iterator", iter(collections.deque([1, 2, 3]))),
    ("deque reversed", reversed(collections.deque([1, 2, 3]))), ("Counter", collections.Counter("aab")),
    ("defaultdict", collections.defaultdict(list, {1: [2]})), ("defaultdict none", collections.defaultdict()),
    ("ordered", collections.OrderedDict([(1, 2), (3, 4)])), ("Ordered", filled(Ordered([(1, 2)]), q=1)),
    ("ordered iterator", iter(collections.OrderedDict([(1, 2), (3, 4)]))),
    ("partial", functools.partial(max, 1, key=abs)), ("partial filled", filled(functools.partial(max), q=1)),
    ("itemgetter", operator.itemgetter(1)), ("itemgetter two", operator.itemgetter(1, "a")),
    ("attrgetter", operator.attrgetter("a.b", "c")), ("methodcaller", operator.methodcaller("m", 1)),
    ("methodcaller keywords", operator.methodcaller("m", 1, k=2)),
    ("exception", Exception(1, "a")), ("exception filled", filled(Errors(1), q=1)), ("key error", KeyError("k")),
    ("import error", ImportError("m", name="n", path="p")), ("import error plain", ImportError("m")),
    ("import error name", filled(ImportError("m", name="n"), q=1)), ("os error", OSError(2, "no")),
    ("os error file", OSError(2, "no", "file")), ("os error files", OSError(2, "no", "file", None, "other")),
    ("os error one", OSError(2)), ("stop", StopIteration(5)), ("syntax", SyntaxError("m", ("f", 1, 2, "t"))),
    ("decode", UnicodeDecodeError("ascii", b"x", 0, 1, "r")), ("group", ExceptionGroup("g", [ValueError(1)])),
    ("len", len), ("append", [1].append), ("join", str.join), ("wrapper", int.__add__), ("method wrapper", (5).__add__),
    ("new", int.__new__), ("bound", Functions().method), ("member", Slotted.x), ("alias", list[int]),
    ("struct_time", time.gmtime(0)), ("stat", os.stat_result(range(10))),
    ("bytes io", io.BytesIO(b"abc")), ("string io", io.StringIO("abc")),
    ("function", show), ("generator", (item for item in ())), ("module", sys), ("class", Plain), ("builtin class", int),
    ("property", property()), ("super", super(Plain, Plain())), ("memoryview", memoryview(b"a")), ("code", show.__code__),
    ("dict keys", {}.keys()), ("classmethod", classmethod(show)), ("staticmethod", staticmethod(show)), ("cell", types.CellType(1)),
    ("mapping proxy", Plain.__dict__),
]

for name, value in VALUES:
    attempt(name + " reduce", object.__reduce__, value)
    for protocol in range(5):
        if not isinstance(value, type):
            attempt(f"{name} {protocol}", lambda: value.__reduce_ex__(protocol))
        attempt(f"{name} object {protocol}", object.__reduce_ex__, value, protocol)
    if not isinstance(value, (type, types.ModuleType)):
        attempt(name + " state", object.__getstate__, value)

attempt("namespace", types.SimpleNamespace(a=1).__reduce__)
attempt("namespace", copy.deepcopy, types.SimpleNamespace(a=[1]))
for protocol in "a", None, 1.5, 1 << 40, True:
    attempt(f"protocol {protocol}", Plain().__reduce_ex__, protocol)
attempt("none", lambda: Plain().__reduce_ex__())
attempt("two", lambda: Plain().__reduce__(1))
print(Slotted.__slotnames__, Mixed.__slotnames__, "__slotnames__" in Plain.__dict__)
Plain.__slotnames__ = 5
attempt("slotnames", Plain().__reduce_ex__, 2)
Plain.__slotnames__ = None
attempt("slotnames", Plain().__reduce_ex__, 2)
print(object.__reduce_ex__(1, 2)[0] is copyreg.__newobj__)

for name, value in VALUES:
    for function in copy.copy, copy.deepcopy:
        try:
            copied = function(value)
        except Exception as error:
            print(name, function.__name__, type(error).__name__, error)
        else:
            print(name, function.__name__, show(copied), copied is value, type(copied) is type(value))

for state in None, {}, {"a": 1}, 5, {1: 2}, [("a", 1)]:
    error = Errors(1)
    attempt(f"exception state {state}", error.__setstate__, state)
    print(error.__dict__)
for state in [(), 5, (max,), (max, (1,), {}, None), (max, (1,), None, None), (max, Tuples([1]), Dicts(k=1), {"z": 1}), (5, (), {}, None),
              (max, [], {}, None), (max, (), [], None)]:
    value = functools.partial(min, 9)
    attempt(f"partial state {state}", value.__setstate__, state)
    print(value.func, value.args, value.keywords, value.__dict__)
for state in [None, (), (b"xyz",), (b"xyz", 1), (b"xyz", 1, None), (b"xyz", "a", None), (b"xyz", -1, None), (b"xyz", 1, 3),
              (b"xyz", 1, {"q": 1}), (1, 1, None), (b"xyz", 1, None, None), (b"xyz", 1 << 70, None), [1]]:
    stream = io.BytesIO()
    attempt(f"bytes io {state}", stream.__setstate__, state)
    print(stream.getvalue(), stream.tell(), stream.__dict__)
for state in [None, (), ("xyz", 1, None), ("xyz", 1, None, None), ("xyz", "\n", 1, None), ("x\ny", None, 1, None), ("xyz", "x", 1, None),
              ("xyz", "\r", 1, None), ("xyz", "\n", "a", None), ("xyz", "\n", -1, None), ("xyz", "\n", 1, 5), ("xyz", "\n", 1, {"q": 1})]:
    stream = io.StringIO()
    attempt(f"string io {state}", stream.__setstate__, state)
    print(stream.__dict__)
