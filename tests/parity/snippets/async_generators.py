"""async generators: asend, athrow, aclose and their awaitables, aiter and anext, hooks left out."""


class Pause:
    def __init__(self, label=None):
        self.label = label

    def __await__(self):
        return (yield self.label)


def step(label, function, *arguments):
    try:
        result = function(*arguments)
        shown = repr(result).split(" at ")[0]
        print(label, "->", shown)
        return result
    except BaseException as error:
        print(label, type(error).__name__, error.args, repr(error.__cause__), error.__suppress_context__)


def drive(awaitable):
    seen = []
    iterator = awaitable.__await__()
    while True:
        try:
            seen.append(iterator.send(None))
        except StopIteration as stop:
            return seen, stop.value


async def echo(count=5):
    received = None
    for number in range(count):
        try:
            received = yield number, received
        except ValueError as error:
            received = error
        await Pause(f"after {number}")


generator = echo()
print(type(generator), generator.__name__, generator.__qualname__, repr(generator).split(" at ")[0])
print(generator.ag_running, generator.ag_await)
print(aiter(generator) is generator, generator.__aiter__() is generator)
for awaitable in [generator.__anext__(), generator.asend(None), generator.athrow(ValueError), generator.aclose()]:
    print(type(awaitable).__name__, iter(awaitable) is awaitable, awaitable.__await__() is awaitable)
    awaitable.close()
step("anext", drive, generator.__anext__())
step("asend", drive, generator.asend("sent"))
step("athrow", drive, generator.athrow(ValueError("thrown")))
step("athrow", drive, generator.athrow(ValueError, "class"))
print(generator.ag_running, generator.ag_await)
sending = generator.asend("x")
step("sending", sending.send, None)
print(generator.ag_running, type(generator.ag_await).__name__)
other = generator.asend("y")
step("busy", other.send, None)
step("busy", generator.aclose().send, None)
step("busy", generator.athrow(ValueError).send, None)
step("end", sending.send, None)
step("reuse", sending.send, None)
step("reuse", sending.throw, ValueError)
step("aclose", drive, generator.aclose())
step("closed", drive, generator.__anext__())
step("closed", drive, generator.asend(1))
step("closed", drive, generator.athrow(ValueError))
step("closed", drive, generator.aclose())
print(generator.ag_frame, generator.ag_running)

step("first value", drive, echo().asend(5))
step("iter", iter, generator)
step("next", next, generator)
step("send", getattr, generator, "send")
step("class", type(generator))
step("asend nothing", generator.asend)
step("athrow nothing", generator.athrow)
step("await", lambda: generator.__await__)


async def raises(kind):
    yield 1
    raise kind("inside")


for kind in [ValueError, StopIteration, StopAsyncIteration, GeneratorExit]:
    generator = raises(kind)
    step("first", drive, generator.__anext__())
    step(kind.__name__, drive, generator.__anext__())
    step("after", drive, generator.__anext__())


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


generator = stubborn()
step("first", drive, generator.__anext__())
step("aclose", drive, generator.aclose())
step("next", drive, generator.__anext__())


async def awaits_in_finally(log):
    try:
        yield 1
        yield 2
    finally:
        await Pause("finally")
        log.append("finally")


log = []
generator = awaits_in_finally(log)
step("first", drive, generator.__anext__())
step("aclose", drive, generator.aclose())
print(log)

generator = awaits_in_finally(log)
step("first", drive, generator.__anext__())
closing = generator.aclose()
step("closing", closing.send, None)
step("closing again", generator.aclose().send, None)
step("closing end", closing.send, None)
step("closing reuse", closing.send, None)
step("closing reuse", closing.throw, ValueError)

closing = echo().aclose()
step("value to aclose", closing.send, 5)
step("never started", drive, closing)

generator = echo()
step("throw into fresh", drive, generator.athrow(KeyError("fresh")))
step("then", drive, generator.__anext__())

generator = echo()
step("start", drive, generator.__anext__())
throwing = generator.athrow(ValueError("mid"))
step("throwing", throwing.send, None)
step("throwing throw", throwing.throw, ValueError("again"))
step("throwing after", throwing.send, None)

generator = echo()
sending = generator.asend(None)
step("sending", sending.throw, LookupError("into a fresh one"))
step("sending", sending.send, None)

generator = echo()
step("start", drive, generator.__anext__())
sending = generator.asend("s")
step("waits", sending.send, None)
step("throw", sending.throw, ValueError("waiting"))
step("after", drive, generator.__anext__())

generator = echo()
sending = generator.asend(None)
print(sending.close())
step("closed asend", sending.send, None)
throwing = generator.athrow(ValueError)
print(throwing.close())
step("closed athrow", throwing.send, None)

for arguments in [(5,), (ValueError("x"), 5), (ValueError, "x", 5), (ValueError, ("a", "b")), (KeyError, KeyError("k"))]:
    generator = echo()
    drive(generator.__anext__())
    step(f"athrow {arguments}", drive, generator.athrow(*arguments))


async def returns_early(flag):
    if flag:
        return
    yield


async def collect(iterable):
    return [item async for item in iterable]


step("early", drive, collect(returns_early(True)))
step("late", drive, collect(returns_early(False)))
step("echo", drive, collect(echo(2)))


class Items:
    def __init__(self, *items):
        self.items = list(items)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.items:
            raise StopAsyncIteration
        await Pause("items")
        return self.items.pop(0)


async def with_anext():
    items = Items("a", "b")
    print(await anext(items), await anext(items, "default"), await anext(items, "default"), await anext(items, None))
    generator = echo(1)
    print(await anext(generator), await anext(generator, "end"), await anext(generator, "end"))
    try:
        await anext(items)
    except StopAsyncIteration as error:
        print(repr(error))
    try:
        await anext(generator)
    except StopAsyncIteration as error:
        print(repr(error))


step("with anext", drive, with_anext())


class NoAwaitable:
    def __anext__(self):
        return 5


class NoIterator:
    def __aiter__(self):
        return 5


class OnlyNext:
    def __aiter__(self):
        return NoAwaitable()


step("anext", anext, 5)
step("anext", anext, [])
step("anext", anext, NoAwaitable())
step("anext default", lambda: drive(anext(NoAwaitable(), 1)))
step("aiter", aiter, [])
step("aiter", aiter, NoIterator())
step("aiter", aiter, OnlyNext())
step("aiter", aiter)
step("anext", anext)
step("anext", anext, 1, 2, 3)

awaitable = anext(Items("x"), "d")
print(type(awaitable).__name__, awaitable.__await__() is awaitable, iter(awaitable) is awaitable)
print(next(awaitable))
iterator = anext(echo(), "d")
step("anext send", iterator.send, None)
iterator = anext(raises(ValueError), "d")
step("anext throw", iterator.throw, KeyError("k"))
iterator = anext(Items(), "given")
step("anext default", next, iterator)


async def delegates():
    async for item in echo(2):
        yield item
    yield await double(4)


async def double(value):
    await Pause("double")
    return 2 * value


step("delegates", drive, collect(delegates()))
step("comprehension", drive, collect(item async for item in delegates()))


def make(start):
    async def counter():
        nonlocal start
        while start:
            yield start
            start -= 1

    return counter()


step("closure", drive, collect(make(3)))


class Methods:
    async def items(self, *values, key=None):
        """Documented."""
        for value in values:
            yield value, key


step("method", drive, collect(Methods().items(1, 2, key="k")))
print(Methods.items.__doc__, Methods().items().__qualname__)


async def handles():
    try:
        raise KeyError("outer")
    except KeyError:
        yield 1
        raise


generator = handles()
step("handles", drive, generator.__anext__())
try:
    raise OSError("caller")
except OSError:
    step("handles", drive, generator.__anext__())


async def leaves_loop():
    generator = echo()
    async for item in generator:
        if item[0] == 1:
            break
    print(await generator.asend("after break"))
    await generator.aclose()
    return [item async for item in generator]


step("loop", drive, leaves_loop())


async def cut():
    try:
        yield 1
    finally:
        print("finalized")


generator = cut()
drive(generator.__anext__())
del generator
generator = cut()
del generator


async def swallows():
    try:
        yield 1
    except GeneratorExit:
        print("swallowed")


generator = swallows()
drive(generator.__anext__())
step("aclose", drive, generator.aclose())

generator = echo()
throwing = generator.athrow(1, 2, 3, 4)
step("too many", throwing.send, None)
step("then", generator.asend(None).send, None)
throwing = echo().athrow()
step("too few", throwing.send, None)
