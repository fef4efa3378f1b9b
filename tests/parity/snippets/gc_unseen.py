"""Circles that nobody watches go while the program runs; what lives stays as it was."""

import weakref


class Node:
    def __init__(self, data):
        self.data = data
        self.me = self
        self.call = self.method

    def method(self):
        return self.data


def make(n):
    def inner():
        return inner, n
    return inner


total = 0
for number in range(600000):
    total += len(Node([number]).data)
    make(number)
print(total)
kept = []
for number in range(100000):
    node = Node({number: [number]})
    kept.append(node)
    if number % 3 == 0:
        kept.pop()
print(len(kept), sum(next(iter(own.method())) for own in kept))
reference = weakref.ref(kept[5])
print(reference() is kept[5])
