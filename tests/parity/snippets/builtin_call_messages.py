"""What builtins say of calls with wrong arguments, by the names that C has of classes."""

import collections
def t(f):
    try: print(f())
    except TypeError as e: print(e)
class k1(list):
    def __new__(cls, *a): return object.__new__(cls)
class k2:
    class k3(dict): pass
t(lambda: k1())
t(lambda: collections.deque.__new__())
t(lambda: collections.deque.__new__(3))
t(lambda: collections.deque.__new__(k1))
t(lambda: collections.OrderedDict.__new__(k1))
t(lambda: object.__new__(k2.k3))
t(lambda: object.__new__(collections.deque))
t(lambda: dict.__new__(collections.OrderedDict))
t(lambda: dict.__new__(k1))
t(lambda: list.__new__(k2.k3))
by_name = vars
t(lambda: by_name(1, 2))
t(lambda: by_name(*[1, 2]))
t(lambda: by_name(3))
t(lambda: by_name(x=3))
t(lambda: dir(*[1, 2]))
t(lambda: dir(x=1))
t(lambda: min(**{1: 2}))
t(lambda: min(*[], **{'key': 2}))
t(lambda: max([1], **{3: 2}))
t(lambda: sum(x=1))
t(lambda: sum(x=1, y=2))
t(lambda: sum(x=1, y=2, z=3))
t(lambda: sum([1], x=2))
t(lambda: sum([1], 2, x=3))
t(lambda: b''.translate(x=1, y=2, z=3))
