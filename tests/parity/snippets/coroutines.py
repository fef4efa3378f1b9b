"""async functions driven by hand: await, async for, async with, async generators."""


class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return received


async def add(a, b):
    x = await Suspend(a)
    y = await Suspend(b)
    return x + y


def drive(coroutine, answers):
    answers = list(answers)
    sent = None
    seen = []
    while True:
        try:
            seen.append(coroutine.send(sent))
        except StopIteration as stop:
            return seen, stop.value
        sent = answers.pop(0)


print(drive(add("a", "b"), [1, 2]))


class Ticker:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await Suspend("tick")
        return self.n


class Resource:
    async def __aenter__(self):
        print("aenter")
        return self

    async def __aexit__(self, *info):
        print("aexit", info[0])
        return True


async def numbers(n):
    for i in range(n):
        yield i


async def main():
    seen = [i async for i in Ticker(3)]
    async with Resource():
        raise ValueError
    async for i in numbers(3):
        seen.append(i * 10)
    return seen


print(drive(main(), [None] * 10))
coroutine = add(1, 2)
print(type(coroutine).__name__, add.__name__)
coroutine.close()
