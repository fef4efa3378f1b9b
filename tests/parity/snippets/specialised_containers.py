"""Loops over containers that specialised code guards: changed, aliased, of other types."""
class Loud(list):
    def __getitem__(self, index):
        print("get", index)
        return super().__getitem__(index)
    def __setitem__(self, index, value):
        print("set", index, value)
        super().__setitem__(index, value)
def scale(items, factor):
    for i in range(len(items)):
        items[i] = items[i] * factor + 0.5
    return items
def reverse(items, k):
    while k:
        items[:k + 1] = items[k::-1]
        k -= 1
    return items
def dot(left, right):
    total = 0
    for i, x in enumerate(left):
        total += x * right[i]
    return total
def grow(items):
    count = 0
    for item in items:
        count += 1
        if count < 5:
            items.append(item + 1)
    return items, count
def pairs(points):
    total = 0.0
    for (x, y), [w] in points:
        total += (x - y) * w
    return total
print(scale([1.0, 2.0, 3], 2.0), scale(Loud([1.0, 2]), 2.0), scale([1, 2**70], 3), scale({0: 1.0, 1: 2.0}, 2))
print(reverse(list(range(6)), 5), reverse(Loud([1, 2, 3]), 2), reverse([1, "a", None, 2.5], 3), reverse([1, 2], 7))
print(dot([1, 2.5], [2, 4]), dot([1.0, 2.0], (3.0, 4.0)), dot((), ()), dot([1, 2], {0: 5, 1: 6}), dot(range(3), [1, 2, 3]))
print(grow([1]), grow([2.5]))
print(pairs([((1.0, 2.0), [3.0]), ((1, 2), [0.5])]), pairs([]), pairs(zip(zip([1], [2]), [[3]])))
for call in (lambda: dot([1, 2], [1]), lambda: pairs([(1, 2)]), lambda: pairs([((1, 2, 3), [1])]), lambda: scale((1.0,), 2), lambda: scale(["a"], 2)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
shared = [0.0, 1.0]
def alias(a, b):
    for i in range(2):
        a[0] += b[1] * 1.0
        b[1] -= a[0] * 0.5
    return a, b
print(alias(shared, shared), alias([1, 2], [3, 4]))
