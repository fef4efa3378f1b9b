"""Binding of arguments: defaults, keyword-only, positional-only, stars, errors."""


def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(1, d=0, a=9, b=8))
print(f(*[1, 2], *(3, 4), **{"d": 1}, **{"x": 2}))


def g(a, b, c=0):
    return a + b + c


def no_arguments():
    pass


class K:
    def method(self, x):
        return x


calls = [
    lambda: g(),
    lambda: g(1),
    lambda: g(1, 2, 3, 4),
    lambda: g(1, 2, d=3),
    lambda: g(1, a=2),
    lambda: g(1, 2, **{"c": 3, "b": 4}),
    lambda: f(d=1),
    lambda: f(1),
    lambda: no_arguments(1),
    lambda: no_arguments(x=1),
    lambda: K().method(),
    lambda: K().method(1, 2),
    lambda: K.method(1),
    lambda: g(*5),
    lambda: g(**5),
    lambda: g(**{1: 2}),
    lambda: 5(),
    lambda: "x"(),
    lambda: None.x(),
]
for call in calls:
    try:
        print(call())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


def mutable(item, seen=[]):
    seen.append(item)
    return seen


print(mutable(1), mutable(2), mutable(3, []))


def keyword_only(*, first, second="s"):
    return first, second


print(keyword_only(first=1), keyword_only(second=2, first=1))
try:
    keyword_only()
except TypeError as error:
    print(error)
try:
    keyword_only(1)
except TypeError as error:
    print(error)
print(f.__defaults__, f.__kwdefaults__, f.__name__, g.__doc__, (lambda *a, **k: (a, k))(1, x=2))
order = []
g(order.append("a") or 1, b=order.append("b") or 2, c=order.append("c") or 3)
print(order)
