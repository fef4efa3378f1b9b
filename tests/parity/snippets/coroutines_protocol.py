"""Coroutine objects: send, throw, close, what is awaited, names, and every message."""


class Pause:
    def __init__(self, label):
        self.label = label

    def __await__(self):
        return (yield self.label)


async def double(value):
    return 2 * await Pause(value)


def attempt(label, function, *arguments):
    try:
        print(label, "->", function(*arguments))
    except BaseException as error:
        print(label, type(error).__name__, error.args, repr(error.__cause__), repr(error.__context__))


def drive(coroutine, *answers):
    seen = []
    answers = list(answers)
    value = None
    while True:
        try:
            seen.append(coroutine.send(value))
        except StopIteration as stop:
            return seen, stop.value
        value = answers.pop(0) if answers else None


coroutine = double("a")
print(type(coroutine), coroutine.__name__, coroutine.__qualname__)
print(coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_await, coroutine.cr_origin)
attempt("first value", coroutine.send, 1)
attempt("start", coroutine.send, None)
print(coroutine.cr_running, coroutine.cr_suspended, type(coroutine.cr_await).__name__)
attempt("answer", coroutine.send, 21)
attempt("again", coroutine.send, None)
attempt("again", coroutine.throw, ValueError("late"))
attempt("close", coroutine.close)
print(coroutine.cr_frame, coroutine.cr_suspended)

attempt("iter", iter, coroutine)
attempt("next", next, coroutine)
attempt("list", list, coroutine)
attempt("anext", anext, coroutine)
attempt("aiter", aiter, coroutine)
attempt("class", type(coroutine))
attempt("attribute", getattr, coroutine, "gi_running")
attempt("set", setattr, coroutine, "x", 1)
attempt("name", setattr, coroutine, "__name__", 5)
attempt("qualified", setattr, coroutine, "__qualname__", None)
coroutine.__name__ = "renamed"
coroutine.__qualname__ = "very.renamed"
print(coroutine.__name__, repr(coroutine).split(" at ")[0])
attempt("throw nothing", coroutine.throw)
attempt("send nothing", coroutine.send)


async def waits_for(awaitable):
    return await awaitable


class Iterates:
    def __init__(self, result):
        self.result = result

    def __await__(self):
        return self.result


class Raises:
    def __await__(self):
        raise LookupError("no await")


class Plain:
    pass


def generator():
    yield "from a generator"


for awaitable in [1, None, "text", [], Plain(), generator(), print, Plain, Raises(), Iterates(5), Iterates([])]:
    attempt(type(awaitable).__name__, drive, waits_for(awaitable))
attempt("iterator", drive, waits_for(Iterates(iter([1, 2]))), "x")
attempt("list iterator", drive, waits_for(Iterates(iter([1, 2]))))
inner = double("inner")
attempt("coroutine from __await__", drive, waits_for(Iterates(inner)))
inner.close()
inner = double("inner")
attempt("wrapper from __await__", drive, waits_for(Iterates(inner.__await__())), 4)
attempt("used coroutine", drive, waits_for(inner))


async def twice(coroutine):
    first = await coroutine
    return first, await coroutine


attempt("twice", drive, twice(double("t")), 3)

shared = double("shared")
one, two = waits_for(shared), waits_for(shared)
print(one.send(None), one.cr_await is shared, shared.cr_await is not None)
attempt("awaited already", two.send, None)
attempt("still", one.send, 5)

wrapper = double("w").__await__()
print(type(wrapper).__name__, iter(wrapper) is wrapper)
print(next(wrapper))
attempt("wrapper send", wrapper.send, 7)
attempt("wrapper next", next, wrapper)
wrapper = double("w").__await__()
print(next(wrapper))
attempt("wrapper throw", wrapper.throw, KeyError, "k")
wrapper = double("w").__await__()
print(next(wrapper), wrapper.close(), wrapper.close())
attempt("wrapper of a closed one", next, wrapper)


async def handles():
    seen = []
    for label in "abcdef":
        try:
            seen.append(await Pause(label))
        except (ValueError, KeyError) as error:
            seen.append(error)
    return seen


coroutine = handles()
coroutine.send(None)
print(coroutine.throw(ValueError))
print(coroutine.throw(ValueError, "text"))
print(coroutine.throw(ValueError("instance")))
print(coroutine.throw(KeyError, ("a", "b")))
print(coroutine.throw(KeyError, KeyError("own")))
attempt("end", coroutine.throw, ValueError, None, None)
for arguments in [(5,), (int,), (ValueError("x"), 5), (ValueError, "x", 5), (None,)]:
    coroutine = handles()
    coroutine.send(None)
    attempt(f"throw {arguments}", coroutine.throw, *arguments)
    print(coroutine.cr_suspended, coroutine.cr_frame is None)
    coroutine.close()


async def stubborn():
    try:
        await Pause(1)
    except GeneratorExit:
        await Pause(2)


coroutine = stubborn()
coroutine.send(None)
attempt("close", coroutine.close)
attempt("close", coroutine.close)


async def cleans():
    try:
        await Pause(1)
    finally:
        print("cleaned")


coroutine = cleans()
coroutine.send(None)
attempt("close", coroutine.close)
coroutine = cleans()
coroutine.send(None)
del coroutine
coroutine = cleans()
print(coroutine.close(), coroutine.cr_frame)


async def fails():
    try:
        await Pause(1)
    except GeneratorExit:
        raise OSError("while closing")


coroutine = fails()
coroutine.send(None)
attempt("close", coroutine.close)


async def stops():
    raise StopIteration(5)


async def stops_async():
    raise StopAsyncIteration(6)


attempt("StopIteration", stops().send, None)
attempt("StopAsyncIteration", stops_async().send, None)


class Given:
    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return "item"

    def send(self, value):
        return ("sent", value)

    def throw(self, *arguments):
        return ("thrown", arguments)

    def close(self):
        print("closed")


coroutine = waits_for(Given())
print(coroutine.send(None), coroutine.send(5), coroutine.throw(ValueError), coroutine.throw(ValueError, 1, None))
print(coroutine.close())


class NoThrow:
    def __await__(self):
        return iter("ab")


coroutine = waits_for(NoThrow())
coroutine.send(None)
attempt("no throw", coroutine.throw, ValueError("through"))
coroutine = waits_for(NoThrow())
coroutine.send(None)
attempt("no send", coroutine.send, 5)


def reentrant():
    async def body():
        attempt("send", coroutine.send, None)
        attempt("throw", coroutine.throw, ValueError)
        attempt("close", coroutine.close)
        print(coroutine.cr_running, coroutine.cr_suspended)

    coroutine = body()
    attempt("reentrant", coroutine.send, None)


reentrant()


async def returns(value):
    return value


for value in [None, (1, 2), ValueError("value"), StopIteration("inner")]:
    attempt("returns", returns(value).send, None)
print(drive(waits_for(returns((1, 2)))))


class Methods:
    async def method(self, first, *rest, key=None, **more):
        """Documented."""
        return first, rest, key, more

    @classmethod
    async def of_class(cls):
        return cls.__name__

    @staticmethod
    async def static():
        return __class__.__name__


print(drive(Methods().method(1, 2, key=3, other=4)))
print(drive(Methods.of_class()), drive(Methods.static()))
print(Methods.method.__doc__, Methods.method.__qualname__)
attempt("missing", Methods().method)


async def nested(depth):
    if depth == 0:
        await Pause("bottom")
        raise ZeroDivisionError("bottom")
    try:
        return await nested(depth - 1)
    finally:
        print("leaving", depth)


coroutine = nested(3)
print(coroutine.send(None))
attempt("nested", coroutine.send, None)


async def contexts():
    try:
        raise KeyError("outer")
    except KeyError:
        try:
            await Pause("handling")
        except ValueError as error:
            print(repr(error.__context__))
        await Pause("still handling")
        raise


coroutine = contexts()
print(coroutine.send(None))
try:
    raise OSError("caller")
except OSError:
    print(coroutine.throw(ValueError("thrown")))
attempt("reraise", coroutine.send, None)

lambda_coroutine = (lambda: returns(1))()
print(drive(lambda_coroutine))


async def recursion(depth):
    return 1 if depth == 0 else 1 + await recursion(depth - 1)


print(drive(recursion(150)))
try:
    drive(recursion(5000))
except RecursionError as error:
    print(error)


def plain_generator(coroutine):
    return (yield from coroutine)


coroutine = returns(1)
attempt("yield from", list, plain_generator(coroutine))
coroutine.close()


def renamed():
    yield


renamed.__name__ = "other"
renamed.__qualname__ = "some.other"
print(renamed().__name__, repr(renamed()).split(" at ")[0])
double.__name__ = "triple"
coroutine = double(1)
print(coroutine.__name__, coroutine.__qualname__)
coroutine.close()


def delegating(iterable):
    yield from iterable


generator = delegating([1, 2])
print(generator.gi_yieldfrom)
next(generator)
print(type(generator.gi_yieldfrom).__name__)
next(generator)
print(list(generator), generator.gi_yieldfrom, generator.gi_frame)
