"""The warning of a coroutine that was never awaited: where it is said, how often, and at the end."""

async def f(): pass
def g():
    f()
    for i in range(2):
        f()
    x = f()
    return 5
g()
print("a")
g()
class A:
    async def m(self): pass
A().m(); A().m()
def h(y): pass
h(
  f()
)
def gen():
    f()
    yield 1
    c = f()
list(gen())
print(any(f() for i in range(1)))
try:
    [f(), 1/0]
except ZeroDivisionError:
    pass
c = f()
d = [f()]

e = f()


async def waits():
    f()
    async for item in items():
        f()
    [f() for i in range(2)]


async def items():
    f()
    yield 1


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration:
        print("done")


drive(waits())
f().close()


class Renamed:
    async def method(self):
        pass


made = Renamed().method()
made.__qualname__ = "other"
del made


def local():
    first = f()
    second = Renamed().method()


local()
local()
for turn in range(2):
    value = f()
    value = None

