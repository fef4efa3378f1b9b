"""Exact and floating-point routines, served as typed functions.

>>> least_prime_factor(91), is_prime(2**61 - 1)
(7, True)
>>> round(compound(1000.0, 0.05, 10), 2)
1628.89
"""

_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
"""Enough for every number below 3.3 * 10**24 (Sorenson and Webster, 2015)."""


def greatest_common_divisor(a: int, b: int) -> int:
    """Euclid's algorithm.

    >>> greatest_common_divisor(-12, 18)
    6
    """
    while b:
        a, b = b, a % b
    return abs(a)


def is_prime(number: int) -> bool:
    """Miller and Rabin's test, with witnesses that leave no doubt below 3.3 * 10**24.

    Raises ValueError for larger numbers.

    >>> [n for n in range(30) if is_prime(n)]
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    """
    if number >= 3_317_044_064_679_887_385_961_981:
        raise ValueError(f"{number} is too large to be sure")
    for witness in _WITNESSES:
        if number % witness == 0:
            return number == witness
    if number < 2:
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    return all(_passes(number, witness, odd, twos) for witness in _WITNESSES)


def _passes(number: int, witness: int, odd: int, twos: int) -> bool:
    power = pow(witness, odd, number)
    if power in (1, number - 1):
        return True
    for _ in range(twos - 1):
        power = power * power % number
        if power == number - 1:
            return True
    return False


def least_prime_factor(number: int, limit: int = 10_000) -> int:
    """The least prime factor, or the number itself if it has none up to `limit`.

    Raises ValueError for numbers below 2.

    >>> least_prime_factor(1)
    Traceback (most recent call last):
    ValueError: 1 has no prime factors
    """
    if number < 2:
        raise ValueError(f"{number} has no prime factors")
    for candidate in range(2, limit + 1):
        if candidate * candidate > number:
            break
        if number % candidate == 0:
            return candidate
    return number


def compound(principal: float, rate: float, years: int) -> float:
    """Capital after `years` of interest at `rate`.

    Raises OverflowError and ZeroDivisionError as float powers do.

    >>> compound(100.0, 0.5, 2)
    225.0
    """
    return principal * (1.0 + rate) ** years


def root_mean_square(first: float, second: float, third: float) -> float:
    """The square root of the mean of three squares.

    >>> root_mean_square(1.0, 1.0, 1.0)
    1.0
    """
    total = 0.0
    for value in (first, second, third):
        total += value * value
    return (total / 3.0) ** 0.5


def grouped(number: int, separator: str) -> str:
    """The digits in groups of three.

    >>> grouped(-1234567, " ")
    '-1 234 567'
    """
    return f"{number:,}".replace(",", separator)
