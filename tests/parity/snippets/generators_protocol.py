"""Generators: send, throw, close, delegation, what is handled while one is suspended."""


def echo():
    received = None
    while True:
        try:
            received = yield received
        except ValueError as error:
            received = f"caught {error}"


echoing = echo()
print(next(echoing), echoing.send(1), echoing.throw(ValueError("x")), echoing.send(2))
echoing.close()
try:
    next(echoing)
except StopIteration as stop:
    print("closed", stop.value, stop.args)
echoing.close()
try:
    echoing.throw(KeyError("late"))
except KeyError as error:
    print("late", error)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


stuck = stubborn()
next(stuck)
try:
    stuck.close()
except RuntimeError as error:
    print(error)


def result():
    yield "item"
    return "the result"


def outer():
    value = yield from result()
    print("result was", value)
    value = yield from [1, 2]
    print("list gives", value)
    return value


print(list(outer()))


class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration("lift-off", "second")
        self.left -= 1
        return self.left


def counting():
    return (yield from Countdown(2))


counter = counting()
print(next(counter), next(counter))
try:
    next(counter)
except StopIteration as stop:
    print(stop.args, stop.value)
try:
    next(Countdown(0))
except StopIteration as stop:
    print(stop.args)
print(next(Countdown(0), "default"), list(Countdown(3)))


def delegating():
    try:
        yield from inner()
    except ValueError as error:
        print("outer caught", error)
        yield "recovered"
    finally:
        print("outer done")


def inner():
    try:
        yield "inner"
    finally:
        print("inner done")


passing = delegating()
print(next(passing))
print(passing.throw(ValueError, "thrown"))
print(list(passing))
closing = delegating()
next(closing)
closing.close()


def running():
    yield next(own)


own = running()
try:
    next(own)
except ValueError as error:
    print(error)


def handling():
    try:
        raise KeyError("inside")
    except KeyError:
        yield 1
        try:
            raise ValueError("second")
        except ValueError as error:
            yield type(error.__context__).__name__


handler = handling()
next(handler)
try:
    raise TypeError("outside")
except TypeError as outside:
    print(next(handler), outside.__context__)


def failing():
    yield 1
    return 1 // 0


for attempt in range(2):
    broken = failing()
    try:
        print(sum(broken))
    except ZeroDivisionError as error:
        print(error, list(broken))


def stops_inside():
    yield 1
    raise StopIteration(3)


try:
    list(stops_inside())
except RuntimeError as error:
    print(error, repr(error.__cause__), error.__cause__ is error.__context__)

fresh = echo()
try:
    fresh.send(1)
except TypeError as error:
    print(error)
try:
    fresh.throw(1)
except TypeError as error:
    print(error)
try:
    fresh.throw(ValueError("x"), "y")
except TypeError as error:
    print(error)
try:
    fresh.throw(LookupError)
except LookupError as error:
    print(repr(error), list(fresh))


def cleanup(name):
    try:
        yield name
    finally:
        print("cleanup of", name)


def first_of(name):
    for item in cleanup(name):
        return item


print(first_of("a"))
waiting = cleanup("b")
next(waiting)
waiting = None
print("after")
print(type(fresh).__name__, echo.__name__, fresh.__name__, fresh.__qualname__)
print(iter(fresh) is fresh, hasattr(fresh, "send"), fresh.gi_running)
pairs = ((x, y) for x in range(3) for y in range(x) if x != y + 2)
print(list(pairs), sum(x * x for x in range(5)), max((len(w), w) for w in ["a", "bb"]))
