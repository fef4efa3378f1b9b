"""The context of what is thrown into a generator: what the generator handles, never what its caller does."""


def chain(error):
    seen = []
    while error is not None:
        seen.append(repr(error))
        error = error.__context__
    return seen


def show(function, *arguments):
    try:
        print("yielded", function(*arguments))
    except BaseException as error:
        print(chain(error))


def plain():
    try:
        yield 1
    finally:
        raise KeyError("finally")


def handling():
    try:
        raise OSError("own")
    except OSError:
        yield 1


def catching():
    try:
        yield 1
    except ValueError as error:
        yield chain(error)


def delegating(inner):
    try:
        raise LookupError("delegating")
    except LookupError:
        yield from inner


class NoThrow:
    def __iter__(self):
        return iter("ab")


class Throws:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *arguments):
        raise TypeError("from throw")

    def close(self):
        raise TypeError("from close")


def started(generator):
    next(generator)
    return generator


makers = [
    plain,
    handling,
    catching,
    lambda: delegating(plain()),
    lambda: delegating(handling()),
    lambda: delegating(catching()),
    lambda: delegating(NoThrow()),
    lambda: delegating(Throws()),
    lambda: delegating(delegating(handling())),
    lambda: (x for x in "ab"),
]
for make in makers:
    show(started(make()).throw, ValueError("outside"))
    show(started(make()).close)
    show(make().throw, ValueError("fresh"))
    try:
        raise ArithmeticError("caller")
    except ArithmeticError:
        show(started(make()).throw, ValueError("inside"))
        show(started(make()).throw, GeneratorExit("exit"))
        show(started(make()).close)
        show(make().throw, ValueError("fresh"))
        done = make()
        done.close()
        show(done.throw, ValueError("done"))
    known = ValueError("known")
    known.__context__ = KeyError("before")
    try:
        raise ArithmeticError("caller")
    except ArithmeticError:
        show(started(make()).throw, known)


async def coroutine(inner):
    try:
        raise LookupError("coroutine")
    except LookupError:
        await inner


class Pause:
    def __await__(self):
        yield


async def pause():
    await Pause()


for awaited in [Pause, pause, lambda: coroutine(Pause())]:
    running = coroutine(awaited())
    running.send(None)
    try:
        raise ArithmeticError("caller")
    except ArithmeticError:
        show(running.throw, ValueError("thrown"))
