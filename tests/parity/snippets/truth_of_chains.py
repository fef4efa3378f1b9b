"""Where comparisons in a chain, or operands of `and` and `or`, are asked for their truth again."""


class Told:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        print("bool", self.name)
        return self.truth


class Compared:
    def __init__(self, *results):
        self.results = list(results)

    def __lt__(self, other):
        return self.results.pop(0)

    __gt__ = __eq__ = __ne__ = __le__ = __ge__ = __lt__


def made(first, second):
    return Compared(Told("first", first)), Compared(Told("second", second))


def value(x, y):
    return not (x < y < 1)


def twice(x, y):
    return not not (x < y < 1)


def tested(x, y):
    if not (x < y < 1):
        return "no"
    return "yes"


def tested_twice(x, y):
    if not not (x < y < 1):
        return "no"
    return "yes"


def conditional(x, y):
    return "no" if not (x < y < 1) else "yes"


def with_and(x, y):
    return (not (x < y < 1)) and 3


def with_or(x, y):
    return (not (x < y < 1)) or 3


def after_and(x, y):
    return 3 and not (x < y < 1)


def inner_and(x, y):
    return not (3 and x < y < 1)


def inner_or(x, y):
    return not (x < y < 1 or 0)


def plain(x, y):
    return x < y < 1


def asserted(x, y):
    assert not (x < y < 1), "message"


def looped(x, y):
    while not (x < y < 1):
        return 3
    return 4


def walrus(x, y):
    return not (z := x < y < 1)


def called(x, y):
    print(10, (not (x < y < 1)))


def compared(x, y):
    return (not (x < y < 1)) == True


def in_comprehension(x, y):
    return [not (x < y < 1) for _ in (1,)]


def filtered(x, y):
    return [1 for _ in (1,) if not (x < y < 1)]


def two(x, y):
    return not (x < y)


for function in (value, twice, tested, tested_twice, conditional, with_and, with_or, after_and, inner_and, inner_or, plain,
                 asserted, looped, walrus, called, compared, in_comprehension, filtered, two):
    for first in (True, False):
        for second in (True, False):
            try:
                result = function(*made(first, second))
                print(function.__name__, first, second, getattr(result, "name", result))
            except AssertionError as error:
                print(error)


def chain_and(x, y, q):
    return (x < y < 1) and q


def chain_or(x, y, q):
    return x < y < 1 or q


def if_and(x, y, q):
    if (x < y < 1) and q:
        return 1
    return 2


def if_or(x, y, q):
    if x < y < 1 or q:
        return 1
    return 2


def not_and_or(x, y, q):
    return (not (x < y < 1)) and q or 5


def or_and(x, y, q):
    return (x < y < 1 or q) and 5


def and_or(x, y, q):
    return (x < y < 1 and q) or 5


def if_or_and(x, y, q):
    if (x < y < 1 or q) and x:
        return 1
    return 2


def if_not_or(x, y, q):
    if not (x < y < 1 or q):
        return 1
    return 2


def not_of_and(x, y, q):
    return not (x < y < 1 and q)


def and_chain_or(x, y, q):
    return (q and x < y < 1) or 5


def or_not_and(x, y, q):
    return (q or not x < y < 1) and 5


def and_not_or(x, y, q):
    return (q and not x < y < 1) or 5


def conditional_or(x, y, q):
    return 1 if (x < y < 1 or q) else 2


def while_or(x, y, q):
    while not (x < y < 1) or q:
        return 1
    return 2


def not_or_not(x, y, q):
    return not (not (x < y < 1) or not q)


def of_conditional(x, y, q):
    return not (x < y < 1 if q else q)


def and_and(x, y, q):
    return (q and (x < y < 1)) and 5


def deep(x, y, q):
    return ((q or x < y < 1) and (not x)) or (not (not q and 4))
for function in (chain_and, chain_or, if_and, if_or, not_and_or, or_and, and_or, if_or_and, if_not_or, not_of_and, and_chain_or,
                 or_not_and, and_not_or, conditional_or, while_or, not_or_not, of_conditional, and_and, deep):
    for first in (True, False):
        for second in (True, False):
            for third in (True, False):
                result = function(*made(first, second), Told("third", third))
                print(function.__name__, first, second, third, getattr(result, "name", result))
