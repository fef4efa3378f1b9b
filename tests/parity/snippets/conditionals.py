"""Truth, short circuits, conditional expressions, comparison chains, match-free branching."""


class Loud:
    def __init__(self, name, truth):
        self.name = name
        self.truth = truth

    def __bool__(self):
        print("bool", self.name)
        return self.truth

    def __repr__(self):
        return self.name


yes, no = Loud("yes", True), Loud("no", False)
print(yes and no, no and yes, yes or no, no or yes, not yes, not no)
print(yes if no else no)
for value in (None, 0, 0.0, 0j, "", b"", [], (), {}, set(), range(0), False, "0", [0], -1, float("nan"), object):
    print(repr(value)[:20], "true" if value else "false", not value)


class Sized:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


print(bool(Sized(0)), bool(Sized(3)))


class Bad:
    def __bool__(self):
        return 1


try:
    bool(Bad())
except TypeError as error:
    print(error)
try:
    if Sized(-1):
        pass
except ValueError as error:
    print(error)
log = []


def middle(n):
    log.append(n)
    return n


print(middle(1) < middle(3) < middle(2), middle(5) < middle(4) < middle(9), log)
x = 7
if x < 5:
    print("small")
elif x == 7:
    print("seven")
else:
    print("large")
print("in" if x in (1, 7) else "out", x not in [7], x is x, None is not None)
