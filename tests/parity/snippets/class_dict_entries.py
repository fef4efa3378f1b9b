# What a class statement puts into the class's own dict, and in which order.
import weakref


class Plain:
    pass


class Child(Plain):
    x = 1


class Documented:
    "text"

    def method(self):
        return 1


class Compared:
    def __eq__(self, other):
        return NotImplemented


class Slotted:
    __slots__ = ("b", "a")


class WithDict(Slotted):
    pass


class OnlyDict:
    __slots__ = ("x", "__dict__")


class OnlyWeak:
    __slots__ = ("__weakref__",)


class Number(int):
    pass


class Items(list):
    pass


class Problem(Exception):
    pass


class Meta(type):
    pass


class Both(Slotted, Plain):
    pass


class BothSlotted(Slotted, Plain):
    __slots__ = ()


for own in (Plain, Child, Documented, Compared, Slotted, WithDict, OnlyDict, OnlyWeak):
    print(own.__name__, list(own.__dict__))
for own in (Number, Items, Problem, Meta, Both, BothSlotted, type("Made", (), {"y": 2})):
    print(own.__name__, list(own.__dict__), own.__dict__.get("__dict__"), own.__dict__.get("__weakref__"))

own = Plain()
own.a = 1
get = Plain.__dict__["__dict__"].__get__
print(get(own), get(own) is own.__dict__, type(Plain.__dict__["__dict__"]).__name__)
print(own.__weakref__, Plain.__weakref__)
for change in (
    lambda: setattr(own, "__weakref__", 1),
    lambda: setattr(own, "__dict__", 1),
    lambda: Plain.__dict__["__dict__"].__get__(5),
    lambda: Slotted().__dict__,
    lambda: delattr(Problem(), "__dict__"),
):
    try:
        print(change())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
del own.__dict__
print(own.__dict__, vars(own))
own.__dict__ = {"z": 3}
print(own.z, own.__dict__)
print([name for name in dir(own) if name in ("__dict__", "__weakref__", "z")])
one, two = Child(), OnlyWeak()
kept = weakref.ref(two)
print(kept() is two, one.__weakref__)


class Instance(Plain):
    __dict__ = "mine"


print(Instance().__dict__, list(Instance.__dict__))
