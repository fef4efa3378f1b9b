"""Loops whose turns unpack, compute and put floats in the place of floats: each way out of such a turn."""

import math


def attract(pairs, steps, strength):
    total = 0.0
    last = 0.0
    for step in range(steps):
        for ([x1, y1], v1, m1), ([x2, y2], v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            last = strength * ((dx * dx + dy * dy) ** -1.5)
            total += last * m1
            v1[0] -= dx * m2 * last
            v1[1] -= dy * m2 * last
            v2[0] += dx * m1 * last
            v2[1] += dy * m1 * last
    return total, last


def bodies(count):
    return [([1.5 * n, 0.25 * n * n], [0.0, 0.5], 1.0 + n) for n in range(count)]


def pairs_of(items):
    return [(a, b) for n, a in enumerate(items) for b in items[n + 1:]]


def show(made, pairs, steps=2):
    try:
        print(attract(pairs, steps, 0.01))
    except Exception as error:
        print(type(error).__name__, error)
    for place, speed, mass in made:
        print(place, speed, mass)


made = bodies(4)
show(made, pairs_of(made))

# one list is both: what is written first is read
made = bodies(3)
shared = made[0][1]
made[1] = (made[1][0], shared, made[1][2])
show(made, pairs_of(made))

# an int among the floats, first where floats are changed, then where they are read
made = bodies(4)
made[2][1][1] = 7
show(made, pairs_of(made))
made = bodies(4)
made[3][0][0] = 3
show(made, pairs_of(made))
made = bodies(4)
made[1] = (made[1][0], made[1][1], 2)
show(made, pairs_of(made))

# a list is too short, or no list; an item cannot be unpacked; nothing of the turn is done before that is found out
made = bodies(4)
made[3] = (made[3][0], [0.5], made[3][2])
show(made, pairs_of(made))
made = bodies(4)
made[2] = (made[2][0], (0.5, 0.5), made[2][2])
show(made, pairs_of(made))
made = bodies(4)
show(made, pairs_of(made)[:3] + [(1, 2, 3)] + pairs_of(made)[3:])
made = bodies(4)
show(made, pairs_of(made)[:2] + [5])

# division by zero, infinities, a NaN that comes out
made = bodies(3)
made.append((made[1][0], [0.0, 0.0], 1.0))
show(made, pairs_of(made))
made = bodies(3)
made[1][1][0] = math.inf
made[2] = (made[2][0], made[2][1], -math.inf)
show(made, pairs_of(made))
made = bodies(3)
made[0][1][1] = math.nan
show(made, pairs_of(made))

# no list of pairs: an iterator, a tuple, nothing
made = bodies(3)
show(made, iter(pairs_of(made)))
show(made, tuple(pairs_of(made)))
show(made, [])


def remembered(rows):
    """What is read after the loop, of the last turn that was done."""
    x = y = 0.0
    row = [0.0]
    weight = ""
    for (x, y), row, weight in rows:
        row[0] += x * 0.5
        row[2] -= y * 0.5
    print(x, y, row, weight)
    return row


def attempt(rows):
    try:
        return remembered(rows)
    except Exception as error:
        print(type(error).__name__, error)


rows = [((0.5, 1.5), [1.0, 2.0, 3.0], "one"), ((2.5, 3.5), [4.0, 5.0, 6.0], "two")]
print(remembered(rows) is rows[1][1])
print(attempt(rows + [((1.0, 2.0), [1.0, 2.0], "short")]) is rows[1][1])
print(attempt(rows + [((1.0, 2.0, 3.0), [1.0, 2.0], "long")]) is rows[1][1])
print(attempt(rows + [((1.0, "2"), [1.0, 2.0, 3.0], "text")]))
print(remembered([]))


class Told:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def releases(rows, held):
    """What a variable holds before the loop goes with its first turn."""
    total = 0.0
    for turn in range(2):
        for (x, y), held in rows:
            held[0] += x * 0.5
            total += y * 0.5
        print("turn", turn, total)
        if turn == 0:
            held = [Told("held"), 1.0]
    return total


print(releases([((0.5, 1.0), [1.0]), ((1.5, 2.0), [2.0])], [Told("first")]))


def watched(rows, log):
    """The list of a row is changed by others between loops: floats are no longer floats alone."""
    total = 0.0
    for turn in range(3):
        for (x, y), values in rows:
            values[0] += x * 0.5
            values[1] -= y * 0.5
            total += x * y
        log.append([list(values) for (_, values) in rows])
        if turn == 0:
            rows[0][1][0] = 5
        if turn == 1:
            rows[0][1][1] = 0.25
    return total


log = []
print(watched([((0.5, 1.0), [1.0, 2.0]), ((1.5, 2.0), [2.0, 3.0])], log))
print(log)


def itself(rows):
    """A row whose list is the list of rows."""
    total = 0.0
    for (x, y), values in rows:
        total += x * y
        values[0] += x
    return total


rows = [((0.5, 1.0), [1.0]), None]
rows[1] = ((2.0, 3.0), rows)
try:
    print(itself(rows))
except TypeError as error:
    print(error)


def swapped(rows):
    """Names that are bound twice in a turn, and from each other."""
    a = b = 0.0
    for (x, y), values in rows:
        a = b + x
        b = a * y
        a = b - x
        values[1] += a
        values[0] -= b
    return a, b


rows = [((0.5, 1.0), [1.0, 2.0]), ((1.5, 2.0), [2.0, 3.0]), ((1.5, 2), [2.0, 3.0]), ((1, 2.0), [2.0, 3.0])]
print(swapped(rows), rows)
print(swapped(rows + [((1.0, 1.0), [0.0])][:0]), rows)


def orbit(pairs, rows, steps, dt):
    """A loop over a range that does nothing but such loops: what they found of the items is remembered."""
    total = 0.0
    t = 0.0
    for step in range(steps):
        t = step * dt
        for ([x1, y1], v1, m1), ([x2, y2], v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            pull = dt * (dx * dx + dy * dy) ** -1.5
            v1[0] -= dx * m2 * pull
            v1[1] -= dy * m2 * pull
            v2[0] += dx * m1 * pull
            v2[1] += dy * m1 * pull
        for place, [vx, vy], m in rows:
            place[0] += dt * vx
            place[1] += dt * vy
            total += m * vx
    return total, t


def turned(made, pairs, steps=6, dt=0.125):
    try:
        print(orbit(pairs, made, steps, dt))
    except Exception as error:
        print(type(error).__name__, error)
    for place, speed, mass in made:
        print(place, speed, mass)


made = bodies(4)
turned(made, pairs_of(made))
made = bodies(4)
turned(made, pairs_of(made), 0)
# each item is a list; masses are ints; one place has an int until it is written
made = [list(body) for body in bodies(4)]
turned(made, [list(pair) for pair in pairs_of(made)])
made = [(place, speed, int(mass)) for place, speed, mass in bodies(4)]
turned(made, pairs_of(made))
made = bodies(4)
made[1][0][1] = 2
turned(made, pairs_of(made))
made = bodies(4)
made[2][1][0] = 1
turned(made, pairs_of(made))
# positions and speeds are one list, or shared by two bodies
made = bodies(3)
made[1] = (made[1][0], made[1][0], 1.0)
turned(made, pairs_of(made))
made = bodies(3)
made[1] = (made[1][0], made[2][1], 1.0)
turned(made, pairs_of(made))
# infinities, then NaNs after some turns; a division by zero in a later one
made = bodies(3)
made[0][1][0] = 1e308
turned(made, pairs_of(made), 8, 1e3)
turned([([1.0, 0.0], [0.0, 0.0], 1.0)], [(([0.0, 0.0], [8.0, 0.0], 1.0), ([0.0, 0.0], [0.0, 0.0], 1.0))], 3)
apart = [([0.0, 0.0], [8.0, 0.0], 0.0), ([1.0, 0.0], [0.0, 0.0], 0.0)]
turned(apart, pairs_of(apart), 12)
# iterators are used up by the first turn; tuples; the same list twice
made = bodies(3)
turned(iter(made), iter(pairs_of(made)))
turned(tuple(made), tuple(pairs_of(made)))
made = bodies(3)
turned(made + made, pairs_of(made) + pairs_of(made))


class Growing:
    """Each time round it gives one item more, and changes what the first one holds."""

    def __init__(self, rows):
        self.rows, self.count = rows, 0

    def __iter__(self):
        self.count += 1
        self.rows[0][1][0] = self.count
        if self.count == 3:
            self.rows[1] = (self.rows[1][0], [0.5, 0.25], 2)
        return iter(self.rows[:self.count])


made = bodies(3)
turned(Growing(made), pairs_of(made))
made = bodies(3)
turned(made, Growing(pairs_of(made)))
made = bodies(3)
turned(Growing(made), made)


def renamed(rows, steps):
    """The variable that is iterated is one of the targets."""
    total = 0.0
    for step in range(steps):
        for (x, y), values, rows in rows:
            values[0] += x
            total += y
    return total, rows


inner = [((0.5, 1.0), [3.0], ())]
outer = [((0.25, 0.5), [1.0], [((0.125, 2.0), [2.0], inner)]), ((1.5, 2.0), [4.0], inner)]
print(renamed(outer, 1), outer)
print(renamed(outer, 2), outer)
print(renamed(outer, 3), outer)
