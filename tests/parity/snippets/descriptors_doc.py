"""Docstrings of functions, methods, properties and classes."""


def documented():
    "about it"


class Thing:
    """A thing."""

    @property
    def size(self):
        "how large"
        return 1

    def method(self):
        "what it does"


print(documented.__doc__, Thing.__doc__, Thing.size.__doc__, Thing.method.__doc__, Thing().method.__doc__)
print((lambda: 0).__doc__, property(None, None, None, "given").__doc__)
documented.__doc__ = "changed"
print(documented.__doc__)
