"""Inheritance, super, MRO, abstract use, multiple inheritance, isinstance, __init_subclass__."""


class Base:
    subclasses = []

    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.subclasses.append((cls.__name__, tag))

    def __init__(self):
        self.log = ["Base"]

    def who(self):
        return "base"


class Left(Base, tag="l"):
    def __init__(self):
        super().__init__()
        self.log.append("Left")

    def who(self):
        return "left<" + super().who()


class Right(Base):
    def __init__(self):
        super().__init__()
        self.log.append("Right")

    def who(self):
        return "right<" + super().who()


class Both(Left, Right, tag="b"):
    def __init__(self):
        super().__init__()
        self.log.append("Both")

    def who(self):
        return "both<" + super().who()


both = Both()
print(both.log, both.who(), [c.__name__ for c in Both.__mro__], Both.__bases__ == (Left, Right))
print(Base.subclasses, issubclass(Both, Right), isinstance(both, Base), issubclass(Left, Right))
print(super(Left, both).who(), Right.who(both))
try:

    class Broken(Base, Left):
        pass

except TypeError as error:
    print(error)


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        namespace["made_by"] = "Meta"
        return super().__new__(mcs, name, bases, namespace)

    def __call__(cls, *args):
        print("making", cls.__name__)
        return super().__call__(*args)


class Made(metaclass=Meta):
    def __init__(self, value):
        self.value = value


print(Made(5).value, Made.made_by, type(Made).__name__)
Dynamic = type("Dynamic", (Base,), {"x": 1, "double": lambda self: self.x * 2})
print(Dynamic().double(), Dynamic.__name__)


class Stack(list):
    def push(self, item):
        self.append(item)

    def __getitem__(self, index):
        return ("item", super().__getitem__(index))


stack = Stack([1, 2])
stack.push(3)
print(stack, stack[0], len(stack), isinstance(stack, list), sum(stack), stack == [1, 2, 3])


class Name(str):
    def shout(self):
        return self.upper() + "!"


print(Name("bob").shout(), Name("a") + "b", type(Name("a") + "b").__name__, {Name("k"): 1}["k"])
