"""Annotations of names in brackets, and classes whose namespace comes with annotations."""


def in_brackets():
    (no_such_global): int
    try:
        print(no_such_global)
    except NameError as error:
        print(type(error).__name__, error)


def bound_in_brackets():
    (name): int = 3
    print(name)


in_brackets()
bound_in_brackets()


class Lower(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


class Meta(type):
    @classmethod
    def __prepare__(metaclass, name, bases, **keywords):
        return {"__annotations__": Lower()}


class Prepared(metaclass=Meta):
    XX: "annotation" = 1
    yy: int


print(Prepared.__annotations__, type(Prepared.__annotations__).__name__)


class Below(Prepared):
    zz: int


print(Below.__annotations__)


class Plain(Exception):
    a: int
    (b): str = "b"
    (c): str


print(Plain.__annotations__, Plain.b)
