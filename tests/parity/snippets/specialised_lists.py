# Functions with loops over numbers and lists, called with what they expect and with what they do not.


def fill(target, count):
    for i in range(count):
        target[i] = i * 2
    return target


class Loud(list):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


print(fill([0, 0, 0], 3), fill({}, 3), fill(Loud([0, 0]), 2), fill(bytearray(2), 2))
try:
    fill([0], 2)
except IndexError as error:
    print("IndexError", error, error.__traceback__.tb_next.tb_lineno)
try:
    fill((1, 2), 1)
except TypeError as error:
    print("TypeError", error)


def called(make, count):
    items = list(make(count))
    total = 0
    for i in range(count):
        total += items[i]
        items[i] = total
    return items, total


list_before = list
print(called(range, 4))
list = tuple
try:
    print(called(range, 4))
except TypeError as error:
    print("TypeError", error)
list = list_before
print(called(lambda count: [0.5] * count, 3), called(lambda count: ["a"] and [True, 2, 3.5], 3))
print(called(lambda count: [1 << 70] * count, 2))


def copies(source, rounds):
    kept = []
    work = source[:]
    for i in range(rounds):
        work = source[:]
        if i % 2:
            kept.append(work)
        work[0] = i
    return kept, work


print(copies([1, 2, 3], 5), copies([[], "x"], 2))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def copies_of_objects(rounds):
    work = []
    for i in range(rounds):
        other = [Noisy(i), i]
        work = other[:]
        other[0] = None
        print("turn", i)
        work[0] = i
    return work


print(copies_of_objects(2))


def turns(items, k):
    steps = 0
    while k and steps < 10:
        items[:k + 1] = items[k::-1]
        steps += 1
        k = items[0]
    return items, steps


print(turns([2, 0, 1, 3], 3), turns([1, 0], 1), turns([3, 2, 1, 0], 9), turns([5], -1))
try:
    print(turns(["a", "b"], 1))
except TypeError as error:
    print("TypeError", error)


def stack(rounds):
    items = []
    push = items.append
    put = items.insert
    take = items.pop
    for i in range(rounds):
        push(i)
        put(0, -i)
        put(-1, i * 10)
        items.append(take(0))
        items.insert(100, i)
        items.pop(1)
    print(items.append(1), items.insert(0, 2), items.pop(-1), push(5))
    try:
        for i in range(20):
            take(3)
    except IndexError as error:
        print("IndexError", error)
    return items


print(stack(4))


class Pile:
    def __init__(self):
        self.items = []

    def append(self, item):
        print("append", item)

    def pop(self, index=None):
        return ("popped", index)


def use(pile, count):
    push = pile.append
    take = pile.pop
    found = []
    for i in range(count):
        push(i)
        found.append(take(0))
    return found


print(use(Pile(), 2), use([7, 8], 2))
try:
    use(bytearray(b"ab"), 300)
except ValueError as error:
    print("ValueError", error)


def unbound(items):
    for item in items:
        last = item * 2
    print("sum", sum(items) if items else show("effect"), last)


def show(text):
    print(text)
    return text


unbound([1, 2])
try:
    unbound([])
except UnboundLocalError as error:
    print("UnboundLocalError", error)


def scale(x):
    return x * 2.0


class Changing:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        global scale
        self.count += 1
        if self.count == 3:
            scale = lambda x: x * 100.0
        if self.count > 4:
            raise StopIteration
        return self.count


def total(items):
    result = 0.0
    for item in items:
        result += scale(item)
    return result


print(total([1, 2, 3]), total(Changing()), total((1.5, 2)))


def pairs(items):
    total = 0.0
    for (a, [b, c]), d in items:
        total += a * 0.5 + b - c * d
    return total


print(pairs([((1, [2.0, 3]), 4), ([1.5, (2, 3)], 0.25)]))
for wrong in ([((1, [2, 3, 4]), 5)], [((1, 5), 5)], [((1, "ab"), 5)], [(({1: 2}, [1, 2]), 5)], [5]):
    try:
        print(pairs(wrong))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


def grid(size):
    rows = [[0] * size, [1] * size, [2] * size]
    for i in range(size):
        for j in range(3):
            rows[j][i] = rows[j - 1][i] + i * j
    return rows


print(grid(4))


def nan_store(count):
    items = [0.0] * count
    for i in range(count):
        items[i] = 1e308 * 10.0 * (i - 1)
    return items


print(nan_store(3))


def replaced(items):
    seen = []
    for i in range(len(items)):
        first = items[i]
        items[i] = i
        seen.append(len(items))
        del first
    return seen


print(replaced([Noisy("a"), Noisy("b"), 3]))


def counted(items):
    print("asked")
    return iter(items)


def unpacked_once(items):
    total = 0
    for i in range(2):
        (a, [b, c]), d = counted(items)
        total += i
    return a, b, c, d, total


print(unpacked_once([(1, [2, 3]), 4]))
print(unpacked_once([("x", {2: 1, 3: 2}), 4]))
try:
    print(unpacked_once([(1, [2, 3, 4]), 5]))
except ValueError as error:
    print("ValueError", error)


def shortened(items, other, count):
    total = 0
    for i in range(count):
        items = other[: len(items) - 1]
        total += len(items)
        other = items[i : len(other)]
    return items, other, total


print(shortened([1, 2, 3, 4], [5, 6, 7, 8], 3))


def grid_items(grid, items, count):
    total = 0
    for i in range(count):
        grid[i % 2][1] //= len(items[1:]) + len([i, total])
        grid[i % 2][0] += grid[1][i] // 2
        grid[0][i] = items[i:][0]
        total += len(items[i:][1:]) + [i, 2][i - 1]
        total -= [3, 4][0] // 2
    return grid, total


print(grid_items([[1, 20], [3, 40]], [1, 2, 3], 2))
