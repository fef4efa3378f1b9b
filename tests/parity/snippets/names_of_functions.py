"""Functions with the names of what generated code is made of."""

NAMES = "drop Some Ok Err Slot Box Option Value Frame Vec vec format catch unreachable Outcome With Call Code MODULE".split()


def drop(items):
    for item in items:
        if item == 2:
            return Some(item)
    return Ok(items)


def Some(value):
    try:
        return Err(value)
    finally:
        pass


def Ok(value):
    return ("ok", value)


def Err(value):
    return ("err", value)


def Slot(index=0):
    total = 0
    for number in range(index):
        total += number
    return total


def Box(value):
    yield value


def Option():
    return None


def Value(frame):
    return frame


def Frame(value):
    return (lambda: value)()


def Vec(*vec):
    return vec


def vec(**catch):
    return catch


def format(value):
    return f"{value!r:>5}"


def catch(error):
    try:
        raise error
    except ValueError as caught:
        return caught


def unreachable():
    while True:
        return 1


def Outcome(value: int = 5) -> int:
    return value


def With(manager):
    with manager:
        return 1


class Call:
    def invoke(self):
        return [item for item in "ab"]


def Code():
    return {"a": 1, **{"b": 2}}


def MODULE(names):
    return [*names]


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *rest):
        return False


print(drop([1, 2]), drop([1]), Slot(4), list(Box(3)), Option(), Value(1), Frame(2), Vec(1, 2), vec(a=1))
print(format(1), repr(catch(ValueError(1))), unreachable(), Outcome(), With(Manager()), Call().invoke(), Code(), MODULE("ab"))


async def begins(frame):
    return frame


async def wait_for(value):
    return await begins(value)


async def start_coroutine(async_iterator):
    async for item in async_iterator:
        drop([item])
    return await wait_for("end")


async def start_async_generator():
    yield await begins(1)


try:
    start_coroutine(start_async_generator()).send(None)
except StopIteration as stop:
    print(stop.value)
