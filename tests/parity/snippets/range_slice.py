"""range and slice objects."""


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: range(5))
show(lambda: range(1, 5))
show(lambda: range(1, 10, 2))
show(lambda: range(10, 0, -3))
show(lambda: list(range(10, 0, -3)))
show(lambda: range(True))
show(lambda: range(1.5))
show(lambda: range("a"))
show(lambda: range())
show(lambda: range(1, 2, 3, 4))
show(lambda: range(1, 2, 0))
show(lambda: range(stop=5))
show(lambda: len(range(10)))
show(lambda: len(range(0, 10, 3)))
show(lambda: len(range(10, 0)))
show(lambda: len(range(10**30)))
show(lambda: range(10**30)[10**29])
show(lambda: range(10**30)[-1])
show(lambda: range(10)[3])
show(lambda: range(10)[-3])
show(lambda: range(10)[10])
show(lambda: range(10)[-11])
show(lambda: range(10)["a"])
show(lambda: range(10)[2:8:2])
show(lambda: range(10)[::-1])
show(lambda: range(0, 100, 7)[3:])
show(lambda: range(10**20)[5:10])
show(lambda: 5 in range(10))
show(lambda: 5 in range(0, 10, 2))
show(lambda: 5.0 in range(10))
show(lambda: "a" in range(10))
show(lambda: True in range(2))
show(lambda: 10**25 in range(10**30))
show(lambda: range(10).index(4))
show(lambda: range(10).index(40))
show(lambda: range(10).index("a"))
show(lambda: range(0, 10, 2).count(4))
show(lambda: range(0, 10, 2).count(5))
show(lambda: range(0) == range(2, 1))
show(lambda: range(0, 3, 2) == range(0, 4, 2))
show(lambda: range(3) == [0, 1, 2])
show(lambda: range(3) != range(4))
show(lambda: range(3) < range(4))
show(lambda: hash(range(3)) == hash(range(0, 3, 1)))
show(lambda: hash(range(1, 10, 3)))
show(lambda: range(1, 10, 3).start)
show(lambda: range(1, 10, 3).stop)
show(lambda: range(1, 10, 3).step)
show(lambda: list(reversed(range(1, 10, 3))))
show(lambda: list(reversed(range(10**20, 10**20 + 3))))
show(lambda: list(range(10**20, 10**20 + 3)))
show(lambda: list(range(-(2**63), -(2**63) + 2)))
show(lambda: list(range(2**63 - 2, 2**63 + 2)))
show(lambda: bool(range(0)))
show(lambda: sum(range(1000)))
show(lambda: max(range(5)))
iterator = iter(range(3))
print(iterator.__length_hint__(), next(iterator), iterator.__length_hint__(), list(iterator), next(iterator, None))
show(lambda: next(iterator))


def assign():
    range(5)[0] = 1


show(assign)


def set_start():
    range(5).start = 1


show(set_start)
show(lambda: range(5).foo)
show(lambda: slice(5))
show(lambda: slice(1, 2))
show(lambda: slice(1, 2, 3))
show(lambda: slice())
show(lambda: slice(1, 2, 3, 4))
show(lambda: slice("a", [], None))
show(lambda: slice(1, 2, 3).start)
show(lambda: slice(1, 2, 3).stop)
show(lambda: slice(1).step)
show(lambda: slice(1, 2) == slice(1, 2))
show(lambda: slice(1, 2) < slice(1, 3))
show(lambda: hash(slice(1)))
show(lambda: slice(None, None, -1).indices(5))
show(lambda: slice(1, 100, 2).indices(10))
show(lambda: slice(-3, None).indices(10))
show(lambda: slice(1, 2, 0).indices(5))
show(lambda: slice(1).indices(-1))
show(lambda: slice("a").indices(5))
show(lambda: slice(10**30, None, -1).indices(10**29))
