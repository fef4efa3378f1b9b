"""collections."""
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1)
print(p, p.x, p[1], p._replace(y=5), p._asdict(), Point._fields, p == (1, 0), Point(*[3, 4]), p + (2,), Point._make([7, 8]), isinstance(p, tuple))
try:
    Point()
except TypeError as error:
    print(error)
try:
    p.x = 2
except AttributeError as error:
    print(error)
c = Counter("mississippi")
print(c, c["s"], c["z"], c.most_common(2), sorted(c.elements())[:4], c + Counter("ms"), c - Counter("iiiii"), c & Counter("mmi"), c | Counter("zz"), c.total())
c.update("zz")
c.subtract({"i": 10})
print(c, +c, list(c))
d = defaultdict(list)
for k, v in (("a", 1), ("b", 2), ("a", 3)):
    d[k].append(v)
print(d, d["missing"], len(d), d.default_factory, dict(d), "zz" in d, d.get("zz"))
q = deque([1, 2, 3], maxlen=4)
q.append(4)
q.append(5)
q.appendleft(0)
print(q, q.pop(), q.popleft(), q, q[0], len(q), q.maxlen)
q.rotate(1)
q.extend([7, 8])
q.extendleft("ab")
print(q, list(reversed(q)), q.count(7), 2 in q, q.index("a"))
q.clear()
try:
    q.pop()
except IndexError as error:
    print(error)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(last=False), list(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {"a": 1})
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 9
print(m["a"], m["b"], sorted(m), m.maps, m.new_child({"a": 0})["a"], m.parents["a"])
