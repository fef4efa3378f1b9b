"""Variables of a function with a loop over numbers are released in the order of their slots."""


class Tracked:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("released", self.name)


def total(count, extra=None):
    first = Tracked("first")
    second = Tracked("second")
    result = 0
    for number in range(count):
        result += number
    third = Tracked("third")
    if result > 5:
        return result
    fourth = [Tracked("fourth")]


print(total(3))
print(total(5))
print(total(2.0 and 4, Tracked("argument")))
