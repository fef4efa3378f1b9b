"""Builtins that are replaced through their module, and module names that hide them and go again."""
import builtins
def total(items):
    result = 0
    for i in range(len(items)):
        result += len(items)
    return result
print(total([1, 2, 3]), len("ab"))
original = builtins.len
builtins.len = lambda items: 10
print(total([1, 2, 3]), len("ab"))
builtins.len = original
print(total([1, 2, 3]), len("ab"))
len = lambda items: 1
print(total([1, 2, 3]), len("ab"))
del len
print(total([1, 2, 3]), len("ab"))
builtins.brand_new = 5
print(brand_new)
del builtins.brand_new
try:
    print(brand_new)
except NameError as error:
    print(error)
