# What an operation finds when a method that it calls changes what it works on.


class Clears:
    def __init__(self, victim):
        self.victim = victim

    def __eq__(self, other):
        self.victim.clear()
        return NotImplemented

    def __lt__(self, other):
        return True


for compare in ("==", "!=", "<", ">="):
    first, second = [], []
    first.append(Clears(second))
    second.append(Clears(first))
    try:
        match compare:
            case "==":
                print(first == second)
            case "!=":
                print(first != second)
            case "<":
                print(first < second)
            case ">=":
                print(first >= second)
    except TypeError as error:
        print(error)
third = []
third.append(Clears(third))
print(third == [1], third)


def exhaust():
    if exhaust.is_inside:
        return "end"
    exhaust.is_inside = True
    list(exhaust.iterator)
    return "more"


exhaust.is_inside = False
exhaust.iterator = iter(exhaust, "end")
print(next(exhaust.iterator, "nothing"), next(exhaust.iterator, "nothing"))


class Odd(Exception):
    def __new__(cls, *arguments):
        return cls


def plain():
    yield


for use in (lambda: plain().throw(Odd), lambda: plain().throw(Odd, 1)):
    try:
        use()
    except TypeError as error:
        print(error)
try:
    raise Odd
except TypeError as error:
    print(error)
give = lambda: (yield 1)
generator = give()
print(next(generator))
try:
    generator.send("sent")
except StopIteration as stop:
    print(stop.value)
delegate = lambda: (yield from give())
generator = delegate()
print(next(generator))
try:
    generator.send("sent")
except StopIteration as stop:
    print(stop.value)
