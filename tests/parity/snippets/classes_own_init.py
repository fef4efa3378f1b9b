"""Subclasses of builtin classes whose `__init__` takes keywords; `%` with what is no tuple; `OSError` with its own `__init__`."""
import collections


def attempt(call):
    try:
        print(repr(call()))
    except Exception as error:
        print(type(error).__name__, error)


def with_init(base):
    class Own(base):
        def __init__(self, *args, **kwargs):
            print("init", len(args), kwargs)

    return Own


def with_new(base):
    class Own(base):
        def __new__(cls, *args, **kwargs):
            return super().__new__(cls, *args, **kwargs)

    return Own


for base, argument in ((tuple, [1]), (frozenset, [1]), (float, 5), (list, [1]), (dict, [1]), (set, [1]), (int, 5), (str, 5), (bytes, b"x"), (complex, 5), (bytearray, b"x"), (collections.deque, [1])):
    attempt(lambda: base(argument, key=2))
    attempt(lambda: with_init(base)(argument))
    attempt(lambda: with_init(base)(argument, key=2))
    attempt(lambda: with_new(base)(argument))
    attempt(lambda: with_new(base)(argument, key=2))
attempt(lambda: list(with_init(filter)(None, [1, 0], key=2)))
attempt(lambda: list(with_init(reversed)([1, 2], key=2)))
attempt(lambda: list(with_init(map)(str, [2], key=1)))
attempt(lambda: list(with_init(zip)([1], [2], key=1)))
attempt(lambda: list(with_init(zip)([1], [2], strict=True)))
attempt(lambda: list(with_init(enumerate)([2], start=1)))


class ByIndex:
    def __getitem__(self, index):
        return f"item {index!r}"


class OwnDeque(collections.deque):
    def __getitem__(self, index):
        return 5


class Half:
    def __int__(self):
        return 1.5

    def __index__(self):
        raise TypeError("mine")


for value in ([1], {}, {"a": 1}, ByIndex(), "x", b"x", range(1), {1}, 5, None, (), (1,), [], collections.deque(), OwnDeque(), memoryview(b"a"), bytearray(b"q"), object.__dict__):
    attempt(lambda: "a" % value)
    attempt(lambda: b"a" % value)
    attempt(lambda: "%(a)s" % value)
attempt(lambda: "%d" % Half())
attempt(lambda: "%x" % Half())


class Failure(OSError):
    def __init__(self, *args):
        pass


class Passed(OSError):
    def __init__(self, *args):
        super().__init__(*args)


for failure in (Failure(2, "text"), Passed(2, "text"), Passed(2, "text", "file"), Passed("one"), OSError(2, "text"), OSError(2, "text", "file")):
    print(type(failure).__name__, failure.args, failure.errno, failure.filename, failure)
attempt(lambda: enumerate())
attempt(lambda: enumerate(start=1))
attempt(lambda: enumerate(key=1))
attempt(lambda: list(enumerate(start=1, iterable="a")))
