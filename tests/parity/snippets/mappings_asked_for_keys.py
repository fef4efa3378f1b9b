# When and how often mappings are asked for keys and items, and which words errors find.
def f(**k): return k
try:
    1/0
except ZeroDivisionError:
    try: f(**{'a': 1}, **{'a': 2})
    except Exception as e: print(type(e).__name__, e)
class M:
    def keys(self): print("keys"); return iter(['a', 'b'])
    def __getitem__(self, k): print("get", k); return k
class N(M):
    def __getitem__(self, k): raise KeyError(k)
class O(M):
    def __getitem__(self, k): raise AttributeError(k)
class P(M):
    def keys(self): return 5
class Q(M):
    keys = None
class R:
    def __getattr__(self, n): print("getattr", n); raise AttributeError(n)
class S:
    def __getattr__(self, n): print("getattr", n); raise KeyError(n)
for C in M, N, O, P, Q, R, S:
    for t in (lambda: f(**C()), lambda: f(a=1, **C()), lambda: f(**C(), a=2), lambda: f(**{'b': 1}, **C()), lambda: {**C()}, lambda: dict(C()), lambda: {}.update(C()), lambda: {} | C(), lambda: dict(C(), x=1)):
        try: print(t())
        except Exception as e: print(type(e).__name__, e)
def x():
    d = {}
    d |= M()
    return d
print(x())


class Letters(dict):
    def __iter__(self):
        print("iter")
        return super().__iter__()


class Keys(dict):
    def keys(self):
        print("keys")
        return super().keys()


for kind in Letters, Keys:
    print(f(**kind(a=1)), {**kind(a=2)}, dict(kind(a=3)))
for call in (
    lambda: int(**{"k": 1, 2: 3}),
    lambda: set(1, 2),
    lambda: type("Derived", (set,), {})(1, 2),
    lambda: type("Derived", (frozenset,), {})(1, 2),
    lambda: type("Derived", (list,), {})(1, 2),
    lambda: "x"(**{1: 2}),
    lambda: vars(**{1: 2}),
    lambda: dir(1, **{1: 2}),
    lambda: getattr(1, **{1: 2}),
    lambda: OSError(3, 4, x=5),
    lambda: reversed(),
    lambda: reversed(1, 2),
    lambda: {1}.union(**{"x": 2}),
    lambda: {1}.union(x=2),
    lambda: [(lambda: 0) for i in (1,)][0](2),
    lambda: [[lambda: 0] for i in (1,)][0][0](2),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def local_subclass():
    class Base:
        pass

    class Derived(Base, x=1):
        pass


def wrong_pattern(value):
    match value:
        case f():
            pass


class Iterator:
    def __init__(self):
        self.left = 3

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        return self.left


def delegating():
    try:
        yield from Iterator()
    finally:
        print("left")


generator = delegating()
for call in (
    lambda: local_subclass(),
    lambda: wrong_pattern(1),
    lambda: next(generator),
    lambda: generator.throw(5),
    lambda: next(generator),
    lambda: generator.throw(KeyError),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
