"""`gc.collect()` gives 0 where it was called before and everything is reached."""

import gc


class Node:
    def __init__(self):
        self.next = None

    def method(self):
        return self


def tower(levels):
    current = []
    for level in range(levels):
        current = [current] * level
    return current


def collect_twice(*kept):
    gc.collect()
    found = gc.collect()
    print(found, found == 0, found is None, type(found), len(kept))


class Slotted:
    __slots__ = ("only", "__weakref__")


def make_counter():
    count = 0

    def counter(step=[1], *, more={2: []}):
        nonlocal count
        count += step[0]
        return count

    counter.kept = counter
    return counter


collect_twice(tower(50))
nodes = [Node(), {1: Node()}, (Node(), frozenset({2, (3, 4)}), {5}), lambda: nodes, make_counter(), Node().method]
nodes[0].next = nodes
nodes[1]["self"] = nodes[1]
nodes[2][0].__dict__["items"] = [nodes]
nodes.append(Slotted())
nodes[-1].only = nodes
nodes.append(nodes.append)
collect_twice(nodes)
gc.disable()
print(gc.collect(), gc.isenabled())
gc.enable()
