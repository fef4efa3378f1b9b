"""Functions and builtins that are replaced while specialised code runs."""
def area(r):
    return r * r * 3.0
def total(items):
    result = 0.0
    for item in items:
        result += area(item)
    return result
def lengths(items):
    result = 0
    for i in range(len(items)):
        result += len(items) - i
    return result
print(total([1.0, 2.0]), total([1, 2]), lengths([1, 2, 3]))
original = area
class Swapping:
    def __init__(self, value):
        self.value = value
    def __rmul__(self, other):
        return NotImplemented
    def __mul__(self, other):
        global area
        area = lambda r: 100.0
        return other * self.value
print(total([1.0, Swapping(2.0), 1.0]))
area = original
print(total([1.0, 2.0]))
def len(items):
    return 2
print(lengths([1, 2, 3]))
del len
print(lengths([1, 2, 3]))
try:
    print(total(["x"]))
except TypeError as error:
    print(error)
def zero(r):
    return 1.0 / r
def inverse(items):
    result = 0
    for i in range(3):
        result += zero(items[i])
    return result
for items in ([1, 2, 4], [1.0, 0.0, 2], [2**2000, 1, 1], [1, 2]):
    try:
        print(inverse(items))
    except Exception as error:
        print(type(error).__name__, error)


def is_digit(character):
    return character in "0123456789"


def digits(text, count):
    """An inlined test that may raise keeps its own frame, and gives a bool to the condition."""
    position = 0
    while position < count and is_digit(text[position]):
        position += 1
    return position


print(digits("2024-01", 7), digits("12", 2), digits(["1", "", "x"], 3))
try:
    digits(["1", 2], 2)
except TypeError as error:
    print(error, error.__traceback__.tb_next.tb_next is not None)
