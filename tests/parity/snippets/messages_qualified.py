"""Messages name classes that CPython writes in C outside `builtins` with their module."""
import collections
import functools
import itertools
import operator
import re
import types


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


class Sub(collections.deque):
    pass


objects = [
    collections.deque(), collections.OrderedDict(), collections.defaultdict(), collections.Counter(), Sub(),
    itertools.count(), itertools.chain(), functools.partial(int), operator.itemgetter(1), re.compile("a"), re.match("a", "a"),
    list[int], int | str, iter([]), iter({}), range(1), functools.lru_cache(attempt),
]
for value in objects:
    if type(value).__hash__ is None:
        attempt(lambda: {value: 1})
    attempt(lambda: value + 1)
    attempt(lambda: value < 1)
    attempt(lambda: value.no_such_attribute)
    attempt(lambda: type(value).no_such_attribute)
    attempt(lambda: int(value))
    attempt(lambda: [][value])
    attempt(lambda: "a" + value)
for call in (
    lambda: collections.deque.append(1, 2),
    lambda: collections.deque.append(),
    lambda: collections.deque.__len__(1),
    lambda: collections.OrderedDict.move_to_end(1, 2),
    lambda: collections.deque.append,
    lambda: collections.deque.__len__,
    lambda: collections.deque.maxlen,
    lambda: repr(Sub()),
    lambda: type(re.match("a", "a"))(),
    lambda: collections.deque.__name__ + collections.deque.__qualname__ + collections.deque.__module__,
    lambda: setattr(collections.deque, "x", 1),
    lambda: setattr(collections.deque(), "x", 1),
    lambda: setattr(Sub, "x", 1),
    lambda: collections.deque(1, 2, 3),
    lambda: functools.partial(),
    lambda: operator.itemgetter(),
    lambda: itertools.count("a"),
):
    attempt(call)
