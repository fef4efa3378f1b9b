"""Closures, nonlocal, late binding, cells shared between functions."""


def counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def read():
        return count

    return increment, read


increment, read = counter(10)
print(increment(), increment(5), read())
functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "inner"
            return x

        result = inner()
        return result, x

    before = x
    return before, middle(), x


print(outer())


def unbound():
    def use():
        return later

    try:
        use()
    except NameError as error:
        print(type(error).__name__, error)
    later = 3
    return use()


print(unbound())


def local_error():
    try:
        print(value)
    except UnboundLocalError as error:
        print(error)
    value = 1
    del value
    try:
        value
    except UnboundLocalError as error:
        print(error)


local_error()


def compose(*functions):
    def run(x):
        for function in functions:
            x = function(x)
        return x

    return run


print(compose(str, len, lambda n: n * 2)(12345))
print(increment.__name__, increment.__qualname__, (lambda: 0).__name__, outer.__qualname__)
total = 0


def use_global():
    global total, created
    total += 5
    created = "yes"


use_global()
print(total, created)
