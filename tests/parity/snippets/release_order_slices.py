"""The order in which containers release what they held, where slices are assigned and lists cleared."""

LOG = []


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        LOG.append(self.name)


def made(*names):
    return [Noisy(name) for name in names]


def show(what):
    print(what, LOG)
    LOG.clear()


items = made(1, 2, 3)
del items
show("list")
pair = tuple(made(1, 2))
triple = tuple(made(3, 4, 5))
more = tuple(made(6, 7, 8, 9))
del pair, triple, more
show("tuples")
mapping = dict(zip("abc", made(1, 2, 3)))
del mapping
show("dict")
items = made(1, 2, 3)
items[:] = []
show("all replaced by nothing")
items = made(1, 2, 3)
items.clear()
show("clear")
items = made(1, 2, 3, 4)
del items[1:3]
show("slice deleted")
items = made(1, 2, 3, 4)
del items[::2]
show("every second one deleted")
items = made(1, 2, 3, 4)
items[1:3] = [1, 2]
show("slice replaced")
items[::2] = [1, 2]
show("every second one replaced")
items = made(1, 2, 3, 4)
items *= 0
show("repeated zero times")
items = made(1, 2, 3)
items.__init__()
show("initialised again")


def slice_assigned(other, count):
    items = made(1, 2, 3)
    total = 0
    for i in range(count):
        items = other[0:2]
        total += i * 2
    return items, total


print(slice_assigned([1, 2], 2))
show("list used again for a slice")


def slice_copied(items, other, count):
    total = 0
    for i in range(count):
        items[0:3] = other[2::-1]
        total += i * 2
    return items, total


print(slice_copied(made(1, 2, 3), [1, 2, 3], 2))
show("slice copied")


class Clearing:
    def __init__(self, items):
        self.items = items

    def __del__(self):
        LOG.append("clears")
        self.items.clear()
        LOG.append("cleared")


def cleared_meanwhile(count):
    items = []
    items.append(Clearing(items))
    items += made(1, 2, 3)
    total = 0
    for i in range(count):
        items[0:2] = items[2:4]
        total += i
    return items, total


print(cleared_meanwhile(1))
show("cleared while a slice is copied")
items = []
items.append(Clearing(items))
items += made(1, 2, 3)
items[0:2] = items[2:4]
show("cleared while a slice is assigned")
items.append(Clearing(items))
items[:] = made(4, 5)
show("cleared while all is assigned")
