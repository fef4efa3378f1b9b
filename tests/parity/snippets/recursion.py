"""Deep recursion, RecursionError, mutual recursion."""
import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(500), depth(900))


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print(type(error).__name__, error, isinstance(error, RuntimeError))


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(even(100), odd(7), sys.getrecursionlimit())


def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


print(hanoi(10, "a", "b", "c"))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 5))


class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def __repr__(self):
        return f"({self.left!r} {self.value} {self.right!r})"


tree = None
for value in (5, 2, 8, 1, 9, 3):

    def insert(node):
        if node is None:
            return Node(value)
        if value < node.value:
            node.left = insert(node.left)
        else:
            node.right = insert(node.right)
        return node

    tree = insert(tree)
print(list(tree), tree)


class Loop:
    def __getattr__(self, name):
        return getattr(self, name + "x")


try:
    Loop().a
except RecursionError as error:
    print("recursion in getattr")
