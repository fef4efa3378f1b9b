"""How many objects `gc.collect()` finds, where nothing else could have found some before."""

import gc


class Node:
    def __init__(self):
        self.next = None
        self.prev = None

    def link_next(self, next):
        self.next = next
        self.next.prev = self


class Slotted:
    __slots__ = ("own",)


def ring(count):
    first = node = Node()
    for _ in range(count - 1):
        other = Node()
        node.link_next(other)
        node = other
    node.link_next(first)


def closures():
    def a():
        return b

    def b():
        return a


def lists():
    a = []
    a.append(a)
    b = [a, [], {1}, frozenset({2}), slice(1, 2)]
    a.append(b)


def dicts():
    d = {}
    d["d"] = d
    d["t"] = (d, (d,))


def slots():
    a = Slotted()
    a.own = a


def methods():
    a = Node()
    a.next = a.link_next
    b = []
    b.append(b.append)


def nothing():
    pass


gc.collect()
for made in (nothing, lambda: ring(1), lambda: ring(5), lambda: ring(20), closures, lists, dicts, slots, methods):
    gc.collect()
    made()
    print(gc.collect())


def create(n, links):
    found = []
    for _ in range(n):
        node = first = Node()
        for _ in range(links):
            other = Node()
            node.link_next(other)
            node = other
        node.link_next(first)
        found.append(first)
    return found


for _ in range(3):
    gc.collect()
    held = create(100, 20)
    del held
    found = gc.collect()
    print(found, found >= 2100)


class Early:
    """Attributes that come when there are many instances are in dicts."""


gc.collect()
early = [Early() for _ in range(40)]
for own in early:
    own.a = own
    own.b = early
del own, early
print(gc.collect())
