"""Collections and operator: errors and rarer operations."""
from collections import Counter, defaultdict, deque, namedtuple

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1)
print(p, p.x, p[1], p._replace(y=5), p._asdict(), Point._fields, p == (1, 0), Point(*[3, 4]), p + (2,), Point._make([7, 8]), isinstance(p, tuple))
for call in (lambda: Point(), lambda: setattr(p, "x", 2), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point._make([1]), lambda: p._replace(q=1), lambda: namedtuple("a b", "x"), lambda: namedtuple("A", "x x"), lambda: namedtuple("A", "class"), lambda: namedtuple("A", "_x"), lambda: namedtuple("A", "x", defaults=[1, 2])):
    try:
        print(call())
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__, error)
print(Point, Point.__doc__, Point._field_defaults, Point.x, Point.__match_args__, hash(p) == hash((1, 0)), namedtuple("R", "a class a", rename=True)._fields, Point.__module__)


class Named(namedtuple("Base", ["a", "b"])):
    __slots__ = ()

    def __new__(cls, a, b=9):
        return super().__new__(cls, a, b)

    def both(self):
        return self.a + self.b


print(Named(1), Named(1).both(), Named(b=2, a=1)._replace(a=5))
match p:
    case Point(x, y):
        print(x, y)
c = Counter("mississippi")
print(c, c["s"], c["z"], c.most_common(2), sorted(c.elements())[:4], c + Counter("ms"), c - Counter("iiiii"), c & Counter("mmi"), c | Counter("zz"), c.total())
c.update("zz")
c.subtract({"i": 10})
print(c, +c, -c, list(c), c.copy() == c, Counter(a=1) <= Counter(a=2), Counter(a=1, b=0) == Counter(a=1), Counter(a=1) < Counter(a=1), Counter(), Counter(a=1) | {"b": 2}, {"b": 1} | Counter(a=2))
del c["nothing"]
c += Counter("zzz")
print(c, dict(c), repr(Counter({1: "x", 2: 5})), Counter({"a": 3, "b": 1}).most_common(), c.pop("z"), c.get("q"))
try:
    Counter.fromkeys("abc")
except NotImplementedError as error:
    print(error)
d = defaultdict(list)
for k, v in (("a", 1), ("b", 2), ("a", 3)):
    d[k].append(v)
print(d, d["missing"], len(d), d.default_factory, dict(d), "zz" in d, d.get("zz"), d.copy(), d | {"q": 1}, defaultdict(int, a=1), defaultdict(None, [(1, 2)]))
try:
    defaultdict()["x"]
except KeyError as error:
    print("KeyError", error)
try:
    defaultdict(1)
except TypeError as error:
    print(error)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"], {k: dict(v) for k, v in nested.items()})
q = deque([1, 2, 3], maxlen=4)
q.append(4)
q.append(5)
q.appendleft(0)
print(q, q.pop(), q.popleft(), q, q[0], len(q), q.maxlen)
q.rotate(1)
q.extend([7, 8])
q.extendleft("ab")
print(q, list(reversed(q)), q.count(7), 2 in q, q.index("a"), deque([1, 2]) + deque([3]), deque([1]) * 3, deque([1, 2]) < deque([1, 3]), deque("ab") == deque("ab"), deque([1, 2, 3])[-1])
q.clear()
for call in (lambda: q.pop(), lambda: q[0], lambda: q.remove(1), lambda: q.index(5), lambda: deque(maxlen=-1), lambda: [q.append(x) for x in (q.append(1) or q)], lambda: q["a"], lambda: deque([1], 1).insert(0, 1), lambda: deque(5), lambda: q + [1]):
    try:
        print(call())
    except (IndexError, ValueError, TypeError, RuntimeError) as error:
        print(type(error).__name__, error)
import operator

print(operator.itemgetter(1), operator.attrgetter("a.b", "c"), operator.methodcaller("f", 1, k=2), operator.attrgetter("real.imag")(5), operator.length_hint([1, 2]), operator.iadd([1], [2]), operator.is_not(1, 2), operator.indexOf("abc", "c"), operator.call(max, 1, 2), operator.pow(2, 5), operator.add)
for call in (lambda: operator.itemgetter(), lambda: operator.attrgetter(1), lambda: operator.itemgetter(1)(), lambda: operator.add(1), lambda: operator.add(1, "a"), lambda: operator.index(1.5), lambda: operator.concat(1, 2), lambda: operator.countOf(1, 2), lambda: operator.indexOf([1], 2), lambda: operator.methodcaller(), lambda: operator.setitem((1,), 0, 1), lambda: operator.delitem(5, 1), lambda: operator.length_hint(5)):
    try:
        print(call())
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
from collections import OrderedDict

o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(last=False), list(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {"a": 1})
print(o.keys(), o.values(), o.items(), list(reversed(o)), OrderedDict(), o.copy(), o | {"z": 1}, {"z": 1} | o, OrderedDict.fromkeys("ab"), o.pop("b"), dict(o))
for call in (lambda: o.move_to_end("q"), lambda: OrderedDict().popitem(), lambda: [o.update({k * 2: 1}) for k in o], lambda: [o.move_to_end(k) for k in o], lambda: o.pop("none")):
    try:
        print(call())
    except (KeyError, RuntimeError) as error:
        print(type(error).__name__, error)
