"""One place of the program that sees objects of many classes, whose attributes come, go and change."""

import enum
import math
import types


object_getattribute, object_setattr = object.__getattribute__, object.__setattr__


def load(object):
    try:
        return object.value
    except AttributeError as error:
        return str(error)


def call(object):
    try:
        return object.method(1)
    except (AttributeError, TypeError) as error:
        return str(error)


def store(object, value):
    try:
        object.value = value
    except AttributeError as error:
        return str(error)
    return vars(object) if hasattr(object, "__dict__") else object.value


class Base:
    def method(self, number):
        return (type(self).__name__, number)


class Own(Base):
    def __init__(self):
        self.__dict__["value"] = "own"


class Inherited(Own):
    pass


class Plain(Base):
    def __init__(self):
        self.value = "plain"


class Derived(Plain):
    def __init__(self):
        super().__init__()
        self.more = 1


class OfClass(Base):
    value = "of the class"


class Slotted(Base):
    __slots__ = ("value",)


class OnlySlots:
    __slots__ = ("other", "value")


class Computed(Base):
    @property
    def value(self):
        return "computed"


class Settable(Base):
    @property
    def value(self):
        return self.kept

    @value.setter
    def value(self, new):
        self.kept = ("kept", new)


class Fallback(Base):
    def __getattr__(self, name):
        return "fallback " + name


class Everything(Base):
    def __getattribute__(self, name):
        return f"everything {name}" if name == "value" else super().__getattribute__(name)


class Guarded(Base):
    def __setattr__(self, name, value):
        super().__setattr__("guarded_" + name, value)


class Static(Base):
    @staticmethod
    def method(number):
        return ("static", number)

    @classmethod
    def value(cls):
        pass


class Callable(Base):
    def __init__(self):
        self.method = lambda number: ("own", number)


CLASSES = (
    Own,
    Inherited,
    Plain,
    Derived,
    OfClass,
    Slotted,
    OnlySlots,
    Computed,
    Settable,
    Fallback,
    Everything,
    Guarded,
    Static,
    Callable,
)


def everything(title):
    print("==", title)
    for _ in range(3):
        objects = [each() for each in CLASSES]
        for object in objects:
            print(type(object).__name__, str(load(object)).split(" at 0x")[0], call(object))
        for object in objects:
            print(type(object).__name__, str(store(object, 5)).split(" at 0x")[0], str(load(object)).split(" at 0x")[0])


everything("at first")
OfClass.value = "changed"
Own.value = property(lambda self: "hides")
Inherited.method = lambda self, number: "overridden"
everything("after changes")
del Own.value
del OfClass.value
Base.value = "of the base"
everything("after deletions")
Guarded.__setattr__ = object_setattr
Fallback.__setattr__ = lambda self, name, value: None
Everything.__getattribute__ = object_getattribute
everything("after hooks")
del Base.value

first, second = Own(), OfClass()
for object in (first, second, first, second):
    object.__class__ = Callable if type(object) is not Callable else OfClass
    print(type(object).__name__, load(object), call(object) if type(object) is OfClass else "")
first.value = 1
del first.value
print(load(first), load(Own()))
vars(first)["value"] = "in the dict"
print(load(first))
first.__dict__ = {"value": "another dict", "method": len}
print(load(first), call(first))


class Meta(type):
    @property
    def value(cls):
        return "of the metaclass"

    def method(cls, number):
        return ("meta", number)


class Made(metaclass=Meta):
    value = "hidden"


class Colour(enum.Enum):
    value_of = 1
    RED = 2

    def method(self, number):
        return (self.name, number)


module = types.ModuleType("module")
module.value, module.method = "of the module", abs
for _ in range(2):
    for object in (Made, OfClass, Colour.RED, Colour, module, math, Static, 5, "text", [1]):
        print(str(load(object)).split(" at 0x")[0], str(call(object)).split(" at 0x")[0])
    module.value = "changed"
    OfClass.value = "set again"
    Made.method = staticmethod(lambda number: ("static", number))


def pi():
    return math.pi


def late():
    return module.late


print(pi())
kept, math.pi = math.pi, 3
print(pi())
math.pi = kept
print(pi())
for change in (lambda: setattr(module, "late", 1), lambda: delattr(module, "late")) * 2:
    change()
    try:
        print(late())
    except AttributeError as error:
        print(error)


class Text(types.ModuleType):
    @property
    def value(self):
        return "computed"


own = Text("own")
own.__dict__["value"] = "hidden"
print(load(own), load(module))
