"""Corners of the object model: descriptors, orders of bases, `__class__`, `__new__`, `super`, calls that go too deep."""
import types


def attempt(action, *arguments):
    try:
        result = action(*arguments)
    except (TypeError, AttributeError, ValueError, AssertionError, RuntimeError) as error:
        print(type(error).__name__, error)
        return None
    return result


# What can only be set wins over nothing when it is got.
class SetOnly:
    def __set__(self, owner, value):
        owner.__dict__["a"] = value


class Holder:
    a = SetOnly()


holder = Holder()
print(type(holder.a).__name__)
holder.a = 42
print(holder.a)


class Meta(type):
    pass


class OfMeta(metaclass=Meta):
    pass


OfMeta.a = 7
Meta.a = SetOnly()
print(OfMeta.a)

# `object.__setattr__` is not for classes.
attempt(object.__setattr__, str, "foo", 42)
attempt(object.__delattr__, str, "lower")
attempt(object.__setattr__, Holder, "foo", 42)


class ByObject(type):
    def __setattr__(cls, key, value):
        object.__setattr__(cls, key, value)


class Plain:
    pass


class Mixed(Plain, ByObject):
    pass


attempt(setattr, Mixed("D", (object,), {}), "test", True)


# Orders of bases that a metaclass makes.
class Reversed(type):
    def mro(cls):
        order = type.mro(cls)
        order.reverse()
        return order


class A:
    def f(self):
        return "A"


class B(A):
    pass


class C(A):
    def f(self):
        return "C"


class X(B, C, metaclass=Reversed):
    pass


print([cls.__name__ for cls in X.__mro__], X().f(), [cls.__name__ for cls in X.mro()])


def with_order(order):
    class Ordered(type):
        def mro(cls):
            return order(cls)

    return Ordered("Y", (object,), {})


attempt(with_order, lambda cls: [cls, dict, object])
attempt(with_order, lambda cls: [1])
attempt(with_order, lambda cls: 1)
print(with_order(lambda cls: (cls, A, object))().f())


class Once(type):
    left = 1

    def mro(cls):
        if Once.left == 0:
            raise RuntimeError("no more")
        Once.left -= 1
        return type.mro(cls)


class D1(A):
    pass


class D2(D1):
    pass


class D3(D1, metaclass=Once):
    pass


before = D1.__mro__, D2.__mro__, D3.__mro__
attempt(setattr, D1, "__bases__", (Plain,))
print(before == (D1.__mro__, D2.__mro__, D3.__mro__))


# `super` of a subclass of `super`, and for a proxy.
class MySuper(super):
    pass


class E(C):
    def f(self):
        return type(self.__super).__name__ + self.__super.f()


E._E__super = MySuper(E)
print(E().f())


class Proxy:
    def __init__(self, behind):
        self.__behind = behind

    def __getattribute__(self, name):
        if name.startswith("_Proxy__"):
            return object.__getattribute__(self, name)
        return getattr(self.__behind, name)


class F(C):
    def f(self):
        return super(F, self).f() + "F"


print(F.__dict__["f"](Proxy(F())))


# `__class__`
def assign(make, cls):
    value = make()
    attempt(setattr, value, "__class__", cls)
    print(type(value).__name__)


def slotted(name, *names, base=object):
    return type(name, (base,), {"__slots__": names})


G, H, I = slotted("G", "a", "b"), slotted("H", "b", "a"), slotted("I", "a", "b", "c")
J, K, L = slotted("J", base=G), slotted("K", "__dict__", base=G), slotted("L", "d", base=H)
M = slotted("M", "d", base=slotted("N", "a", "b"))
Int, Int2, Int3 = slotted("Int", base=int), slotted("Int2", base=int), type("Int3", (int,), {})
Module = type("Module", (types.ModuleType,), {})
for make, cls in [
    (G, H), (H, G), (G, I), (G, J), (J, H), (G, K), (K, G), (L, M), (L, H), (Plain, Holder), (Plain, G), (Plain, list),
    (list, Plain), (Plain, object), (Plain, Int3), (Int, Int2), (Int, Int3), (Int3, Int), (Int, Plain), (object, Plain),
    (lambda: Module("m"), types.ModuleType), (lambda: types.ModuleType("m"), Module), (lambda: Module("m"), Plain),
    (lambda: 1, Int), (lambda: True, int), (lambda: Exception(), ValueError), (type("X1", (Exception,), {}), type("X2", (ValueError,), {})),
    (type("X3", (Exception,), {}), type("X4", (OSError,), {})),
]:  # fmt: skip
    assign(make, cls)
attempt(delattr, Plain(), "__class__")
attempt(setattr, Plain(), "__class__", 1)


# A class whose `__new__` was deleted goes on calling by name.
class New:
    def __new__(cls, *arguments):
        raise AssertionError("New")


class Restored(New):
    __new__ = object.__new__

    def __init__(self, value):
        self.value = value


attempt(Restored, 3)
del Restored.__new__
attempt(Restored, 3)
del New.__new__
attempt(Restored, 3)
print(type(attempt(New)).__name__)


class Fresh:
    __new__ = object.__new__

    def __init__(self, value):
        self.value = value


print(Fresh(3).value)

# Special attributes of classes.
for name in ("__name__", "__qualname__", "__module__", "__doc__", "__bases__"):
    attempt(type.__dict__[name].__set__, list, "blah")
    attempt(type.__dict__[name].__delete__, Plain)
attempt(setattr, Plain, "__name__", 1)
attempt(setattr, Plain, "__qualname__", 1)
attempt(setattr, Plain, "__name__", "a\0b")
attempt(getattr, type, "__abstractmethods__")
attempt(getattr, Meta, "__abstractmethods__")
attempt(delattr, Plain, "__abstractmethods__")
of_dict = Plain.__dict__["__dict__"]
attempt(of_dict.__set__, type("Meta2", (Plain, type), {})("cls", (), {}), {})
attempt(of_dict.__set__, type("Module2", (Plain, types.ModuleType), {})("m"), {})


def class_cell():
    class Wrong:
        __classcell__ = 42


attempt(class_cell)
text = type("Module3", (types.ModuleType,), {"__dict__": property(lambda self: "no dict")})("m")
attempt(dir, text)


# What methods are called.
class Callable:
    def __call__(self, argument):
        return argument


function = Callable()
method = types.MethodType(function, 5)
print(method)
function.__name__ = "name"
print(method)
function.__qualname__ = "qualname"
print(method)
items = []
add = items.__add__
print(add == items.__add__, add != items.__add__, add == [].__add__, add == items.__mul__, hash(add) == hash(items.__add__))
print(add.__objclass__, add.__qualname__, add.__name__)
attempt(lambda: add < add)

# Calls that go too deep.
count = 0


class Deep:
    def __init__(self):
        global count
        count += 1
        Deep()


class Deeper:
    def __call__(self):
        global count
        count += 1
        deeper()


class MetaCall(type):
    def __call__(cls):
        global count
        count += 1
        return cls()


class OfMetaCall(metaclass=MetaCall):
    pass


class Own:
    pass


Own.__call__ = Own()
deeper = Deeper()
for start in (Deep, deeper, OfMetaCall, Own()):
    count = 0
    try:
        start()
    except RecursionError as error:
        print(count, error)


# The arguments of `type` and of metaclasses.
for action in (lambda: type(), lambda: type(1, 2), lambda: type(1, x=2), lambda: Meta(1), lambda: Meta(1, 2), lambda: Meta()):
    attempt(action)


class Config(dict):
    def __getattr__(self, name):
        return self[name]


import weakref  # noqa: E402

config = Config()
print(repr(weakref.ref(config)).split(" at ")[0])


class Early(type):
    def mro(cls):
        print(cls.__name__, cls.__mro__ is None)
        return type.mro(cls)


class EarlyClass(metaclass=Early):
    pass


class EarlyBelow(EarlyClass):
    pass


EarlyBelow.__bases__ = (EarlyClass, Plain)
print([cls.__name__ for cls in EarlyBelow.__mro__])
