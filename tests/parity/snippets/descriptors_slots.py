"""Descriptors, __set_name__, slots, __class_getitem__, property inheritance."""


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("set_name", owner.__name__, name)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.name, None)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}, not {type(value).__name__}")
        setattr(instance, self.name, value)


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name, age):
        self.name = name
        self.age = age


p = Person("Ann", 30)
print(p.name, p.age, isinstance(Person.name, Typed), sorted(p.__dict__))
try:
    p.age = "old"
except TypeError as error:
    print(error)


class Lazy:
    def __init__(self, function):
        self.function = function
        self.name = function.__name__

    def __get__(self, instance, owner):
        print("computing")
        value = self.function(instance)
        instance.__dict__[self.name] = value
        return value


class Data:
    @Lazy
    def total(self):
        return 42


d = Data()
print(d.total, d.total)


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


s = Slotted(1)
for bad in (lambda: s.y, lambda: setattr(s, "z", 1), lambda: s.__dict__):
    try:
        print(bad())
    except AttributeError as error:
        print(error)
s.y = 2
print(s.x, s.y, Slotted.__slots__)


class Sub(Slotted):
    pass


sub = Sub(5)
sub.extra = 1
print(sub.x, sub.extra, sub.__dict__)


class Temperature:
    def __init__(self):
        self._c = 0.0

    c = property(lambda self: self._c, lambda self, v: setattr(self, "_c", v), None, "celsius")

    @property
    def f(self):
        return self.c * 9 / 5 + 32


t = Temperature()
t.c = 100
print(t.f, Temperature.c.__doc__)
try:
    t.f = 1
except AttributeError as error:
    print(error)


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Generic["x"], list[int], dict[str, int])


class Repeated:
    __slots__ = ("hour", "minute", "hour")


repeated = Repeated()
repeated.hour = 3
print(repeated.hour, Repeated.__slots__)
