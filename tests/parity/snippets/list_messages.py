"""list: methods, operators, messages."""


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


a = [3, 1, 2]
show(lambda: a.append(4))
show(lambda: a.extend((5, 6)))
show(lambda: a.extend(a))
show(lambda: a)
show(lambda: a.pop())
show(lambda: a.pop(0))
show(lambda: a.pop(-2))
show(lambda: a.pop(99))
show(lambda: [].pop())
show(lambda: a.pop("x"))
show(lambda: a.pop(1, 2))
show(lambda: a.insert(0, "z"))
show(lambda: a.insert(-1, "y"))
show(lambda: a.insert(100, "w"))
show(lambda: a.insert(-100, "v"))
show(lambda: a.insert("x", 1))
show(lambda: a.insert(1))
show(lambda: a)
show(lambda: a.remove("z"))
show(lambda: a.remove("nothing"))
show(lambda: a.index(2))
show(lambda: a.index(2, 100))
show(lambda: a.index("gone"))
show(lambda: a.index(5, 0, 3))
show(lambda: a.index(5, -20, -1))
show(lambda: a.index())
show(lambda: a.count(3))
show(lambda: a.reverse())
show(lambda: a)
show(lambda: a.copy())
show(lambda: a.clear())
show(lambda: a)
show(lambda: [1, 2] + [3])
show(lambda: [1, 2] + (3,))
show(lambda: [1] + 1)
show(lambda: [1, 2] * 2)
show(lambda: 3 * [0])
show(lambda: [1] * -1)
show(lambda: [1] * "a")
show(lambda: [1] * 1.5)
show(lambda: [1, 2, 3][1])
show(lambda: [1, 2, 3][-1])
show(lambda: [1, 2, 3][True])
show(lambda: [1, 2, 3][3])
show(lambda: [1, 2, 3][-4])
show(lambda: [1, 2, 3]["a"])
show(lambda: [1, 2, 3][1.0])
show(lambda: [1, 2, 3][10**30])
show(lambda: [1, 2, 3, 4, 5][1:4])
show(lambda: [1, 2, 3, 4, 5][::-1])
show(lambda: [1, 2, 3, 4, 5][-2::-2])
show(lambda: [1, 2, 3, 4, 5][10:])
show(lambda: [1, 2, 3, 4, 5][: 10**30])
show(lambda: [1, 2][::0])
show(lambda: [1, 2]["a":])
show(lambda: [1, 2] == [1, 2])
show(lambda: [1, 2] == [1, 2.0])
show(lambda: [1, 2] != [1, 3])
show(lambda: [1, 2] == (1, 2))
show(lambda: [1, 2] < [1, 3])
show(lambda: [1, 2] < [1, 2, 0])
show(lambda: [1, "a"] < [1, 2])
show(lambda: [1] < (2,))
show(lambda: 2 in [1, 2])
show(lambda: 3 in [1, 2])
show(lambda: hash([]))
show(lambda: {[]: 1})
show(lambda: list("abc"))
show(lambda: list(range(3)))
show(lambda: list())
show(lambda: list(5))
show(lambda: list(1, 2))
show(lambda: list(x=1))
show(lambda: [1].foo)
show(lambda: [].append())
show(lambda: [].append(1, 2))
show(lambda: [].sort(1))
show(lambda: [].sort(foo=1))
show(lambda: [].append(x=1))
show(lambda: bool([]))
show(lambda: bool([0]))
show(lambda: len([1, 2]))
show(lambda: [1, 2].__len__())
show(lambda: [1, 2].__getitem__(0))
show(lambda: [1, 2].__contains__(1))
show(lambda: [1, 2].__eq__(3))
show(lambda: [1, 2].__add__([3]))
show(lambda: [1, 2].__mul__(2))
show(lambda: [1, 2].__rmul__(2))


def assign(key, value, start=(1, 2, 3, 4, 5)):
    items = list(start)

    def change():
        items[key] = value
        return items

    show(change)
    if not isinstance(key, (int, str, float)):
        print(items)


assign(0, "x")
assign(-1, "x")
assign(5, "x")
assign(-6, "x")
assign("a", 1)
assign(1.5, 1)
assign(slice(1, 3), [9])
assign(slice(1, 1), [9, 9, 9])
assign(slice(None, None, 2), [7, 7, 7])
assign(slice(None, None, 2), [7])
assign(slice(None, None, -1), "abcde")
assign(slice(3, 1), "xy")
assign(slice(1, 2), 5)
assign(slice(0, 3, 2), 5)
assign(slice(None, None), [])
assign(slice(-100, 100), iter("pq"))


def remove(key, start=(1, 2, 3, 4, 5)):
    items = list(start)

    def change():
        del items[key]
        return items

    show(change)


remove(0)
remove(-1)
remove(5)
remove("a")
remove(slice(1, 3))
remove(slice(None, None, 2))
remove(slice(None, None, -2))
remove(slice(4, 0, -3))
remove(slice(3, 1))
items = [1, 2]
items += (3, 4)
print(items)
items *= 2
print(items)
items *= 0
print(items)
other = items
other += "xy"
print(items is other, items)


def bad_add():
    global items
    items += 5


show(bad_add)
items[:] = items
print(items)
items[1:1] = items
print(items)
perm = list(range(8))
for k in range(1, 8):
    perm[: k + 1] = perm[k::-1]
    print(perm)
recursive = [1]
recursive.append(recursive)
print(recursive)
recursive.append((recursive,))
print(recursive)
nested = [[], [[]], ((),), {}, {1: [2]}]
print(nested)


class Sub(list):
    """A list of our own."""

    def __repr__(self):
        return "Sub(" + list.__repr__(self) + ")"


sub = Sub("abc")
sub.extra = 5
print(sub, sub.extra, len(sub), sub[0], sub[1:], type(sub[1:]).__name__, sub == ["a", "b", "c"])
print(type(sub + ["d"]).__name__, type(sub * 2).__name__, type(sub.copy()).__name__)
print(isinstance(sub, list), issubclass(Sub, list))


class Indexed:
    def __index__(self):
        return 1


show(lambda: [10, 20, 30][Indexed()])
show(lambda: [10, 20, 30][Indexed() :])
iterator = iter([1, 2])
print(next(iterator), iterator.__length_hint__(), next(iterator), next(iterator, "end"), iterator.__length_hint__())
growing = [1]
for value in growing:
    if len(growing) < 5:
        growing.append(value + 1)
print(growing)
shrinking = [1, 2, 3, 4]
for value in shrinking:
    shrinking.remove(value)
print(shrinking)
print([*reversed([1, 2, 3])])
iterator = reversed([1, 2, 3])
print(iterator.__length_hint__(), next(iterator), iterator.__length_hint__())
first, *middle, last = [1, 2, 3, 4]
print(first, middle, last)


def unpack_two(values):
    x, y = values
    return x, y


show(lambda: unpack_two([1]))
show(lambda: unpack_two([1, 2, 3]))
show(lambda: unpack_two((1, 2, 3)))
show(lambda: unpack_two(5))
show(lambda: unpack_two(iter([1, 2, 3])))


def unpack_star_two(values):
    x, y, *z = values
    return x, y, z


show(lambda: unpack_star_two([1]))
show(lambda: unpack_star_two([1, 2]))
show(lambda: list[int])
show(lambda: dict[str, int])
show(lambda: tuple[int, ...])
show(lambda: list[int]([1]))
