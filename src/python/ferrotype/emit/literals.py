"""Python constants as Rust expressions."""

from __future__ import annotations

import math

SMALL_INT_BITS = 47
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def text_literal(value: str) -> str:
    """A Rust string literal; ``value`` has no surrogates."""
    return '"' + "".join(_character(character) for character in value) + '"'


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return f"\\u{{{ord(character):x}}}"


def bytes_literal(value: bytes) -> str:
    """A Rust byte-string literal."""
    parts = []
    for byte in value:
        character = chr(byte)
        if character in _ESCAPES:
            parts.append(_ESCAPES[character])
        elif 32 <= byte < 127:
            parts.append(character)
        else:
            parts.append(f"\\x{byte:02x}")
    return 'b"' + "".join(parts) + '"'


def float_literal(value: float) -> str:
    """A Rust ``f64`` literal that reads back as the same bits."""
    if math.isinf(value):
        return "f64::INFINITY" if value > 0 else "f64::NEG_INFINITY"
    if math.isnan(value):
        raise ValueError("NaN has no literal in Python")
    return repr(value)


def is_small(value: int) -> bool:
    """Whether an int fits the immediate form of a value."""
    return -(1 << SMALL_INT_BITS) <= value < (1 << SMALL_INT_BITS)


def has_surrogates(value: str) -> bool:
    """Whether a str holds a code point that UTF-8 cannot."""
    return any(0xD800 <= ord(character) <= 0xDFFF for character in value)


def datum(value: object) -> str | None:
    """A Rust expression of type ``Literal``, which is data and no code; None where there is none."""
    match value:
        case None:
            return "Literal::None"
        case bool():
            return f"Literal::Bool({str(value).lower()})"
        case int() if is_small(value):
            return f"Literal::Int({value})"
        case float():
            return f"Literal::Float({float_literal(value)})"
        case str() if not has_surrogates(value):
            return f"Literal::Text({text_literal(value)})"
        case bytes():
            return f"Literal::Bytes({bytes_literal(value)})"
        case tuple():
            items = [datum(item) for item in value]
            if None not in items:
                return f"Literal::Tuple(&[{', '.join(item for item in items if item)}])"
    return None


def constant(value: object) -> str:
    """A Rust expression of type ``Value``; raises TypeError for what is no constant."""
    match value:
        case None:
            return "NONE()"
        case True:
            return "TRUE()"
        case False:
            return "FALSE()"
        case int():
            return f"int({value})" if is_small(value) else f'integer!("{value}")'
        case float():
            return f"float({float_literal(value)})"
        case complex():
            return f"complex({float_literal(value.real)}, {float_literal(value.imag)})"
        case str():
            if has_surrogates(value):
                points = ", ".join(str(ord(character)) for character in value)
                return f"surrogate_text!(&[{points}])"
            return f"text!({text_literal(value)})"
        case bytes():
            return f"bytes!({bytes_literal(value)})"
        case tuple():
            items = ", ".join(constant(item) for item in value)
            return f"constant!(tuple([{items}]))"
        case frozenset():
            items = ", ".join(sorted(constant(item) for item in value))
            return f"constant!(frozenset_constant([{items}]))"
    if value is Ellipsis:
        return "ELLIPSIS()"
    raise TypeError(f"not a constant: {value!r}")
