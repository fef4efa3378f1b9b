"""A little of twenty standard-library modules."""

import bisect
import collections
import contextlib
import copy
import csv
import dataclasses
import datetime
import enum
import functools
import heapq
import io
import itertools
import json
import math
import random
import re
import statistics
import string
import textwrap
import time


class Kind(enum.Enum):
    FRUIT = 1
    ROOT = 2


@dataclasses.dataclass(order=True)
class Item:
    name: str
    kind: Kind = dataclasses.field(compare=False)
    prices: list = dataclasses.field(default_factory=list, compare=False)


@functools.cache
def binomial(n, k):
    return math.comb(n, k)


@contextlib.contextmanager
def section(title):
    print(string.capwords(title))
    yield
    print("-" * len(title))


def main():
    items = [Item("pear", Kind.FRUIT, [3, 4]), Item("apple", Kind.FRUIT, [1, 2]), Item("beet", Kind.ROOT, [5])]
    with section("sorted items"):
        for item in sorted(copy.deepcopy(items)):
            print(item.name, item.kind, statistics.mean(item.prices))
    with section("counted words"):
        words = re.findall(r"[a-z]+", "the cat and the dog and the bird")
        print(collections.Counter(words).most_common(2))
    with section("numbers"):
        numbers = list(itertools.accumulate(range(1, 8)))
        bisect.insort(numbers, 12)
        print(numbers, heapq.nsmallest(3, numbers), binomial(10, 3))
        print(random.Random(7).sample(range(100), 5))
    with section("text"):
        stream = io.StringIO()
        csv.writer(stream).writerow(["a", 1, 2.5])
        print(json.dumps({"row": stream.getvalue()}), textwrap.shorten("a long line of text", 12))
        print(datetime.date(2024, 2, 29) + datetime.timedelta(days=1), time.strftime("%Y", time.gmtime(0)))


main()
