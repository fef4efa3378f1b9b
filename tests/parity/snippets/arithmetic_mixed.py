"""Operators between types, comparison, boolean values as ints, complex numbers."""
print(True + True, True * 3, False - 1, True / 2, True & False, True | 2, ~True, True ^ True, -True)
print(1 + 2.5, 2**0.5, 3 * "ab", [1] * 3, (1, 2) * 2, "a" + "b", b"x" * 4, [1] + [2])
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 > 1 != 0)
print(1 + 2j, (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), abs(3 + 4j), (1 + 2j).conjugate(), (1 + 2j) ** 2, 1j * 1j, -(1 + 2j))
print(complex(1), complex("1+2j"), complex(0, -1), (1.5 - 0j).real, (1.5 - 0j).imag, 1j == 1j, complex(1, 0) == 1)
pairs = [(1, "a"), ("a", 1), ([], 1), (None, 1), ({}, []), (1, None), (b"a", "a"), ((1,), [1]), (1j, 2)]
for left, right in pairs:
    for name, operation in (
        ("+", lambda a, b: a + b),
        ("-", lambda a, b: a - b),
        ("*", lambda a, b: a * b),
        ("/", lambda a, b: a / b),
        ("<", lambda a, b: a < b),
        (">=", lambda a, b: a >= b),
        ("|", lambda a, b: a | b),
        ("@", lambda a, b: a @ b),
    ):
        try:
            print(name, operation(left, right))
        except TypeError as error:
            print(name, error)
print(1 == "1", [] == (), {} == set(), None == 0, "a" != b"a")
