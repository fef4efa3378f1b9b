"""Objects of many kinds, linked and dropped at random: what a collection finds, and what it leaves."""

import functools
import gc
import itertools
import types
import weakref
from collections import OrderedDict, defaultdict, deque

state = 12345


def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % (1 << 31)
    return (state >> 8) % n


log = []
saved = []


class Node:
    def __init__(self, number):
        self.number = number

    def method(self):
        return self.number


class Ending(Node):
    def __del__(self):
        log.append(self.number)
        if self.number % 7 == 0:
            saved.append(self)


class Slotted:
    __slots__ = ("number", "a", "b", "__weakref__")

    def __init__(self, number):
        self.number = number


class L(list):
    number = -1


class D(dict):
    number = -1


class S(set):
    number = -1
    __hash__ = object.__hash__


class T(tuple):
    number = -1


class E(ValueError):
    number = -1


def generator(value):
    try:
        yield value
        yield 1
    finally:
        log.append("g")


def link(holder, value):
    kind = rnd(14)
    if kind == 0:
        value = [value]
    elif kind == 1:
        value = {"v": value}
    elif kind == 2:
        value = (value, 1)
    elif kind == 3:
        value = functools.partial(print, value)
    elif kind == 4:
        value = lambda value=value: value
    elif kind == 5:
        held = value
        value = lambda: held
    elif kind == 6:
        value = deque([value])
    elif kind == 7:
        step = generator(value)
        next(step)
        value = step
    elif kind == 8:
        value = iter([value])
    elif kind == 9:
        value = map(print, [value], itertools.chain([value], (1,)))
    elif kind == 10:
        value = types.SimpleNamespace(value=value)
    elif kind == 11:
        value = weakref.ref(value, lambda own: log.append("cb"))
    elif kind == 12 and isinstance(value, Node):
        value = value.method
    elif kind == 13:
        table = defaultdict(list)
        table[1].append(value)
        table = OrderedDict(x=table)
        value = table
    if isinstance(holder, L):
        holder.append(value)
    elif isinstance(holder, D):
        holder[rnd(5)] = value
    elif isinstance(holder, S):
        try:
            holder.add(value)
        except TypeError:
            pass
    elif isinstance(holder, Slotted):
        setattr(holder, "ab"[rnd(2)], value)
    else:
        setattr(holder, "xyzuvw"[rnd(6)], value)
    if rnd(9) == 0 and isinstance(holder, Node):
        vars(holder)["extra"] = value
    if rnd(12) == 0 and isinstance(holder, Node) and "x" in vars(holder):
        del holder.x


gc.disable()
gc.collect()
live = []
watch = {}
counter = 0
for turn in range(60):
    for step in range(60):
        what = rnd(10)
        if what < 4 or len(live) < 3:
            counter += 1
            made = (Node, Ending, Slotted, Node, Ending)[rnd(5)](counter) if rnd(2) else (L, D, S, L, E)[rnd(5)]()
            made.number = counter
            live.append(made)
            watch[counter] = weakref.ref(made)
        elif what < 8:
            link(live[rnd(len(live))], live[rnd(len(live))])
        else:
            del live[rnd(len(live))]
    made = None
    gc.collect()
    dead = [number for number, own in watch.items() if own() is None]
    for number in dead:
        del watch[number]
    print(turn, len(live), dead, sorted(map(str, log)), [own.number for own in saved])
    log.clear()
    if rnd(3) == 0:
        saved.clear()
