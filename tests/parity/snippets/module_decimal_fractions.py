"""decimal, fractions, statistics."""
import statistics
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(3), Decimal("1.10"), Decimal("1E+5"), Decimal(10) ** 20, Decimal("2").sqrt(), Decimal("3.14159").quantize(Decimal("0.01")), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("-7") // 2, Decimal("-7") % 2, Decimal(0.1), round(Decimal("2.5")), round(Decimal("2.345"), 2), Decimal("1.0") == 1, hash(Decimal(5)) == hash(5), Decimal("NaN"), -Decimal("Infinity"), repr(Decimal("1.50").normalize()), f"{Decimal('1234.5'):,.2f}", int(Decimal("7.9")), float(Decimal("0.5")), Decimal("12.5").as_tuple())
getcontext().prec = 6
print(Decimal(1) / Decimal(7), Decimal("123456789") + 1, Decimal(2).exp(), Decimal(10).ln())
try:
    Decimal(1) / 0
except Exception as error:
    print(type(error).__name__, error)
try:
    Decimal("x")
except Exception as error:
    print(type(error).__name__, error)
f = Fraction(3, -6)
print(f, repr(f), f + Fraction(1, 3), f * 2, f / 3, f**2, f < 0, Fraction("0.125"), Fraction(0.5), Fraction("3/9"), float(f), int(Fraction(7, 2)), round(Fraction(7, 2)), Fraction(1, 3).limit_denominator(2), Fraction(3, 2) == 1.5, hash(Fraction(2, 1)) == hash(2), divmod(Fraction(7, 2), 1), f.numerator)
try:
    Fraction(1, 0)
except ZeroDivisionError as error:
    print(error)
print(statistics.mean([1, 2, 3, 4]), statistics.median([5, 1, 3]), statistics.median([1, 2, 3, 4]), statistics.mode("aab"), statistics.stdev([1.5, 2.5, 4]), statistics.pvariance([1, 2, 3]), statistics.quantiles([1, 2, 3, 4, 5], n=4), statistics.fmean([0.1] * 3), statistics.mean([Fraction(1, 2), Fraction(1, 3)]))
