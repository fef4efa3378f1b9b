"""copy, heapq, bisect, abc, types."""
import abc
import bisect
import copy
import heapq
import types

a = [1, [2, 3], {"k": [4]}]
shallow, deep = copy.copy(a), copy.deepcopy(a)
a[1].append(9)
a[2]["k"][0] = "changed"
print(a, shallow, deep, shallow[1] is a[1], deep[1] is a[1])
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is loop)


class Node:
    def __init__(self, value):
        self.value = value
        self.children = []


n = Node(1)
n.children.append(Node(2))
m = copy.deepcopy(n)
m.children[0].value = 5
print(n.children[0].value, copy.copy(n).children is n.children)
heap = [5, 2, 8, 1]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print(heap, heapq.heappop(heap), heapq.heappushpop(heap, 3), heapq.heapreplace(heap, 9), heap, heapq.nlargest(2, [4, 7, 1]), heapq.nsmallest(2, ["bb", "a"], key=len), list(heapq.merge([1, 4], [2, 3])))
s = [1, 3, 3, 5]
print(bisect.bisect(s, 3), bisect.bisect_left(s, 3), bisect.bisect_right(s, 0), bisect.bisect_left(s, 4, key=lambda x: x))
bisect.insort(s, 4)
print(s)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    @property
    @abc.abstractmethod
    def name(self): ...


class Square(Shape):
    name = "square"

    def area(self):
        return 4


print(Square().area(), Square().name)
try:
    Shape()
except TypeError as error:
    print(error)
from collections.abc import Hashable, Iterable, Mapping, Sequence

print(isinstance([], Iterable), isinstance({}, Mapping), isinstance("a", Sequence), isinstance([], Hashable), isinstance(5, Iterable), issubclass(dict, Mapping))
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [2]
print(ns, ns.a, ns == types.SimpleNamespace(a=1, b="x", c=[2]), types.MappingProxyType({"a": 1})["a"])
try:
    types.MappingProxyType({})["a"] = 1
except TypeError as error:
    print(error)
