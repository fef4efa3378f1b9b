"""Abstract base classes: `abc`, whose machinery CPython has in C."""

import abc
from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    """Something with an area."""

    @abstractmethod
    def area(self):
        """The area."""

    @property
    @abstractmethod
    def name(self):
        return "shape"

    def describe(self):
        return f"{self.name}: {self.area()}"


class Named(Shape):
    @property
    def name(self):
        return "named " + super().name


class Square(Named):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: Shape())
attempt(lambda: Named())
attempt(lambda: Square(3).describe())
print(sorted(Shape.__abstractmethods__), sorted(Named.__abstractmethods__), Square.__abstractmethods__)
print(type(Shape), Shape.__mro__, isinstance(Square(1), Shape), issubclass(Square, ABC), issubclass(int, Shape))


class Sized(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __len__(self):
        return 0

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Sized:
            return any("__len__" in base.__dict__ for base in other.__mro__) or NotImplemented
        return NotImplemented


class Box:
    def __len__(self):
        return 3


print(isinstance([], Sized), isinstance(Box(), Sized), isinstance(3, Sized), issubclass(Box, Sized), issubclass(int, Sized))


class Wrong(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return "yes"


attempt(lambda: issubclass(int, Wrong))


class Number(ABC):
    pass


token = abc.get_cache_token()
print(isinstance(1, Number))
print(Number.register(int), isinstance(1, Number), isinstance(True, Number), isinstance(1.0, Number))
print(abc.get_cache_token() - token)


@Number.register
class Special:
    pass


class MoreSpecial(Special):
    pass


print(issubclass(MoreSpecial, Number), isinstance(MoreSpecial(), Number))
attempt(lambda: Number.register(3))
attempt(lambda: issubclass(3, Number))


class Child(Number):
    pass


attempt(lambda: Child.register(Number))


class Deep(Child):
    pass


Child.register(str)
print(isinstance("a", Number), isinstance("a", Child), isinstance("a", Deep))
Deep.register(bytes)
print(issubclass(bytes, Number), issubclass(bytes, Child), issubclass(bytearray, Number))


class Liar:
    @property
    def __class__(self):
        return int


print(isinstance(Liar(), Number), isinstance(Liar(), Shape))


class Several(ABC):
    @staticmethod
    @abstractmethod
    def make():
        pass

    @classmethod
    @abstractmethod
    def build(cls):
        pass

    @abc.abstractproperty
    def old(self):
        pass

    @abc.abstractclassmethod
    def older(cls):
        pass

    @abc.abstractstaticmethod
    def oldest():
        pass


attempt(Several)
print(sorted(Several.__abstractmethods__))
Several.make = None
attempt(Several)
abc.update_abstractmethods(Several)
print(sorted(Several.__abstractmethods__))


class Meta(ABCMeta):
    def __instancecheck__(cls, instance):
        return instance == 42 or super().__instancecheck__(instance)


class Answer(metaclass=Meta):
    pass


print(isinstance(42, Answer), isinstance(41, Answer), isinstance(Answer(), Answer))


class Sequence(ABC):
    __abc_tpflags__ = 1 << 5


class Mapping(ABC):
    __abc_tpflags__ = 1 << 6


class Pair(Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return (10, 20)[index]


class Registered:
    def __len__(self):
        return 1

    def __getitem__(self, index):
        return ("item",)[index]


def kind(value):
    match value:
        case []:
            return "empty"
        case [one]:
            return one
        case [one, two]:
            return one, two
        case {}:
            return "mapping"
    return None


print(kind(Pair()), kind(Registered()), "__abc_tpflags__" in Sequence.__dict__)
Sequence.register(Registered)
print(kind(Registered()))


class Table:
    pass


Mapping.register(Table)
print(kind(Table()), kind("a"))
attempt(lambda: ABCMeta("Both", (), {"__abc_tpflags__": 3 << 5}))
print(ABC.__doc__, ABCMeta.__name__, ABC.__module__, abc.__name__, abstractmethod(len) if False else "")


class Init(ABC):
    def __init_subclass__(cls, /, tag=None, **keywords):
        super().__init_subclass__(**keywords)
        cls.tag = tag


class Tagged(Init, tag="t"):
    pass


print(Tagged.tag)
