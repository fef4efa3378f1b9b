"""`globals()`, `locals()`, `vars()`, `dir()`: the names of the frame that asks."""

first = 1


def plain(a, b=2, *args, c, d=4, **rest):
    before = dict(locals())
    later = a + b
    del b
    print(before)
    print({name: value for name, value in locals().items() if name != "before"})
    print(locals() is locals(), vars() is locals(), dir())


plain(1, c=3)
plain(1, 2, 3, 4, c=5, e=6)


def captured(x, y):
    z = 1
    unbound: int

    def inner():
        nonlocal z
        z += 1
        names = locals()
        names["extra"] = 1
        w = 5
        print(sorted(locals()), locals()["z"], locals()["x"])
        return x + y

    inner()
    print(list(locals()), locals()["z"])
    if z > 5:
        late = 1
    del x
    print([name for name in locals() if name != "inner"])
    return inner


captured(1, 2)


def kept():
    names = locals()
    value = 1
    print("value" in names, "names" in names)
    locals()
    print(names["value"], names["names"] is names)
    value = 2
    print(names["value"], locals()["value"], names["value"])
    del value
    locals()
    print(sorted(names))


kept()


class Base:
    attribute = 1
    print(sorted(locals()))
    print(dir() == sorted(vars()))
    locals()["made"] = "by locals"

    def method(self):
        super().__init__()
        print(sorted(locals()))


print(Base.made)
Base().method()


def generate(n):
    for i in range(n):
        yield dict(locals())


print(list(generate(2)))
print([sorted(locals()) for _ in range(1)], {k: sorted(locals()) for k in "a"})
print((lambda p, q=2: locals())(1))
print("first" in globals(), globals()["first"], globals() is locals())
globals()["made_global"] = 5
print(made_global)  # noqa: F821


def from_function():
    globals()["first"] = 7
    return first, globals() is captured.__globals__


print(from_function(), "from_function" in dir())


def deleted():
    del globals()["first"]
    try:
        return first
    except NameError as error:
        return str(error)


print(deleted())
