# Frames of generators that begin inside each other.
import sys


def names(frame):
    found = []
    while frame.f_code.co_name != "<module>":
        found.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return found


def inner():
    print(names(sys._getframe()))
    try:
        yield 1
    except ValueError as error:
        print("caught", error)
    print(names(sys._getframe()))
    yield 2
    print(names(sys._getframe()))


def delegating():
    print(names(sys._getframe()))
    yield from inner()
    print(names(sys._getframe()))


def looping():
    for item in inner():
        print(names(sys._getframe()))
        yield item
    yield from (item + 1 for item in inner())
    print(names(sys._getframe()))


def failing():
    yield from inner()
    raise ValueError("late")


for function in (inner, delegating, looping):
    print(function.__name__, list(function()))
generator = delegating()
print(next(generator), generator.throw(ValueError("thrown")))
print(next(generator, "end"))


async def leaf():
    print(names(sys._getframe()))
    return 3


async def root():
    value = await leaf()
    print(names(sys._getframe()), value)


try:
    root().send(None)
except StopIteration:
    print("stopped")
for item in failing():
    print(item)
