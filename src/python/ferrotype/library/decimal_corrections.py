"""Where ``Lib/_pydecimal.py`` does something else than ``Modules/_decimal``, which programs get in CPython."""

from __future__ import annotations

from ferrotype.library.correction import Correction

_CONDITIONS = Correction(
    "        raise error(explanation)\n",
    "        if sum(map(bool, self.traps.values())) > 3:\n"
    "            import _warnings; _warnings._refuse('an exception of decimal under more traps than usual')\n"
    "        raise error([condition])\n",
)
"""C says which conditions have arisen, as a list (``dec_addstatus``)."""

_CONVERSIONS = {
    "str": ((" ", 36), ("(", 38)),
    "int": ((" ", 24), ("(", 13), ("-", 2), ("*", 4), ("&", 1), ("|", 1), ("^", 1)),
}
"""What stands before the calls, and how often."""

_DIGITS = (
    *(
        Correction(f"{before}{name}(", f"{before}_{name}_of(", count)
        for name, places in _CONVERSIONS.items()
        for before, count in places
    ),
    Correction(
        "import math as _math\n",
        "import math as _math; from _warnings import _unlimited_int as _int_of, _unlimited_str as _str_of\n",
    ),
)
"""C converts by itself, without the limit on the digits of an int."""

_PRECISION = (
    Correction("if q < 10**context.prec:", "if len(_str_of(q)) <= context.prec:"),
    Correction("if q >= 10**context.prec:", "if len(_str_of(q)) > context.prec:"),
)
"""The same without a number as long as a precision may be: 999,999,999,999,999,999 digits."""

_RANGE = Correction(
    """                self._exp = exp - len(fracpart)
                self._is_special = False
""",
    """                self._exp = exp - len(fracpart)
                self._is_special = False
                if not MIN_ETINY <= self._exp <= MAX_EMAX + 1 - len(self._int):
                    return (context or getcontext())._raise_error(InvalidOperation)
""",
)
"""A number that no context could hold (``PyDecType_FromCStringExact``)."""

_ARGUMENTS = (
    Correction('TypeError("argument must be int or float.")', 'TypeError("argument must be int or float")'),
    Correction(
        'TypeError("Cannot convert %r to Decimal" % value)',
        'TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)',
    ),
    Correction(
        """ValueError('Invalid tuple size in creation of Decimal '
                                 'from list or tuple.  The list or tuple '
                                 'should have exactly three elements.')
""",
        """ValueError('argument must be a sequence of length 3')
""",
    ),
    Correction(
        """ValueError("Invalid sign.  The first value in the tuple "
                                 "should be an integer; either 0 for a "
                                 "positive number or 1 for a negative number.")
""",
        """ValueError('sign must be an integer with the value 0 or 1')
            if isinstance(value[2], str):
                if value[2] not in ('F', 'n', 'N'):
                    raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
            elif not isinstance(value[2], int): raise ValueError('exponent must be an integer')
            if not isinstance(value[1], (list, tuple)): raise ValueError('coefficient must be a tuple of digits')
""",
    ),
    Correction(
        """ValueError("The second value in the tuple must "
                                         "be composed of integers in the range "
                                         "0 through 9.")
""",
        """ValueError('coefficient must be a tuple of digits')
""",
    ),
)
"""The words of ``PyDecType_FromObjectExact`` and ``dectuple_as_str``."""

DECIMAL = (_CONDITIONS, *_DIGITS, *_PRECISION, _RANGE, *_ARGUMENTS)
"""The rows of ``_pydecimal``."""
