"""Shortest paths, topological order, matrix work, memoised dynamic programming."""
import heapq
from functools import cache

graph = {"a": {"b": 7, "c": 9, "f": 14}, "b": {"a": 7, "c": 10, "d": 15}, "c": {"a": 9, "b": 10, "d": 11, "f": 2}, "d": {"b": 15, "c": 11, "e": 6}, "e": {"d": 6, "f": 9}, "f": {"a": 14, "c": 2, "e": 9}}


def dijkstra(start):
    distances, previous, queue = {start: 0}, {}, [(0, start)]
    while queue:
        distance, node = heapq.heappop(queue)
        if distance > distances[node]:
            continue
        for neighbour, weight in graph[node].items():
            candidate = distance + weight
            if candidate < distances.get(neighbour, float("inf")):
                distances[neighbour] = candidate
                previous[neighbour] = node
                heapq.heappush(queue, (candidate, neighbour))
    return distances, previous


print(dijkstra("a"))


def topological(edges):
    nodes = {n for edge in edges for n in edge}
    incoming = {n: sum(1 for _, target in edges if target == n) for n in sorted(nodes)}
    ready = sorted(n for n, count in incoming.items() if not count)
    order = []
    while ready:
        node = ready.pop(0)
        order.append(node)
        for source, target in edges:
            if source == node:
                incoming[target] -= 1
                if not incoming[target]:
                    ready.append(target)
    if len(order) != len(nodes):
        raise ValueError("cycle among " + ", ".join(n for n in incoming if n not in order))
    return order


print(topological([("shirt", "tie"), ("tie", "jacket"), ("trousers", "shoes"), ("trousers", "belt"), ("belt", "jacket")]))
try:
    topological([("a", "b"), ("b", "a"), ("c", "a")])
except ValueError as error:
    print(error)


@cache
def distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0]))


print(distance("kitten", "sitting"), distance("", "abc"), distance.cache_info().currsize)


def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def power(matrix, n):
    result = [[int(i == j) for j in range(len(matrix))] for i in range(len(matrix))]
    while n:
        if n & 1:
            result = multiply(result, matrix)
        matrix, n = multiply(matrix, matrix), n >> 1
    return result


print(power([[1, 1], [1, 0]], 200), multiply([[1.5, 2]], [[3], [4]]))
sieve = bytearray([1]) * 100
for i in range(2, 10):
    if sieve[i]:
        sieve[i * i :: i] = bytes(len(range(i * i, 100, i)))
print([i for i in range(2, 100) if sieve[i]])


def knapsack(items, capacity):
    best = [(0, ())] * (capacity + 1)
    for name, weight, value in items:
        for c in range(capacity, weight - 1, -1):
            best[c] = max(best[c], (best[c - weight][0] + value, best[c - weight][1] + (name,)))
    return best[capacity]


print(knapsack([("a", 3, 4), ("b", 4, 5), ("c", 7, 10), ("d", 8, 11)], 14))
