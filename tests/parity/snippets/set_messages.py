"""set and frozenset: order of iteration, operations, messages."""


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


a = {1, 2, 3, 10, 20, 30}
b = {3, 4, 5, 20, 100}
show(lambda: a)
show(lambda: a | b)
show(lambda: a & b)
show(lambda: a - b)
show(lambda: a ^ b)
show(lambda: a | [1])
show(lambda: [1] | a)
show(lambda: a.union([7], (8,), "ab"))
show(lambda: a.intersection([1, 2], [2]))
show(lambda: a.difference([1], {2}))
show(lambda: a.symmetric_difference([1, 99]))
show(lambda: a.union(5))
show(lambda: a.issubset(range(100)))
show(lambda: a.issuperset([1, 2]))
show(lambda: a.isdisjoint([1]))
show(lambda: a.isdisjoint({1000}))
show(lambda: a <= b)
show(lambda: a < a)
show(lambda: a <= a)
show(lambda: a >= {1})
show(lambda: a > {1})
show(lambda: a < 5)
show(lambda: a == {1, 2, 3, 10, 20, 30})
show(lambda: a == frozenset([1, 2, 3, 10, 20, 30]))
show(lambda: a == [1])
show(lambda: a != b)
show(lambda: 3 in a)
show(lambda: [] in a)
show(lambda: {1} in {frozenset({1})})
show(lambda: a.add([]))
show(lambda: a.remove(1000))
show(lambda: a.remove([]))
show(lambda: a.discard(1000))
show(lambda: a.discard(1))
show(lambda: a)
show(lambda: set().pop())
show(lambda: a.pop())
show(lambda: a.copy())
show(lambda: hash(a))
show(lambda: hash(frozenset()))
show(lambda: hash(frozenset([1, 2, 3])))
show(lambda: hash(frozenset("abc")))
show(lambda: set())
show(lambda: frozenset())
show(lambda: frozenset([1, 2]))
show(lambda: set("hello world"))
show(lambda: set(range(20, 0, -1)))
show(lambda: {-1, -2, 0, 5.5, 1e300, None is None, "x"})
show(lambda: set(5))
show(lambda: set(1, 2))
show(lambda: set(x=1))
show(lambda: frozenset(5))
show(lambda: frozenset(1, 2))
show(lambda: frozenset([1]) | {2})
show(lambda: {2} | frozenset([1]))
show(lambda: type(frozenset([1]) - {2}).__name__)
show(lambda: frozenset([1]).add(2))
show(lambda: set.union({1}, [2]))
show(lambda: a.foo)
show(lambda: a[0])
show(lambda: a + b)
show(lambda: {[]})
show(lambda: {{}})
show(lambda: a.update([1], "z"))
show(lambda: a)
show(lambda: a.intersection_update([1, 2, 3]))
show(lambda: a.difference_update([1]))
show(lambda: a.symmetric_difference_update([2, 50]))
show(lambda: a)
show(lambda: a.clear())
show(lambda: a)
show(lambda: frozenset(frozenset([1])) == frozenset([1]))
show(lambda: {frozenset([1, 2]), frozenset([2, 1])})
show(lambda: set({"a": 1, "b": 2}))
show(lambda: set("abcdefghijklmnopqrstuvwxyz"))
show(lambda: sorted(set("mississippi")))
state = 1


def rand(limit):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state // 65536 % limit


s = set()
t = set()
for step in range(600):
    key = rand(300)
    op = rand(9)
    if op < 4:
        s.add(key)
    elif op < 6:
        t.add(key * 17)
    elif op == 6:
        s.discard(key)
    elif op == 7 and s:
        s.pop()
    elif step % 60 == 0:
        s = s | t
    elif step % 60 == 1:
        t = t - s
    elif step % 60 == 2:
        s ^= t
    if step % 100 == 0:
        print(s, t, s & t)
s -= t
print(s)
s &= set(range(150))
print(s)
s |= t
print(len(s), s)
words = set()
for word in "the quick brown fox jumps over the lazy dog and runs away from it all".split():
    words.add(word)
print(words)
words.discard("fox")
words.add("cat")
print(words, words - {"the"}, words | {"zebra"})


def change():
    s = {1, 2, 3}
    for x in s:
        s.add(x + 100)


show(change)


def change_and_keep():
    s = {1, 2}
    for x in s:
        s.discard(x)
        s.add(x + 8)
        if len(s) > 50 or x > 100:
            break
    return s


show(change_and_keep)
s = {1}


def in_place():
    global s
    s |= [1]


show(in_place)


class Sub(set):
    pass


sub = Sub([1, 2])
sub.tag = 1
print(sub, type(sub | {3}).__name__, type(sub.copy()).__name__, sub == {1, 2}, sub.tag)


class FrozenSub(frozenset):
    pass


print(FrozenSub([1]), hash(FrozenSub([1])) == hash(frozenset([1])), type(FrozenSub([1]).copy()).__name__)
iterator = iter({1, 2, 3})
print(iterator.__length_hint__(), next(iterator), iterator.__length_hint__(), list(iterator))
loop = frozenset([1])
x, y = {1, 2}
print(x, y)
print({*a, *"ab", *[1]} == {"a", "b", 1}, {x % 3 for x in range(10)})
