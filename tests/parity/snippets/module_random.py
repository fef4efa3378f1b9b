"""random with a seed: the same numbers as CPython's Mersenne Twister."""
import random

random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.uniform(1, 2), random.randrange(0, 100, 7), random.getrandbits(100))
items = list(range(10))
random.shuffle(items)
print(items, random.sample(range(100), 5), random.choices("abc", k=5), random.choices([1, 2], weights=[1, 9], k=5))
print(random.gauss(0, 1), random.expovariate(2), random.betavariate(1, 2), random.normalvariate(0, 1), random.triangular(0, 1, 0.5), random.lognormvariate(0, 1))
generator = random.Random("text seed")
print(generator.random(), generator.randint(0, 2**80), generator.randbytes(4))
generator.seed(2**100)
state = generator.getstate()
first = [generator.random() for _ in range(3)]
generator.setstate(state)
print(first == [generator.random() for _ in range(3)], first)
print(random.Random(1.5).random(), random.Random(b"x").random(), random.Random(-7).random())
for bad in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.sample([1], 2), lambda: random.randrange(0)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
