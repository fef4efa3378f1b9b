"""Fronts of lists that are turned round, and items that move within one list."""


def turn(items, k):
    for _ in range(1):
        items[:k + 1] = items[k::-1]
    return items


def turn_and_count(items):
    turns = 0
    while items[0]:
        k = items[0]
        items[:k + 1] = items[k::-1]
        turns += 1
        if turns > 50:
            break
    return turns, items


def move(items, source, target):
    insert = items.insert
    pop = items.pop
    for i in range(2):
        insert(target, pop(source))
    return items


def move_between(items, others, source, target):
    insert = items.insert
    pop = others.pop
    for i in range(2):
        insert(target + i, pop(source))
    return items, others


class Noisy:
    def __init__(self, name, log):
        self.name = name
        self.log = log

    def __repr__(self):
        return self.name

    def __del__(self):
        self.log.append(self.name)


for length in range(0, 21):
    for k in range(-3, length + 2):
        print(length, k, turn(list(range(length)), k))
print(turn_and_count([3, 1, 2, 0]), turn_and_count([8, 2, 6, 1, 7, 0, 3, 5, 4]), turn_and_count([1]))
log = []
print(turn([Noisy(str(i), log) for i in range(6)], 3), log)
for length in (1, 2, 5, 9):
    for source in range(-2, length + 1):
        for target in range(-2, length + 2):
            try:
                print(length, source, target, move(list(range(length)), source, target))
            except IndexError as error:
                print(length, source, target, error)
print(move([Noisy("a", log), Noisy("b", log), Noisy("c", log)], 0, 2), log)
print(move_between([1, 2, 3], [4, 5, 6], 0, 1), move_between([1], [2, 3], -1, -5))


def energy(base):
    total = 0.0
    for i in range(3):
        total += base ** -1.5 + base ** 0.5 + base ** 2.0 + base ** -1.0
        base *= 1.7
    return total


for base in (1e-300, 1e-10, 0.3, 1.0, 2.0, 3.0, 4.0, 123.456, 1e9, 1e20, 1e100, 5e-324):
    try:
        print(energy(base).hex())
    except OverflowError as error:
        print(error)


def last_values(n, data):
    x = y = 0.5
    for i in range(n):
        x = data[i] * 2
        if x > 3.0:
            y = x
            continue
        z = x + y
        if z > 4.5:
            break
    return x, y, i, z


for data in ([0.5, 1.0, 2.5], [1, 2, 3], [0.5, "a"], [0.25, None], [1e308, 1e308]):
    try:
        print(last_values(len(data), data))
    except (TypeError, UnboundLocalError) as error:
        print(type(error).__name__, error)
