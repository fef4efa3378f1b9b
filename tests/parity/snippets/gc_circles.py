"""Circles are collected: weak references die and call back, `__del__` runs once and may keep its object."""

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("del", self.name)


class Plain:
    pass


gc.collect()
first, second = Node("first"), Node("second")
first.other, second.other = second, first
watch = weakref.ref(first, lambda own: print("called", own() is None))
plain = weakref.ref(second)
print(watch() is first)
del first, second
print("before", watch() is None)
gc.collect()
print("after", watch(), plain())


# resurrection
kept = []


class Phoenix:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("rises", self.name)
        kept.append(self)


for name in "abc":
    Phoenix(name)
gc.collect()
print([own.name for own in kept], [own.me is own for own in kept])
kept.clear()
print(gc.collect() is None)
kept = []

# closures and bound methods


def make():
    def loop(n):
        return loop(n - 1) if n else watched()

    watched = lambda: 5
    return loop, weakref.ref(loop)


loop, reference = make()
print(loop(3))
del loop
print(reference() is None)
gc.collect()
print(reference() is None)


class Holder:
    def method(self):
        return self


holder = Holder()
holder.bound = holder.method
reference = weakref.ref(holder)
del holder
print(reference() is None)
gc.collect()
print(reference() is None)


# generators
def body(box):
    try:
        yield box
        yield 2
    finally:
        print("closed", len(box))


box = []
steps = body(box)
print(next(steps) is box)
box.append(steps)
del steps, box
gc.collect()

# dicts, sets, tuples
d = {}
d["self"] = d, [d]
item = Plain()
d["item"] = item
item.d = d
reference = weakref.ref(item)
del d, item
gc.collect()
print(reference())

# containers of a dying cycle
class WithList(list):
    def __del__(self):
        print("list of", len(self))

many = WithList()
many.append(many)
many.append(WithList([1, 2]))
del many
gc.collect()

# weak containers
table = weakref.WeakValueDictionary()
names = weakref.WeakKeyDictionary()
group = weakref.WeakSet()
for number in range(4):
    own = Plain()
    own.own = own
    table[number] = own
    names[own] = number
    group.add(own)
print(len(table), len(names), len(group))
del own
gc.collect()
print(len(table), len(names), len(group))

# exceptions
class Failing:
    def __init__(self):
        self.error = None

    def __del__(self):
        print("failing gone")


own = Failing()
own.error = ValueError(own)
del own
gc.collect()


# an exception in __del__ goes on
class Bad:
    def __init__(self):
        self.me = self
        self.inner = Node("inner")

    def __del__(self):
        print("bad")
        gc.collect()
        self.me = None


Bad()
gc.collect()
final = weakref.finalize(Plain(), print, "finalized")
cyc = Plain()
cyc.me = cyc
weakref.finalize(cyc, print, "finalized in a circle")
del cyc
gc.collect()
end = Node("end")
end.other = end
del end
print("done")
