"""tuple: methods, operators, hashing, messages."""


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


t = (1, 2, 3, 2)
show(lambda: t.count(2))
show(lambda: t.index(2))
show(lambda: t.index(2, 2))
show(lambda: t.index(9))
show(lambda: t.index(1, 1))
show(lambda: t.index())
show(lambda: t[0])
show(lambda: t[4])
show(lambda: t["a"])
show(lambda: t[1:3])
show(lambda: t[::-1])
show(lambda: t[:] is t)
show(lambda: tuple(t) is t)
show(lambda: t + (4,))
show(lambda: t + [4])
show(lambda: t * 2)
show(lambda: 2 * t)
show(lambda: t * 0)
show(lambda: t * "a")
show(lambda: t == (1, 2, 3, 2))
show(lambda: t == [1, 2, 3, 2])
show(lambda: t < (1, 2, 4))
show(lambda: t < (1, 2))
show(lambda: t < 5)
show(lambda: (1, "a") < (1, 2))
show(lambda: 3 in t)
show(lambda: hash(()))
show(lambda: hash((1,)))
show(lambda: hash((1, 2, 3)))
show(lambda: hash((1.5, "abc", None is None)))
show(lambda: hash(((1, 2), (3, (4,)))))
show(lambda: hash((-1, -2, 2**61 - 1, 10**40)))
show(lambda: hash(([],)))
show(lambda: tuple())
show(lambda: tuple("abc"))
show(lambda: tuple([1, 2]))
show(lambda: tuple(5))
show(lambda: tuple(1, 2))
show(lambda: tuple(iterable=()))
show(lambda: (1,))
show(lambda: ())
show(lambda: (1, (2, [3])))
show(lambda: t.append)
show(lambda: len(t))
show(lambda: bool(()))
show(lambda: t.__getnewargs__())
show(lambda: min(t))
show(lambda: max(t))


def assign():
    t[0] = 1


def remove():
    del t[0]


show(assign)
show(remove)


class Point(tuple):
    def __new__(cls, x, y):
        return tuple.__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]


p = Point(3, 4)
print(p, p.x, len(p), p == (3, 4), hash(p) == hash((3, 4)), type(p[:]).__name__, type(p + ()).__name__)
p.extra = 1
print(p.__dict__)
hold = []
loop = (hold,)
hold.append(loop)
print(loop, hold)
print(list(reversed(t)))
iterator = iter(t)
print(next(iterator), iterator.__length_hint__(), list(iterator), list(iterator))
