"""`re.LOCALE`, in the locale C."""
import re

for pattern in (rb"\b(b.)\b", rb"\B(b.)\B", rb"\d\D\w\W\s\S", rb"(?i)B\w", rb"[^\W_]+", rb"\xe4"):
    found = re.search(pattern, b"abcd abc bcd bx 1aa! a \xe4\xc4", re.LOCALE)
    print(pattern, found and (found.span(), found.group(0)))
try:
    re.compile("a", re.LOCALE)
except ValueError as error:
    print(error)
