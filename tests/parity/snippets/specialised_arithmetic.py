"""Loops on numbers: what leaves 64 bits, divides by zero or changes type in mid-loop."""
def product(numbers):
    result = 1
    for number in numbers:
        result *= number
    return result
def powers(n):
    result = 1
    rows = []
    for i in range(n):
        result = result * 3 - i
        rows.append(result % 97)
    return result, rows[-3:]
def mixed(items):
    total = 0
    for item in items:
        total += item * 0.5
    return total
def shifts(n):
    out = []
    value = 1
    for i in range(n):
        value = (value << 7) ^ i
        out.append(value >> 3 & 255)
    return value, sum(out)
def quotient(items, divisor):
    total = 0
    for item in items:
        total += item // divisor + item % divisor
    return total
def ratio(a, b):
    result = 0.0
    for i in range(3):
        result += a / (b - i)
    return result
print(product(range(1, 30)), product([1.5, 2, 4]), product([2**40, 2**40]), product([True, 3]))
print(powers(60))
print(mixed([1, 2.5, 3]), mixed([]), mixed([2**60, 1]), mixed([1j, 2]), mixed([True]))
print(shifts(40))
print(quotient([7, -7, 8], 3), quotient([7, -7, 8], -3), quotient([7.5, 2], 2), quotient([2**70], 7))
for arguments in ((1, 5), (1.0, 2), (1, 0), (2**60, 7), ("x", 1)):
    try:
        print(ratio(*arguments))
    except Exception as error:
        print(type(error).__name__, error)
def negative(xs):
    out = []
    for x in xs:
        y = -x
        out.append(y ** 0.5 if y < 0 else y ** -1.5 if y else y)
    return out
print(negative([1, -1, 4.0, -4.0, 0, 0.0]))
def compare(items, limit):
    count = 0
    for item in items:
        if item > limit * 1.0:
            count += 1
        elif item == limit or item != item:
            count -= 10
    return count
print(compare([1, 2.5, float("nan"), 2**53 + 1, 2], 2), compare([2**53 + 1], 2**53))
