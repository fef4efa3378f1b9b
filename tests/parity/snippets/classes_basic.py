"""Classes: attributes, methods, class and static methods, properties, repr."""


class Point:
    """A point."""

    dimension = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"

    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def moved(self, dx, dy):
        return type(self)(self.x + dx, self.y + dy)

    @property
    def norm1(self):
        return abs(self.x) + abs(self.y)

    @norm1.setter
    def norm1(self, value):
        self.x, self.y = value, 0

    @classmethod
    def origin(cls):
        return cls(0)

    @staticmethod
    def distance(a, b):
        return abs(a.x - b.x) + abs(a.y - b.y)


p = Point(1, y=-2)
print(p, p.moved(1, 1), p.norm1, Point.origin(), Point.distance(p, Point(0)), Point.dimension, p.dimension)
p.norm1 = 9
p.dimension = 3
print(p, p.dimension, Point.dimension, p.__dict__, Point.__doc__, Point.__name__, type(p) is Point)
print(p == Point(9), p != Point(9), p == 5, p in [Point(9)], {Point(1): "a"}[Point(1)])
bound = p.moved
print(bound(1, 2), Point.moved(p, 0, 5), bound.__self__ is p, bound.__name__)
del p.y
for bad in (lambda: p.y, lambda: p.nothing, lambda: Point.nothing, lambda: Point(), lambda: Point(1, 2, 3), lambda: p + 1, lambda: p < p, lambda: p[0], lambda: len(p), lambda: p(), lambda: iter(p)):
    try:
        print(bad())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
try:
    del p.norm1
except AttributeError as error:
    print(error)
print(hasattr(p, "x"), getattr(p, "zz", "default"), isinstance(p, Point), isinstance(p, (int, Point)), callable(p), callable(Point))
setattr(p, "new", 1)
print(p.new, sorted(vars(p)))
