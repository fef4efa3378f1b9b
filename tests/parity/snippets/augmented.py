"""Augmented assignment on names, attributes, items; in place for mutable values."""
x = 5
x += 2
x -= 1
x *= 10
x //= 7
x %= 5
x **= 3
x <<= 4
x >>= 1
x |= 3
x &= 0xFE
x ^= 0x55
print(x)
y = 7
y /= 2
print(y)
a = [1, 2]
b = a
a += [3]
a *= 2
print(a, b, a is b)
t = (1,)
u = t
t += (2,)
print(t, u, t is u)
s = {1, 2}
r = s
s |= {3}
s &= {2, 3}
s -= {2}
s ^= {3, 4}
print(s, r is s)
d = {"a": 1}
d |= {"b": 2}
d["a"] += 10
print(d)


class Box:
    def __init__(self):
        self.value = 1
        self.items = [1, [2, 3]]

    def __iadd__(self, other):
        print("iadd", other)
        self.value += other
        return self


box = Box()
box.value *= 9
box.items[1][0] -= 5
box += 4
print(box.value, box.items)
order = []


def trace(name, value):
    order.append(name)
    return value


data = [0, 0]
trace("target", data)[trace("index", 1)] += trace("value", 8)
print(order, data)
tricky = ([1],)
try:
    tricky[0] += [2]
except TypeError as error:
    print(error, tricky)
