"""Lists of floats in loops: aliases, changes of type, NaN, zeros with a sign, ints and subclasses between them."""

import math


class Real(float):
    pass


class Items(list):
    def __getitem__(self, index):
        return 2.0 * list.__getitem__(self, index)

    def __iter__(self):
        return iter([7.0, 8.0, 9.0])


class Gone:
    def __init__(self, action):
        self.action = action

    def __del__(self):
        self.action()


def shown(values):
    return [(type(value).__name__, repr(value)) for value in values]


def move(pairs, dt, turns):
    for _ in range(turns):
        for ([x1, y1, z1], v1, m1), ([x2, y2, z2], v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            dz = z1 - z2
            mag = dt * ((dx * dx + dy * dy + dz * dz + 0.5) ** (-1.5))
            b1m = m1 * mag
            b2m = m2 * mag
            v1[0] -= dx * b2m
            v1[1] -= dy * b2m
            v1[2] -= dz * b2m
            v2[0] += dx * b1m
            v2[1] += dy * b1m
            v2[2] += dz * b1m
    return mag


def drift(bodies, dt, turns):
    last = 0.0
    for _ in range(turns):
        for r, [vx, vy, vz], m in bodies:
            r[0] += dt * vx
            r[1] += dt * vy
            r[2] += dt * vz
            last = m * (vx * vx + vy * vy + vz * vz) / 2.0
    return last


def attempt(what, function, *arguments):
    try:
        print(what, "gives", repr(function(*arguments)))
    except Exception as error:
        print(what, "raises", type(error).__name__, error)


def body(first, second, mass):
    return (first, second, mass)


# what shares lists with what
p, q, v = [1.0, 2.0, 3.0], [0.5, 0.25, 4.0], [0.0, 0.0, 0.0]
attempt("the same speeds", move, [((p, v, 2.0), (q, v, 3.0))], 0.01, 3)
print(shown(v))
p, q, v = [1.0, 2.0, 3.0], [0.5, 0.25, 4.0], [0.0, -0.0, 1e300]
attempt("place and speed are one", move, [((p, p, 2.0), (q, v, 3.0)), ((q, v, 1.5), (p, q, 0.5))], 0.01, 4)
print(shown(p), shown(q), shown(v))
p = [1.0, -2.0, 0.0]
attempt("everything is one", move, [((p, p, 2.0), (p, p, 3.0))], 0.5, 2)
print(shown(p))
attempt("drift of itself", drift, [(p, p, 1.0), (p, p, 2.0)], 0.5, 3)
print(shown(p))

# what lists hold
ODD = {
    "ints": [1, 2, 3],
    "an int among floats": [1.5, 2, 3.5],
    "a large int": [1.0, 10**400, 2.0],
    "a middling int": [1.0, 2**60 + 1, 2.0],
    "NaN": [math.nan, 1.0, 2.0],
    "infinities": [math.inf, -math.inf, 1.0],
    "zeros": [0.0, -0.0, -0.0],
    "bools": [True, 1.0, False],
    "a subclass": [Real(1.5), 2.0, 3.0],
    "text": [1.0, "two", 3.0],
    "none": [None, 1.0, 2.0],
    "complex": [1.0, 2j, 3.0],
    "short": [1.0, 2.0],
    "long": [1.0, 2.0, 3.0, 4.0],
    "longer than is looked through": [float(i) for i in range(40)],
    "empty": [],
    "a list's subclass": Items([1.0, 2.0, 3.0]),
    "a tuple": (1.0, 2.0, 3.0),
    "a tuple of ints": (1, 2, 3),
    "a tuple of NaN": (math.nan, 1.0, 2.0),
}
for name, odd in ODD.items():
    for place in range(2):
        copies = [type(odd)(list(odd)) if isinstance(odd, Items) else odd[:] for _ in range(3)]
        other, speed = [4.0, 5.0, 6.0], [0.5, 0.25, -1.0]
        first = body(copies[0], speed, 2.0) if place == 0 else body(other, copies[0], 2)
        second = body([1.0, 1.0, 1.0], [0.0, 0.0, 0.0], 1.0)
        attempt(f"{name} at {place}", move, [(second, second), (first, second), (second, first)], 0.25, 3)
        print(shown(copies[0]), shown(speed), shown(second[1]))
        first = body(copies[1], [1.0, 2.0, 3.0], 2.0) if place == 0 else body(other, copies[1], 2)
        attempt(f"{name} drifts at {place}", drift, [second, first, second], 0.25, 3)
        print(shown(copies[1]), shown(other), shown(second[0]))

# NaN and infinities come out, once and again
speeds = [1e308, -1e308, 0.0]
attempt("overflow", move, [(([0.0, 0.0, 0.0], speeds, 1e308), ([1e-3, 0.0, 0.0], [1.0, 1.0, 1.0], 1e308))], 1e308, 3)
print(shown(speeds))
speeds = [math.inf, 1.0, -0.0]
places = [-math.inf, 1.0, 0.0]
attempt("inf - inf", drift, [(places, speeds, 1.0), (speeds, places, 2.0)], 1.0, 4)
print(shown(places), shown(speeds))


# lists that change between and during turns
def changing(values, others, turns):
    total = 0.0
    for turn in range(turns):
        [x, y] = values
        total += x * 0.5 - y
        values[0] += 1.5
        values[1] -= 0.25
        if turn == 2:
            others.append(turn)
        if turn == 4:
            values[0] = turn
        if turn == 6:
            values[1] = "text"
        if turn == 7:
            others.extend(values)
    return total


values = [1.0, 2.0]
attempt("an int is stored", changing, values, [], 6)
print(shown(values))
values, others = [1.0, 2.0], []
attempt("a text is stored", changing, values, others, 9)
print(shown(values), shown(others))
values = [1.0, 2.0]
attempt("it grows itself", changing, values, values, 9)
print(shown(values))


def stored(values, index, value, turns):
    total = 0.0
    for _ in range(turns):
        [x, y, z] = values
        total += x + y * z
        values[index] = value * x
        values[0] += 0.5
        values[2] += y
    return total


for value in (2.0, 3, math.nan, math.inf, -0.0, True):
    for index in (0, -1, 2, 3, -4):
        values = [1.0, -2.0, 0.5]
        attempt(f"{value} at {index}", stored, values, index, value, 3)
        print(shown(values))


def methods(values, turns):
    total = 0.0
    for turn in range(turns):
        values[0] += 0.5
        values[1] += 0.25
        [x, y, z] = values
        total += x * y - z
        if turn == 1:
            values.reverse()
        elif turn == 2:
            values.sort()
        elif turn == 3:
            values[:] = [9, 8.0, 7.0]
        elif turn == 4:
            values.insert(0, values.pop())
        elif turn == 5:
            del values[0]
            values.append(3)
        elif turn == 6:
            values *= 1
            values[1:2] = [4.0]
        elif turn == 7:
            values.clear()
            values += [1.0, 2.0, 3.0]
        elif turn == 8:
            values.remove(values[2])
    return total


for turns in range(11):
    values = [3.0, 1.0, 2.0]
    attempt(f"{turns} turns", methods, values, turns)
    print(shown(values))


# what goes away while items are unpacked
def replaced(pairs):
    total = 0.0
    for ([x, y], held), ([u, w], second) in pairs:
        total += x * u + y * w
    held = second = None
    return total


inner = [3.0, 4.0]
pairs = []


def change():
    inner[0] = 100.0
    pairs.append((([1.0, 1.0], 0), ([2.0, 2.0], 0)))
    if len(pairs) > 6:
        del pairs[6:]


pairs.append((([1.0, 2.0], Gone(change)), (inner, None)))
pairs.append((([1.0, 2.0], [Gone(change)]), (inner, None)))
pairs.append([[[1.0, 2.0], 1.0], [inner, 2.0]])
pairs.append([(inner, inner), (inner, inner)])
attempt("with finalizers", replaced, pairs)
print(len(pairs), shown(inner))


def taken_apart(rows):
    total = 0.0
    for [a, b], held, [c, d] in rows:
        total += a * c - b * d
        held = [total]
    return total


rows = [[[1.0, 2.0], [Gone(lambda: rows[1:] and rows[1].__setitem__(2, [50.0, 60.0]))], [3.0, 4.0]]]
rows.append([[1.0, 2.0], [5.0], [3.0, 4.0]])
rows.append([[1.0, 2.0], [Gone(lambda: rows.clear())], [3.0, 4.0]])
rows.append(([1.0, 2.0], [5.0], (3.0, 4.0)))
attempt("rows as lists", taken_apart, rows)
print(len(rows))

# powers that are computed from a table
def inverse(base, steps):
    powers = []
    for step in steps:
        powers.append((base * step) ** -1.5)
    return powers


for base in (1.0, 4.0, 2.25, 0.5, 3.0, 7.0, 1e-9, 1e9, 123.456, 1e-100, 1e-300, 1e300, 5e-324, 0.0, math.inf):
    attempt(f"{base} ** -1.5", inverse, base, [1.0, 1.0000000000000002, 1.1, 1.9999999999999998, 1])
total = 0.0
x = 0.001
for step in range(20000):
    x *= 1.0007
    total += x**-1.5
print(repr(total))
