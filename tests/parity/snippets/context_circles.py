"""Chains of contexts that programs make circles of."""
import sys
import traceback


def first():
    try:
        raise ValueError(1)
    except ValueError as error:
        error.__context__ = error
        raise TypeError(2)


def longer():
    try:
        raise KeyError("a")
    except KeyError as a:
        try:
            raise IndexError("b")
        except IndexError as b:
            a.__context__ = b
            raise RuntimeError("c")


def headed():
    a, b = KeyError("a"), IndexError("b")
    try:
        raise a
    except KeyError:
        try:
            raise b
        except IndexError:
            raise a


for make in (first, longer, headed):
    try:
        make()
    except Exception as error:
        links, link = [], error
        while link is not None and len(links) < 6:
            links.append(repr(link))
            link = link.__context__
        print(links)
        print("".join(traceback.format_exception(error)).count("During handling"))
        sys.excepthook(type(error), error, None)
