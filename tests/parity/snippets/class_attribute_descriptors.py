# What the descriptors of attributes say of themselves.


class Outer:
    class Inner:
        __slots__ = ("slot", "__dict__")

    plain = 1


for descriptor in (
    Outer.__dict__["__dict__"],
    Outer.__dict__["__weakref__"],
    Outer.Inner.__dict__["__dict__"],
    Outer.Inner.__dict__["slot"],
    int.__dict__["real"],
    type.__dict__["__mro__"] if "__mro__" in type.__dict__ else int.__dict__["imag"],
    Exception.__dict__.get("args", BaseException.__dict__["args"]),
):
    print(descriptor.__name__, descriptor.__qualname__, descriptor.__objclass__.__name__)
