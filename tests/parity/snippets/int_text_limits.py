# The limit of digits of ints in texts can be asked for and set; bases that are no bases, however large.
import sys


def shown(use):
    try:
        return use()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(sys.get_int_max_str_digits())
for limit in (0, 639, 640, -1, 2**31, 2**40, "a", 1.5, True):
    print(limit, shown(lambda: sys.set_int_max_str_digits(limit)), sys.get_int_max_str_digits())
print(shown(lambda: str(10**640)), shown(lambda: len(str(10**639))), shown(lambda: int("1" * 641)))
print(shown(lambda: sys.set_int_max_str_digits()), shown(lambda: sys.set_int_max_str_digits(1, 2)))
print(shown(lambda: sys.set_int_max_str_digits(maxdigits=700)), sys.get_int_max_str_digits())
sys.set_int_max_str_digits(0)
print(len(str(10**5000)), int("1" * 5000) % 1000)
sys.set_int_max_str_digits(4300)
for base in (2**100, -(2**100), "a", 1, 37, -1, 0, 36):
    print(base, shown(lambda: int("1", base)), shown(lambda: int(1, base)))
