"""All kinds of patterns."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Color:
    RED = "red"


def describe(value):
    match value:
        case None | True | False:
            return f"singleton {value}"
        case 0:
            return "zero"
        case -1.5 | 2 + 3j:
            return "number"
        case "":
            return "empty text"
        case Color.RED:
            return "red"
        case str(text) if len(text) > 3:
            return f"long {text}"
        case str():
            return "text"
        case bytes() as data:
            return f"bytes {data}"
        case []:
            return "empty sequence"
        case [x]:
            return f"one {x}"
        case [1, 2, *rest]:
            return f"one two {rest}"
        case [first, *_, last]:
            return f"from {first} to {last}"
        case {"kind": "circle", "r": (int() | float()) as r}:
            return f"circle {r}"
        case {"kind": kind, **rest} if rest:
            return f"{kind} with {rest}"
        case {}:
            return "mapping"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y) | Point(x=y, y=0):
            return f"axis {y}"
        case Point(x, y) if x == y:
            return "diagonal"
        case Point():
            return "point"
        case int(n) if n > 100:
            return "big"
        case int() | float():
            return "other number"
        case _:
            return "unknown"


for value in (None, True, 0, False, -1.5, 2 + 3j, "", "red", "blue!", "abc", b"x", [], (5,), [1, 2, 3, 4], (1, 5, 9), range(3), {"kind": "circle", "r": 2}, {"kind": "square", "side": 1}, {"kind": "x"}, {}, Point(0, 0), Point(0, 5), Point(3, 0), Point(2, 2), Point(1, 2), 1000, 5, 2.5, {1, 2}, object):
    print(describe(value))


def command(line):
    match line.split():
        case ["go", ("north" | "south") as direction]:
            return direction
        case ["take", item, *others]:
            return item, others
        case [action]:
            return action
    return "?"


print(command("go north"), command("go up"), command("take a b c"), command("look"), command(""))
match (1, (2, [3, 4])):
    case (a, (b, [c, *d])):
        print(a, b, c, d)
