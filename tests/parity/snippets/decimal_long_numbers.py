"""Decimals convert from and to ints and strs without the limit on digits; numbers beyond every context; what is no decimal."""

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, getcontext, localcontext


def shown(label, function):
    try:
        result = function()
    except Exception as error:
        print(label, type(error).__name__, error)
        return
    if isinstance(result, str):
        print(label, len(result), result[:12], result[-8:])
    elif isinstance(result, int) and not isinstance(result, bool):
        print(label, result % 1000003)
    elif isinstance(result, Decimal) and result.is_finite():
        print(label, result.adjusted(), result.as_tuple().digits[-5:])
    else:
        print(label, result)


whole = 10**5000 + 7
number = Decimal(whole)
shown("int", lambda: str(whole))
shown("str", lambda: str(number))
shown("repr", lambda: repr(number))
shown("format", lambda: format(number, "f"))
shown("percent", lambda: "%s" % number)
shown("engineering", lambda: number.to_eng_string())
shown("to int", lambda: int(number))
shown("exponent", lambda: int(Decimal("1e5000")))
shown("hash", lambda: hash(number))
shown("digits", lambda: Decimal("9" * 6000))
shown("payload", lambda: len(str(Decimal("NaN" + "1" * 5000))))
shown("tuple", lambda: Decimal((0, (1,) * 5000, 3)))
shown("ratio", lambda: number.as_integer_ratio()[0])
shown("round", lambda: round(number))
shown("floor", lambda: number.__floor__())
shown("equal", lambda: number == whole)
with localcontext() as context:
    context.prec = 6000
    shown("product", lambda: number * 3)
    shown("sum", lambda: number + 1)
    shown("quotient", lambda: number // 7)
    shown("rest", lambda: number % 7)
with localcontext(Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)):
    shown("most precise", lambda: Decimal(10) ** 2 * 3 // 7)
    shown("nearest rest", lambda: Decimal(10).remainder_near(7))
for text in (
    "1e" + "9" * 30,
    "1e" + "9" * 5000,
    "1e-" + "9" * 30,
    "0e" + "9" * 30,
    "1e999999999999999999",
    "10e999999999999999999",
    "1e-1999999999999999997",
    "1e-1999999999999999998",
):
    shown("range", lambda: Decimal(text))
for given in (
    [1],
    (1, 2),
    (2, (1,), 0),
    ("0", (1,), 0),
    (0, (10,), 0),
    (0, 5, 0),
    (0, (1,), "x"),
    (0, (1,), 1.5),
    (0, (1, "a"), 1),
    (0, (), "F"),
    (0, (1, 2), "n"),
    [0, [1], 2],
    None,
    object,
    b"1",
):
    shown("from", lambda: Decimal(given))
shown("float", lambda: Decimal.from_float("1"))
shown("attribute", lambda: Decimal(1).nothing)
shown("operand", lambda: Decimal(1) + "a")


def quotient(a, b):
    return a / b


try:
    quotient(Decimal(1), Decimal(0))
except ArithmeticError as error:
    names = []
    place = error.__traceback__
    while place is not None:
        names.append(place.tb_frame.f_code.co_name)
        place = place.tb_next
    print(names)
