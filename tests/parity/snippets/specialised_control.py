"""Loops on numbers with every way out: break, else, return, raise, unbound names."""
def search(limit):
    for i in range(2, limit):
        for j in range(2, i):
            if i % j == 0:
                break
        else:
            if i * i > limit:
                return i
    else:
        return -1
def unbound(n):
    for i in range(n):
        last = i * 2
    return last
def late(n):
    total = 0
    while total < n:
        total += step
        step = 1
    return total
def swap(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
def check(items):
    for i in range(len(items)):
        assert items[i] < 10, items[i]
        if items[i] < 0:
            raise ValueError("negative: %d" % items[i])
    return i
def down(start, stop):
    seen = []
    for i in range(start, stop, -3):
        seen.append(i)
        if i < -5:
            continue
        start -= i
    return seen, start
print(search(50), search(2), search(4), swap(10), swap(100), swap(0), collatz(27), collatz(1))
print(down(10, -10), down(0, 5))
for call in (lambda: unbound(3), lambda: unbound(0), lambda: late(1), lambda: check([1, 2]), lambda: check([1, 20]), lambda: check([1, -2]), lambda: check([]), lambda: swap(1.5), lambda: collatz("x")):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
