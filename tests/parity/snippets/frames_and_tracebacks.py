"""`sys._getframe`, `sys.exc_info`, frames of tracebacks."""

import sys
import types


def who(depth=0):
    frame = sys._getframe(depth)
    return frame.f_code.co_name, frame.f_lineno, frame.f_globals is globals()


def caller():
    return who(1), who()


class Class:
    print(who(1))
    names = [who(1) for _ in range(1)]

    def method(self):
        return who(1)


def generate():
    yield who(1)
    yield who(2)[0]


def consume():
    return list(generate())


print(caller())
print(Class.names, Class().method(), consume())
print((lambda: who(1))())
print(type(sys._getframe()) is types.FrameType, sys._getframe().f_code.co_name)
try:
    sys._getframe(100)
except ValueError as error:
    print(error)
try:
    sys._getframe("a")
except TypeError as error:
    print(error)
print(sys._getframe(-5).f_lineno)
print(sys.exc_info(), sys.exception())


def names(frame):
    found = []
    while frame.f_code.co_name != "outermost":
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def deep(n):
    return names(sys._getframe()) if n == 0 else deep(n - 1)


def outermost():
    return deep(3)


print(outermost())


def fails(n):
    if n:
        fails(n - 1)
    raise KeyError(n)


def context():
    try:
        fails(2)
    except KeyError as error:
        kind, value, traceback = sys.exc_info()
        print(kind is KeyError, value is error, sys.exception() is error)
        print(isinstance(traceback, types.TracebackType))
        while traceback:
            frame = traceback.tb_frame
            print(frame.f_code.co_name, traceback.tb_lineno, frame.f_globals is globals())
            traceback = traceback.tb_next
        try:
            raise ValueError from error
        except ValueError:
            print(sys.exc_info()[0])
        print(sys.exc_info()[0])
    print(sys.exc_info())


context()
print(sys._getframe().f_code is sys._getframe().f_code, sys._getframe().f_trace)


def moves():
    frame = sys._getframe()
    first = frame.f_lineno
    second = frame.f_lineno

    def inner():
        return frame.f_lineno, sys._getframe(1).f_lineno

    try:
        frame.clear()
    except RuntimeError as error:
        print(error)
    return second - first, inner()


print(moves())
