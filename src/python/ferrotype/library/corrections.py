"""Where translated Python code of the library would do something else than CPython's, or nothing.

A module like ``datetime`` exists twice in CPython: programs get the C version, and its Python
version, which is what is translated, words some errors differently. Each row replaces a piece of
the Python source, so that the translated module does what the C version does. The source of each
rule is the C file of the module's accelerator (``Modules/_datetimemodule.c``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ferrotype.library.asyncio_corrections import ASYNCIO
from ferrotype.library.correction import Correction
from ferrotype.library.decimal_corrections import DECIMAL
from ferrotype.library.pickle_corrections import PICKLE


def _value_errors(*messages: str) -> list[Correction]:
    """The C version gives the message without the value."""
    return [
        Correction(f"ValueError('{text}', {value})", f"ValueError('{text}')")
        for text, value in (message.split("|") for message in messages)
    ]


_TP_NAME = "('datetime.' if type({0}).__module__ == 'datetime' else '') + type({0}).__name__"
"""CPython's ``tp_name``, which messages of C code show."""

_DATETIME = (
    Correction(
        "raise ValueError('year must be in %d..%d' % (MINYEAR, MAXYEAR), year)",
        "raise ValueError('year %d is out of range' % year)",
    ),
    Correction(
        "raise ValueError('day must be in 1..%d' % dim, day)",
        "raise ValueError('day is out of range for month')",
    ),
    *_value_errors(
        "month must be in 1..12|month",
        "hour must be in 0..23|hour",
        "minute must be in 0..59|minute",
        "second must be in 0..59|second",
        "microsecond must be in 0..999999|microsecond",
        "fold must be either 0 or 1|fold",
    ),
    Correction(
        '"tzinfo argument must be None or of a tzinfo subclass")',
        "\"tzinfo argument must be None or of a tzinfo subclass, not type '%s'\" % ("
        + _TP_NAME.format("tz")
        + "))",
    ),
    Correction(
        """\"can't compare '%s' to '%s'" % (
                    type(x).__name__, type(y).__name__))""",
        f"""\"can't compare %s to %s" % (
                    {_TP_NAME.format("x")}, {_TP_NAME.format("y")}))""",
    ),
    Correction(
        '"timedelta # of days is too large: %d" % d',
        '"days=%d; must have magnitude <= 999999999" % d if -0x80000000 <= d <= 0x7fffffff '
        'else "Python int too large to convert to C int"',
    ),
    Correction(
        'OverflowError("result out of range")',
        'OverflowError("date value out of range")',
        2,
    ),
    Correction(
        '"cannot mix naive and timezone-aware time"',
        '"can\'t subtract offset-naive and offset-aware datetimes"',
    ),
    Correction(
        '"cannot compare naive and aware datetimes"',
        '"can\'t compare offset-naive and offset-aware datetimes"',
    ),
    Correction(
        '"cannot compare naive and aware times"',
        '"can\'t compare offset-naive and offset-aware times"',
    ),
    *(
        Correction(
            f'"tzinfo subclass must override {name}()"',
            f'"a tzinfo subclass must implement {name}()"',
        )
        for name in ("tzname", "utcoffset", "dst")
    ),
    *(
        Correction(
            f"""TypeError("{name}() argument must be a datetime instance"
                        " or None")""",
            f"""TypeError("{name}(dt) argument must be a datetime instance"
                        " or None, not %s" % ({_TP_NAME.format("dt")}))""",
        )
        for name in ("utcoffset", "tzname", "dst")
    ),
    Correction(
        """TypeError("fromutc() argument must be a datetime instance"
                        " or None")""",
        """TypeError("fromutc: argument must be a datetime"
                        )""",
    ),
    Correction(
        '"fromutc() requires a datetime argument"',
        '"fromutc: argument must be a datetime"',
    ),
    Correction(
        'ValueError("dt.tzinfo is not self")',
        'ValueError("fromutc: dt.tzinfo is not self")',
    ),
    Correction(
        """ValueError("fromutc() requires a non-None utcoffset() "
                             "result")""",
        """ValueError("fromutc: non-None utcoffset() result "
                             "required")""",
    ),
    Correction(
        '"fromutc() requires a non-None dst() result"',
        '"fromutc: non-None dst() result required"',
    ),
    Correction(
        """ValueError("fromutc(): dt.dst gave inconsistent "
                                 "results; cannot convert")""",
        """ValueError("fromutc: tz.dst() gave inconsistent "
                                 "results; cannot convert")""",
    ),
    Correction(
        """(f'{self.__class__.__name__}'
""",
        """(f'datetime.{self.__class__.__name__}'
""",
    ),
    Correction(
        """def _check_date_fields(year, month, day):
""",
        """def _check_date_fields(year, month, day):
    if month is None: raise TypeError("function missing required argument 'month' (pos 2)")
    if day is None: raise TypeError("function missing required argument 'day' (pos 3)")
""",
    ),
    Correction(
        """        frac, t = _math.modf(t)
""",
        """        if t != t: raise ValueError("Invalid value NaN (not a number)")
        frac, t = _math.modf(t)
""",
    ),
    Correction(
        """        s = ("%04d-%02d-%02d%c" % (self._year""",
        """        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError("isoformat() argument 1 must be a unicode character, not %s"
                            % type(sep).__name__)
        s = ("%04d-%02d-%02d%c" % (self._year""",
    ),
    Correction(
        """def _wrap_strftime(object, format, timetuple):
""",
        """def _wrap_strftime(object, format, timetuple):
    if not isinstance(format, str):
        raise TypeError("strftime() argument 1 must be str, not %s" % type(format).__name__)
""",
    ),
    Correction(
        """def _isoweek_to_gregorian(year, week, day):
""",
        """def _isoweek_to_gregorian(year, week, day):
    year, week, day = _index(year), _index(week), _index(day)
""",
    ),
    Correction('f"Invalid weekday: {day} (range', 'f"Invalid day: {day} (range'),
    Correction(
        """        y, m, d = _ord2ymd(n)
        return cls(y, m, d)""",
        """        n = _index(n)
        if n < 1: raise ValueError("ordinal must be >= 1")
        return cls(*_ord2ymd(n))""",
    ),
    Correction(
        """            return cls(*_parse_isoformat_date(date_string))
        except Exception:
            raise ValueError(f'Invalid isoformat string: {date_string!r}')
""",
        """            fields = _parse_isoformat_date(date_string)
        except Exception:
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None
        return cls(*fields)
""",
    ),
    Correction(
        "        time_string = time_string.removeprefix('T')",
        "        given, time_string = time_string, time_string.removeprefix('T')",
    ),
    Correction(
        """        try:
            return cls(*_parse_isoformat_time(time_string))
        except Exception:
            raise ValueError(f'Invalid isoformat string: {time_string!r}')
""",
        """        try:
            fields = _parse_isoformat_time(time_string)
        except Exception as error:
            if "strictly between" in str(error): raise
            raise ValueError(f'Invalid isoformat string: {given!r}') from None
        return cls(*fields)
""",
    ),
    Correction(
        """"timedelta(hours=24).")""",
        """"timedelta(hours=24), not %r." % offset)""",
    ),
    Correction(
        'TypeError("offset must be a timedelta")',
        'TypeError("timezone() argument 1 must be datetime.timedelta, not %s" % ('
        + _TP_NAME.format("offset")
        + "))",
    ),
    Correction(
        'TypeError("name must be a string")',
        'TypeError("timezone() argument 2 must be str, not %s" % ('
        + _TP_NAME.format("name")
        + "))",
    ),
    Correction(
        'TypeError("date argument must be a date instance")',
        'TypeError("combine() argument 1 must be datetime.date, not %s" % ('
        + _TP_NAME.format("date")
        + "))",
    ),
    Correction(
        'TypeError("time argument must be a time instance")',
        'TypeError("combine() argument 2 must be datetime.time, not %s" % ('
        + _TP_NAME.format("time")
        + "))",
    ),
    Correction(
        'raise TypeError("tz argument must be an instance of tzinfo")',
        "_check_tzinfo_arg(tz)",
    ),
    Correction(
        """        if self._tzinfo is not None:
            assert s[-1:] == ")"
            s = s[:-1] + ", tzinfo=%r" % self._tzinfo + ")"
        if self._fold:
            assert s[-1:] == ")"
            s = s[:-1] + ", fold=1)"
        return s

    def __str__(self):
        "Convert to string, for str()."
        return self.isoformat(sep=' ')
""",
        """        if self._fold:
            s = s[:-1] + ", fold=1)"
        if self._tzinfo is not None:
            s = s[:-1] + ", tzinfo=%r" % self._tzinfo + ")"
        return s

    def __str__(self):
        "Convert to string, for str()."
        return self.isoformat(sep=' ')
""",
    ),
    Correction(
        """        if isinstance(other, date):
            days1 = self.toordinal()
""",
        """        if isinstance(other, date) and not isinstance(other, datetime):
            days1 = self.toordinal()
""",
    ),
)

_DATETIME_STATE = Correction(
    "return (self.__class__, args, self.__getstate__())",
    "return (self.__class__, args, self.__getstate__() if type(self) is not timezone else None)",
)
"""What Python's version of ``timezone`` keeps in slots are fields of a C structure."""

_WARNINGS = (
    Correction(
        "            m = __import__(module, None, None, [klass])\n",
        "            import importlib\n            m = importlib.import_module(module)\n",
    ),
    # The source of a program need not be there when it runs; what tracebacks show of it is in the program.
    Correction(
        """            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
""",
        """            from _warnings import _source_line
            line = _source_line(msg.filename, msg.lineno)
            if line is None:
                import linecache
                line = linecache.getline(msg.filename, msg.lineno)
""",
    ),
)

_DATACLASSES = (
    Correction(
        """    args = ','.join(args)
    body = '\\n'.join(f'  {b}' for b in body)

    # Compute the text of the entire function.
    txt = f' def {name}({args}){return_annotation}:\\n{body}'

    local_vars = ', '.join(locals.keys())
    txt = f"def __create_fn__({local_vars}):\\n{txt}\\n return {name}"
    ns = {}
    exec(txt, globals, ns)
    return ns['__create_fn__'](**locals)
""",
        """    import _text_functions
    return _text_functions.function_of_text(
        name, f'__create_fn__.<locals>.{name}', (2, 3), args, body, globals, locals,
        return_type is not MISSING)







""",
    ),
)
"""``exec`` of text that the module itself writes; the runtime understands that text."""

_JSON_DECODER = (
    # `scanstring_unicode` in Modules/_json.c
    Correction(
        """    if len(esc) == 4 and esc[1] not in 'xX':
        try:
            return int(esc, 16)
        except ValueError:
            pass
""",
        """    if pos + 5 < len(s) and all(char in '0123456789abcdefABCDEF' for char in esc):
        return int(esc, 16)
""",
    ),
    Correction(
        """                msg = "Invalid control character {0!r} at".format(terminator)
                raise JSONDecodeError(msg, s, end)
""",
        """                raise JSONDecodeError("Invalid control character at", s, end - 1)
""",
    ),
    Correction(
        """                msg = "Invalid \\\\escape: {0!r}".format(esc)
                raise JSONDecodeError(msg, s, end)
""",
        """                raise JSONDecodeError("Invalid \\\\escape", s, end - 1)
""",
    ),
)

_JSON_SCANNER = (
    # C takes one level of recursion for each level of nesting, Python's version more.
    Correction(
        """            return _scan_once(string, idx)
        finally:
""",
        """            return _scan_once(string, idx)
        except RecursionError:
            from _warnings import _refuse
            _refuse("JSON that is nested so deeply")
        finally:
""",
    ),
)

_JSON_ENCODER = (
    # `c_make_encoder` makes what is written at once and without indentation.
    Correction(
        """            if not allow_nan:
                raise ValueError(
""",
        """            if not allow_nan and _one_shot and self.indent is None:
                raise ValueError("Out of range float values are not JSON compliant")
            if not allow_nan:
                raise ValueError(
""",
    ),
    Correction(
        """            chunks = list(chunks)
        return ''.join(chunks)
""",
        """            try:
                chunks = list(chunks)
            except RecursionError:
                from _warnings import _refuse
                _refuse("JSON of what is nested so deeply")
        return ''.join(chunks)
""",
    ),
)

_RE_CONSTANTS = (
    # The class that the matcher raises itself.
    Correction(
        "class error(Exception):",
        "from _sre import _error as error\n\n\nclass _unused(Exception):",
    ),
)

_RE_COMPILER = (
    # The package itself is Rust, and has no such attribute.
    Correction("from . import _parser", "import re._parser as _parser"),
    Correction(
        """    a = memoryview(b).cast('I')
    assert a.itemsize == _sre.CODESIZE
    assert len(a) * a.itemsize == len(b)
    return a.tolist()
""",
        """    return [int.from_bytes(b[i:i + 4], 'little') for i in range(0, len(b), 4)]
""",
    ),
)

_RE_PARSER = (
    # The frames of `re.compile` and `re._compile` are missing: they are Rust.
    Correction("stacklevel=nested + 6", "stacklevel=nested + 4", 4),
    Correction("stacklevel=nested + 7", "stacklevel=nested + 5"),
)

_COLLECTIONS = (
    Correction(
        """    code = f'lambda _cls, {arg_list}: _tuple_new(_cls, ({arg_list}))'
    __new__ = eval(code, namespace)
""",
        """    import _text_functions; __new__ = _text_functions.function_of_text('<lambda>', '<lambda>', (1, 1),
        ('_cls', *field_names), (f'return _tuple_new(_cls, ({arg_list}))',), namespace, {}, False)
""",
    ),
)

_COPYREG = (
    Correction("    assert proto < 2\n", "    assert proto < 2; from _warnings import _is_heap_type\n"),
    Correction(
        "if hasattr(base, '__flags__') and not base.__flags__ & _HEAPTYPE:",
        "if not _is_heap_type(base):",
    ),
)
"""``__flags__`` is not all known; the one flag that is asked for is."""

_INSPECT = (Correction("class _ClassFinder(ast.NodeVisitor):\n", "class _ClassFinder:\n"),)
"""A helper of ``getsource``, which is refused: the source of a program is not there."""

_TYPING = (
    Correction(
        """            code = compile(arg_to_compile, '<string>', 'eval')
""",
        """            import _text_functions; code = _text_functions.expression_of_text(arg_to_compile)
""",
    ),
    Correction(
        """            type_ = _type_check(
                eval(self.__forward_code__, globalns, localns),
""",
        """            import _text_functions; type_ = _type_check(
                _text_functions.evaluate(self.__forward_code__, globalns, localns),
""",
    ),
)
"""Annotations that are strings: the runtime understands what is usual there."""

_OPERATOR = (
    # Of a class that the native one replaces: nothing else needs that module.
    Correction("            from functools import partial\n", "\n"),
)

_UUID = (
    Correction(
        """    import platform
    _platform_system = platform.system()
""",
        """    _platform_system = 'Linux'
""",
    ),
    Correction(
        """    _generate_time_safe = getattr(_uuid, "generate_time_safe", None)
    _UuidCreate = getattr(_uuid, "UuidCreate", None)
    _has_uuid_generate_time_safe = _uuid.has_uuid_generate_time_safe
""",
        """    _generate_time_safe = lambda: _uuid.generate_time_safe()
    _UuidCreate = None
    _has_uuid_generate_time_safe = 1
""",
    ),
)
"""``sys.platform`` is ``linux``; what asks the C library for the time and the machine is refused when it is called."""

_TRACEBACK = (
    Correction(
        """    if instruction_index < 0:
        return (None, None, None, None)
    positions_gen = code.co_positions()
    return next(itertools.islice(positions_gen, instruction_index // 2, None))
""",
        """    return (None, None, None, None)



""",
    ),
    Correction(
        """            self._line = linecache.getline(self.filename, self.lineno)
""",
        """            from _warnings import _source_line as known; \
self._line = known(self.filename, self.lineno) or linecache.getline(self.filename, self.lineno)
""",
    ),
    Correction("_get_code_position(tb.tb_frame.f_code, tb.tb_lasti)", "_get_code_position(None, 0)"),
)
"""Columns are not known, as under CPython's ``-X no_debug_ranges``; lines are those that the program carries."""

_PKGUTIL = (
    Correction(
        """iter_importer_modules.register(
    importlib.machinery.FileFinder, _iter_file_finder_modules)
""",
        "\n\n",
    ),
    Correction(
        "    iter_importer_modules.register(zipimporter, iter_zipimport_modules)\n", "    pass\n"
    ),
)
"""Finders are refused where they are asked for."""

_PLATFORM = (
    Correction(
        "    _uname_cache = uname_result(*map(_unknown_as_blank, vals))\n",
        "    _uname_cache = uname_result(*vals)\n",
    ),
)
"""What the machine says of itself, but for its kind, is refused where it is used."""

CORRECTIONS: Mapping[str, tuple[Correction, ...]] = MappingProxyType(
    {
        **ASYNCIO,
        "collections": _COLLECTIONS,
        "_pickle": PICKLE,
        "_pydecimal": DECIMAL,
        "copyreg": _COPYREG,
        "dataclasses": _DATACLASSES,
        "datetime": (*_DATETIME, _DATETIME_STATE),
        "inspect": _INSPECT,
        "json.decoder": _JSON_DECODER,
        "json.encoder": _JSON_ENCODER,
        "json.scanner": _JSON_SCANNER,
        "operator": _OPERATOR,
        "pkgutil": _PKGUTIL,
        "platform": _PLATFORM,
        "re._compiler": _RE_COMPILER,
        "re._constants": _RE_CONSTANTS,
        "re._parser": _RE_PARSER,
        "traceback": _TRACEBACK,
        "typing": _TYPING,
        "uuid": _UUID,
        "warnings": _WARNINGS,
    }
)


def corrected(module: str, source: bytes, rows: Iterable[Correction] | None = None) -> bytes:
    """The source that is translated. Raises ValueError where a row does not fit it."""
    chosen = CORRECTIONS.get(module, ()) if rows is None else rows
    text = source.decode() if chosen else ""
    for row in chosen:
        if text.count(row.before) != row.count:
            raise ValueError(
                f"{module}: {row.before!r} occurs {text.count(row.before)} times, not {row.count}"
            )
        text = text.replace(row.before, row.after)
    return text.encode() if chosen else source
