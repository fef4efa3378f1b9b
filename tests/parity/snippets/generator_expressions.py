"""Generator expressions: as objects, and as the only argument of builtins."""

import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

    def __add__(self, other):
        print("add", self.name)
        return self

    __radd__ = __add__

    def __bool__(self):
        print("bool", self.name)
        return self.name != "false"

    def __hash__(self):
        print("hash", self.name)
        return 7

    def __eq__(self, other):
        print("eq", self.name, other.name)
        return self.name == other.name

    def __lt__(self, other):
        print("lt", self.name, other.name)
        return self.name < other.name

    def __gt__(self, other):
        print("gt", self.name, other.name)
        return self.name > other.name


def noisy(values):
    for value in values:
        print("give", value)
        yield value
    print("exhausted")


def each_consumer():
    print(tuple(x + 1 for x in noisy([1, 2])))
    print(list(x + 1 for x in noisy([1, 2])))
    print(set(x % 3 for x in range(20)), frozenset(x % 3 for x in range(20)))
    print(sum(x for x in noisy([1, 2.5, 1 << 60])), sum(x for x in ()))
    print(any(x > 1 for x in noisy([1, 2, 3])), all(x < 2 for x in noisy([1, 2, 3])))
    print(any(x for x in ()), all(x for x in ()))
    print(max(x for x in noisy([1, 3, 2])), min(x for x in noisy([3, 1, 2])))
    print(sorted(-x for x in noisy([1, 3, 2])), ", ".join(str(x) for x in noisy([1, 2])))
    print(dict((x, x * x) for x in range(3)), len(set(x // 2 for x in range(9))))
    print(tuple(x for x in ()), list(x for x in ()), set(x for x in ()), frozenset(x for x in ()))


def loud_consumers():
    names = ["b", "a", "false", "b"]
    print(max(Loud(name) for name in names).name)
    print(min(Loud(name) for name in names).name)
    print(any(Loud(name) for name in ["false", "b", "c"]))
    print(all(Loud(name) for name in ["b", "false", "c"]))
    print([item.name for item in sorted(Loud(name) for name in ["only"])])
    print(len(set(Loud(name) for name in names)))
    try:
        print(sum(Loud(name) for name in ["x", "y"]).name)
    finally:
        print("summed")


def shown(function):
    try:
        print("gave", function())
    except BaseException as error:
        print(type(error).__name__, error, repr(error.__cause__), repr(error.__context__))
        link = error.__traceback__
        while link is not None:
            print("   ", link.tb_lineno)
            link = link.tb_next


def divided(values):
    return tuple(
        10 //
        value
        for value in values
        if value + 1
    )


def raising():
    shown(lambda: tuple(10 // x for x in [5, 0, 2]))
    shown(lambda: set([x] for x in [1]))
    shown(lambda: sum(x for x in [1, "a"]))
    shown(lambda: max(x for x in [1, "a"]))
    shown(lambda: max(x for x in []))
    shown(lambda: min(x for x in []))
    shown(lambda: range(10, 0, -3).index(any(x for x in [])))
    shown(lambda: sorted(x for x in [1, "a"]))
    shown(lambda: ", ".join(x for x in ["a", 1]))
    shown(lambda: list(x for x in 5))
    shown(lambda: list(y for x in [[1], 5] for y in x))
    shown(lambda: list(undefined for x in [1]))
    shown(lambda: divided([1, 2, 0]))
    shown(lambda: divided([1, "2", 0]))
    shown(lambda: next(next(iter([])) for x in [1]))
    shown(lambda: list(next(iter([])) for x in [1]))
    shown(lambda: any(next(iter([])) for x in [1]))
    try:
        try:
            raise KeyError("handled")
        except KeyError:
            tuple(1 // x for x in [0])
    except ZeroDivisionError as error:
        print(repr(error.__context__))


def unbound():
    try:
        print(tuple(x + later for x in [1, 2]))
    except NameError as error:
        print(type(error).__name__, error)
    later = 1
    print(tuple(x + later for x in [1, 2]))


def shadowed():
    tuple = lambda items: [type(items).__name__, [*items]]
    print(tuple(x for x in "ab"))
    sum = max = print
    sum(type(x for x in "ab").__name__)
    max([*(x for x in "ab")])

    class list(type([])):
        pass

    made = list(x for x in "ab")
    print(type(made).__qualname__, made)


class Own(set):
    def add(self, item):
        print("never")


def changing():
    values = [1, 2, 3]
    print(list(values.append(x) or x for x in values if len(values) < 8))
    print(values)
    total = 0
    print(tuple((total := total + x) for x in range(4)), total)
    print([f() for f in tuple((lambda: x) for x in range(3))])
    print(tuple(tuple(x * y for y in range(x)) for x in range(4)))
    print(list((x, y, z) for x in range(3) if x for y in range(x) for z in "ab" if z > "a" or y))
    print(list((a, b, c) for a, (b, *c) in [(1, "xyz"), (2, "uv")]))
    print(type(Own(x for x in [1, 2])).__name__, sorted(Own(x for x in [1, 2])))
    print("".join(x for x in "abc"), "-".join([x for x in "abc"]), str.join("+", (x for x in "ab")))


def objects():
    made = (x * 2 for x in noisy([1, 2, 3]))
    print(type(made), made.__name__, made.__qualname__, iter(made) is made)
    print(made.gi_running, made.gi_suspended)
    print(next(made), made.gi_running, made.gi_suspended, made.send("ignored"))
    shown(lambda: made.throw(KeyError("thrown")))
    print(made.gi_suspended, list(made), next(made, "over"))
    shown(lambda: made.throw(ValueError("late")))
    made = (x for x in noisy([1, 2]))
    shown(lambda: made.send(1))
    shown(lambda: made.throw(OSError("early")))
    print(list(made))
    made = (x for x in noisy([1, 2]))
    print(next(made), made.close(), made.close(), list(made))
    made = (x for x in [1])
    shown(lambda: (next(made), made.throw(StopIteration("odd"))))
    made = (next(made) for x in [1])
    shown(lambda: next(made))
    print(list(made))
    made = (Loud(x) for x in "pq")
    print(next(made).name)
    del made
    print("gone")
    outer = ((x, y) for x in noisy([1, 2]) for y in noisy("ab"))
    print(next(outer), next(outer), next(outer))
    outer.close()
    print(list(outer))
    made = (x for x in [Loud("held")])
    print(next(made).name)
    made.close()
    print("closed")


def inner_frames():
    def suspended():
        yield 1
        yield 2

    def failing():
        held = suspended()
        next(held)
        raise ValueError("own line")
        yield

    shown(lambda: list(x for x in failing()))


def deep(depth):
    if depth == 0:
        return 0
    return sum(deep(depth - 1) + x for x in [1])


def chain(depth):
    items = iter([1, 2])
    for _ in range(depth):
        items = (x + 1 for x in items)
    return items


def recursion():
    print(deep(100))
    for function in (lambda: deep(5000), lambda: list(chain(5000))):
        try:
            print(function())
        except RecursionError as error:
            print("RecursionError", error)
    print(list(chain(300)))
    sys.setrecursionlimit(2000)
    print(list(chain(1500)))


def delegating():
    yield from (x + 1 for x in noisy([1, 2]))
    got = yield from (x for x in [])
    print("got", got)


def slices():
    values = [1, 2, 3, 4]
    print(values[1:], values[:2], values[1:3], values[:], values[-3:-1], values[3:1], values[9:])
    print((1, 2, 3)[1:], (1, 2, 3)[:], (1, 2, 3)[:-1], (1, 2, 3)[2:9], "abc"[1:], b"abc"[:2])
    values[1:3] = "xyz"
    values[9:] = [9]
    values[:0] = values
    print(values, values[:True], values[False:2])
    for bad in (lambda: values["a":], lambda: values[:1.5], lambda: 5[1:], lambda: {}[1:]):
        shown(bad)
    try:
        values[1:2] = 5
    except TypeError as error:
        print(error)

    class Keys:
        def __getitem__(self, key):
            return key

        def __setitem__(self, key, value):
            print("set", key, value)

        def __index__(self):
            print("index")
            return 1

    keys = Keys()
    print(keys[1:2], keys[:], keys[None:"x"], values[keys:], (1, 2)[:keys])
    keys[1:] = 3
    values[keys:] = [0]
    print(values, [1] + [2] + values[:1], values[:1] + values[1:2], [] + [], values + values)
    shown(lambda: [1] + (2,))
    print(list(reversed(range(5))), list(reversed(range(0))), list(reversed([1, 2])), [*reversed(range(9, 2, -3))])


each_consumer()
loud_consumers()
raising()
unbound()
shadowed()
changing()
objects()
inner_frames()
recursion()
print(list(delegating()))
slices()
print(sum(divided(x for x in [4, y]) [0] for y in [3, 0]))
