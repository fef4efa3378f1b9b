"""Generators: send, throw, close, return values, yield from, laziness."""


def count(n):
    print("start")
    try:
        for i in range(n):
            received = yield i
            if received is not None:
                print("received", received)
    except ValueError as error:
        print("thrown", error)
        yield "recovered"
    finally:
        print("closing")
    return "result"


g = count(3)
print(next(g), g.send("hi"), next(g))
try:
    next(g)
except StopIteration as stop:
    print("stopped", stop.value)
print(list(g))
g = count(5)
next(g)
print(g.throw(ValueError("bad")))
g.close()
g = count(5)
next(g)
del g
try:
    count(1).send(5)
except TypeError as error:
    print(error)


def delegate():
    result = yield from count(2)
    print("inner gave", result)
    yield from "ab"
    yield from [x * 2 for x in (1, 2)]
    return "end"


print(list(delegate()))


def tree(node):
    if isinstance(node, list):
        for child in node:
            yield from tree(child)
    else:
        yield node


print(list(tree([1, [2, [3, 4]], 5])))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


from itertools import islice

print(list(islice(primes(), 12)))


def broken():
    yield 1
    raise StopIteration("inside")


try:
    list(broken())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def average():
    total = n = 0
    mean = None
    while True:
        value = yield mean
        total += value
        n += 1
        mean = total / n


a = average()
next(a)
print([a.send(v) for v in (10, 20, 60)])
squares = (n * n for n in range(3))
print(next(squares), list(squares), next(squares, "default"), squares.__name__)
iterator = iter([1, 2])
print(next(iterator), next(iterator), next(iterator, None))
print(list(iter(iter([3, 4, 0, 5]).__next__, 0)))
