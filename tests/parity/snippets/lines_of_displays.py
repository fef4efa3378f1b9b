"""Where a display raises, it is on its first line, wherever its items are."""

import traceback

def show(make):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, error, [(frame.name, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)])

def a():
    return print(
        [*3])

def b():
    return print(
        {1: 2,
         **3})

def c():
    return print(
        {[]: 2,
         3: 4})

def d():
    return print(1,
        {
            [],
            2,
        })

def e():
    return print(1,
        {
            []:
            2,
            **{},
        })

def f():
    return [
        len("x"),
        *3,
        len("y")]

def g():
    return [
        len("x"),
        *(3
          if len("z")
          else 4),
        len("y")]

def h():
    return (
        1 if len("x") else {
            **len(
                "z")
            },
        len("y"))

def i():
    x = {
        1: len("x"),
        []: len(
            "y"),
        3: 4, 5: 6, 7: 8, 9: 10, 11: 12, 13: 14, 15: 16, 17: 18, 19: 20}

def j():
    x = {
        1: len("x"),
        3: 4, 5: 6, 7: 8, 9: 10, 11: 12, 13: 14, 15: 16, 17: 18, 19: 20, 21: 22, 23: 24, 25: 26, 27: 28, 29: 30, 31: 32, 33: 34,
        []: len(
            "y"),
        35: 36,
        }

def k():
    x = {
        1, len("x"), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
        [],
        len("y"),
        35}

def l():
    x = {
        1,
        [],
        *len(
            "y"),
        35}

def m():
    x = [len("a"), len("b"),
         *len("c"), *(
             4)]

for make in (a, b, c, d, e, f, g, h, i, j, k, l, m):
    show(make)
def one():
    @staticmethod
    def c(u, w=(*3, 1)):
        pass

def two():
    @staticmethod
    def c(u, w=[*3, 1]):
        pass

def three():
    @staticmethod
    def c(u, w={*3, 1}):
        pass

def four():
    @staticmethod
    def c(u, w={**3}):
        pass

def five():
    @staticmethod
    def c(u, *, w=-"a"):
        pass

def six():
    @staticmethod
    def c(u, *, w=one.x):
        pass

def seven():
    @staticmethod
    def c(u, w=print(*3)):
        pass

def eight():
    @staticmethod
    class A(*3):
        pass

def nine():
    @staticmethod
    def c(u: (*3, 1)):
        pass

def ten():
    @staticmethod
    def c(u, w=(1,
                *3)):
        pass

for make in (one, two, three, four, five, six, seven, eight, nine, ten):
    show(make)
