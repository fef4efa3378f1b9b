"""What builtins say of keywords: some count them before they look at them, some are asked after their names are known."""

import itertools


def shown(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except TypeError as error:
        print(error)


for builtin in bool, dict, float, frozenset, int, list, map, range, reversed, set, tuple, type, str, bytes, zip, slice:
    shown(lambda: builtin(**{1: 2}))
for builtin in min, max, print, len, sorted, zip, itertools.product, itertools.chain:
    for keywords in {"x": 1, "y": 2}, {"x": 1, "y": 2, "z": 3}:
        shown(builtin, [1], **keywords)
shown(zip, 1, *(2,), x=1, **{"y": 2})
shown(sorted, [], a=1, b=2, c=3)
shown([].sort, a=1, b=2, c=3)


class Undecided:
    """Asked by its own class first, and once more as `<` asks."""

    def __lt__(self, other):
        print("asked")
        return NotImplemented


class Other(Undecided):
    pass


for items in [Undecided()], [Undecided(), Undecided()], [Undecided(), Other()]:
    shown(lambda: len(sorted(items)))


class Changing(int):
    """Gives the last key another class while it is compared."""

    def __lt__(self, other):
        keys[-1].__class__ = Refusing
        return int.__lt__(self, other)


class Plain(list):
    pass


class Refusing(list):
    def __lt__(self, other):
        raise ValueError("asked by the class of now")


keys = [Plain([Changing(number), number]) for number in range(5)]
try:
    keys.sort()
except ValueError as error:
    print(error)
