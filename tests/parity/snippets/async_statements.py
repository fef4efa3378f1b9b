"""async with, async for and their messages; comprehensions that await."""


class Pause:
    def __init__(self, label=None):
        self.label = label

    def __await__(self):
        return (yield self.label)


def drive(coroutine):
    seen = []
    while True:
        try:
            seen.append(coroutine.send(None))
        except StopIteration as stop:
            return seen, stop.value


def attempt(label, function, *arguments):
    coroutine = function(*arguments)
    try:
        print(label, "->", drive(coroutine))
    except BaseException as error:
        print(label, type(error).__name__, error.args, repr(error.__cause__), error.__suppress_context__)


class Manager:
    def __init__(self, name, swallow=False, fail_on=None):
        self.name, self.swallow, self.fail_on = name, swallow, fail_on

    async def __aenter__(self):
        print("enter", self.name)
        await Pause(f"enter {self.name}")
        if self.fail_on == "enter":
            raise LookupError("enter")
        return self

    async def __aexit__(self, kind, value, traceback):
        print("exit", self.name, kind, value, traceback is not None)
        await Pause(f"exit {self.name}")
        if self.fail_on == "exit":
            raise LookupError("exit")
        return self.swallow


async def with_normal():
    async with Manager("a") as a, Manager("b") as b:
        return a.name + b.name


async def with_error(swallow):
    async with Manager("a", swallow):
        raise ValueError("body")
    return "swallowed"


async def with_failure(fail_on):
    async with Manager("a"):
        async with Manager("b", True, fail_on):
            raise ValueError("body")
    return "end"


async def with_jumps():
    for number in range(5):
        async with Manager(number):
            if number == 0:
                continue
            if number == 2:
                break
    async with Manager("last"):
        return number


attempt("normal", with_normal)
attempt("error", with_error, False)
attempt("error", with_error, True)
attempt("enter", with_failure, "enter")
attempt("exit", with_failure, "exit")
attempt("jumps", with_jumps)


async def with_any(manager):
    async with manager as value:
        return value


def manager_of(**methods):
    return type("Made", (), {name: (lambda result: lambda self, *rest: result)(result) for name, result in methods.items()})()


async def gives(value):
    return value


class Sync:
    def __enter__(self):
        pass

    def __exit__(self, *rest):
        pass


attempt("no protocol", with_any, object())
attempt("number", with_any, 5)
attempt("sync", with_any, Sync())
attempt("half", with_any, manager_of(__aenter__=1))
attempt("other half", with_any, manager_of(__aexit__=1))
attempt("enter gives", with_any, manager_of(__aenter__=1, __aexit__=1))
attempt("exit gives", with_any, manager_of(__aenter__=gives("entered"), __aexit__="text"))
attempt("both", with_any, manager_of(__aenter__=gives("entered"), __aexit__=gives(None)))


class BadBool:
    def __bool__(self):
        raise OverflowError("bool")


async def with_bad_bool():
    async with manager_of(__aenter__=gives(1), __aexit__=gives(BadBool())):
        raise ValueError


attempt("bool", with_bad_bool)


async def in_plain_with():
    with Manager("sync"):
        pass


attempt("async in with", in_plain_with)


class Countdown:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.count:
            raise StopAsyncIteration("end")
        self.count -= 1
        if self.count % 2:
            await Pause(self.count)
        return self.count


async def loops():
    seen = []
    async for item in Countdown(4):
        seen.append(item)
    else:
        seen.append("else")
    async for item in Countdown(9):
        if item == 7:
            continue
        if item == 5:
            break
        seen.append(item)
    else:
        seen.append("no")
    async for first, *rest in Pairs():
        seen.append((first, rest))
    return seen


class Pairs:
    def __aiter__(self):
        return iterate_pairs()


async def iterate_pairs():
    yield "abc"
    await Pause("pairs")
    yield [1]


attempt("loops", loops)


async def iterate(iterable):
    async for item in iterable:
        return item
    return "nothing"


attempt("list", iterate, [1])
attempt("aiter gives", iterate, manager_of(__aiter__=5))
attempt("anext gives", iterate, manager_of(__aiter__=manager_of(__anext__=5)))
attempt("anext gives", iterate, manager_of(__aiter__=manager_of(__anext__=gives("item"))))


class Raising:
    def __init__(self, error):
        self.error = error

    def __aiter__(self):
        return self

    def __anext__(self):
        raise self.error


class RaisingIteration:
    def __aiter__(self):
        raise LookupError("aiter")


attempt("raises", iterate, Raising(ValueError("x")))
attempt("stops", iterate, Raising(StopAsyncIteration()))
attempt("stops", iterate, Raising(StopIteration()))
attempt("aiter", iterate, RaisingIteration())


async def break_out():
    async for item in Countdown(3):
        raise StopAsyncIteration("from the body")


attempt("body", break_out)


async def sync_loop():
    return [item for item in Countdown(3)]


attempt("sync loop", sync_loop)


async def double(value):
    await Pause(f"double {value}")
    return 2 * value


async def comprehensions():
    print([item async for item in Countdown(3)])
    print({item % 2 async for item in Countdown(5)})
    print({item: await double(item) async for item in Countdown(3)})
    print([await double(item) for item in range(3)])
    print([item for item in range(4) if await double(item) > 2])
    print([(x, y) for x in range(2) async for y in Countdown(2)])
    print([(x, y) async for x in Countdown(2) for y in "ab" if x or y == "b"])
    print([[y async for y in Countdown(x)] for x in range(3)])
    print(await double(1) + await double(2), f"{await double(3)!r:>4}", [await double(4)] * 2)
    print([x for x in [y async for y in Countdown(2)]], (await double(5) if await double(1) else 0))
    captured = 10
    functions = [lambda: (item, captured) async for item in Countdown(2)]
    print([function() for function in functions])
    if (walrus := await double(8)) > 3 and await double(0) == 0:
        print(walrus)
    generated = (item * captured async for item in Countdown(3))
    print(type(generated).__name__, [item async for item in generated])
    awaited = (await double(item) for item in range(2))
    print(type(awaited).__name__, [item async for item in awaited])
    return sum([item async for item in Countdown(4)])


attempt("comprehensions", comprehensions)


async def wrong():
    try:
        return [x async for x in [1]]
    except TypeError as error:
        print(error)
    try:
        return (x async for x in [1])
    except TypeError as error:
        print(error)
    try:
        return list(x async for x in Countdown(1))
    except TypeError as error:
        print(error)


attempt("wrong", wrong)


async def finally_order():
    log = []
    try:
        try:
            await Pause(1)
            return log
        finally:
            log.append(await double(1))
    finally:
        log.append(await double(2))


attempt("finally", finally_order)


async def errors():
    try:
        await double("x" * (await double(1)))
        await double(None)
    except TypeError as error:
        await Pause("handling")
        return str(error)


attempt("errors", errors)


async def closure():
    total = 0

    async def add(n):
        nonlocal total
        await Pause(n)
        total += n

    await add(1)
    await add(2)
    return total


attempt("closure", closure)


async def match_on(subject):
    match subject:
        case [x, y] if await double(x) == y:
            return "pair"
        case {"key": value}:
            return await double(value)
    return None


attempt("match", match_on, [1, 2])
attempt("match", match_on, {"key": 3})
attempt("match", match_on, 4)


def sync_function():
    return (item async for item in Countdown(2))


async def uses_sync():
    return [item async for item in sync_function()]


attempt("generator expression in a plain function", uses_sync)


async def folded():
    try:
        return {x async for x in [len, 1]}
    except TypeError as error:
        print(error)
    try:
        return [x async for x in {1, 2}]
    except TypeError as error:
        print(error)
    try:
        return [x async for x in {1, len}]
    except TypeError as error:
        print(error)
    try:
        return [x async for x in [1, *"ab"]]
    except TypeError as error:
        print(error)
    try:
        async for x in [1, 2]:
            pass
    except TypeError as error:
        print(error)


attempt("folded", folded)
