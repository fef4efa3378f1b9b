"""JUnit XML and the HTML page of a parity run."""

import html
import platform
from collections.abc import Sequence
from xml.etree import ElementTree

from ferrotype.parity.outcome import Check

_LISTED = 200
"""Differences that the page shows."""
_LABEL = 20
"""Characters of a name beside a bar."""
_SHOWN = 4000
"""Characters of each side that a report shows around the first difference."""


def junit(subject: str, checks: Sequence[Check]) -> bytes:
    """One test case for each check: a mismatch is a failure, a refusal an error."""
    failures = sum(not check.agrees and not check.refused for check in checks)
    suite = ElementTree.Element(
        "testsuite",
        name=subject,
        tests=str(len(checks)),
        failures=str(failures),
        errors=str(sum(check.refused for check in checks)),
        skipped="0",
    )
    for check in checks:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=f"{subject}.{check.kind}",
            name=check.name,
            time=f"{check.seconds:.6f}",
        )
        if not check.agrees:
            tag = "error" if check.refused else "failure"
            kind = "refused" if check.refused else "mismatch"
            element = ElementTree.SubElement(case, tag, type=kind, message=first_difference(check))
            element.text = _printable(difference(check))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def difference(check: Check) -> str:
    """Both sides, from shortly before they part."""
    start = max(0, _common(check.expected, check.actual) - _SHOWN // 4)
    expected, actual = (side[start : start + _SHOWN] for side in (check.expected, check.actual))
    return f"CPython:\n{expected}\n\nmodule:\n{actual}\n"


def first_difference(check: Check) -> str:
    """The first line in which the sides differ."""
    at = _common(check.expected, check.actual)
    line = check.expected.count("\n", 0, at) + 1
    sides = []
    for side in (check.expected, check.actual):
        begin = max(side.rfind("\n", 0, at) + 1, at - 60)
        sides.append(ascii(side[begin : at + 60].split("\n")[0] or side[begin : at + 20]))
    return f"line {line}: CPython {sides[0]}, module {sides[1]}"


def _common(left: str, right: str) -> int:
    length = min(len(left), len(right))
    return next((at for at in range(length) if left[at] != right[at]), length)


def _printable(text: str) -> str:
    """XML has no way to write most control characters."""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text)


_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; color: #222 }
table { border-collapse: collapse } td, th { padding: .2rem .8rem; border-bottom: 1px solid #ddd }
td { text-align: right } td:first-child, th:first-child { text-align: left }
pre { background: #f6f6f6; padding: .6rem; overflow: auto; white-space: pre-wrap }
.bad { color: #b00020 } .good { color: #1b7f3b } text { font: 11px system-ui, sans-serif }
"""


def page(subject: str, checks: Sequence[Check], digests: dict[str, str]) -> bytes:
    """A page that needs nothing else: counts, plots, every difference."""
    kinds = sorted({check.kind for check in checks})
    rows = "".join(_row(kind, [c for c in checks if c.kind == kind]) for kind in kinds)
    bound = "".join(
        f"<tr><td>{html.escape(name)}</td><td><code>{value}</code></td></tr>"
        for name, value in sorted(digests.items())
    )
    body = (
        f"<h1>Parity of {html.escape(subject)}</h1>{_verdict(checks)}"
        "<table><tr><th>kind</th><th>checks</th><th>inputs</th><th>agree</th><th>differ</th>"
        f"<th>refused</th></tr>{rows}</table>{_outcome_plot(checks, kinds)}{_details(checks)}"
        f"{_speed_plot(checks, kinds)}"
        f"<h2>Bound to</h2><p>CPython {platform.python_version()}, and by SHA-256:</p>"
        f"<table>{bound}</table>"
        "<p>The sources and their digests are in <code>parity.json</code>.</p>"
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>Parity of '
        f"{html.escape(subject)}</title><style>{_STYLE}</style>{body}</html>\n"
    ).encode()


def _verdict(checks: Sequence[Check]) -> str:
    refused = sum(check.refused for check in checks)
    wrong = sum(not check.agrees for check in checks) - refused
    if not checks:
        return '<p class="bad">Nothing was compared.</p>'
    if not wrong and not refused:
        return f'<p class="good">{number(len(checks), "check")}, no difference.</p>'
    found = [f"{wrong} differ" if wrong != 1 else "1 differs"] if wrong else []
    found += [f"{refused} refused"] if refused else []
    return f'<p class="bad">{number(len(checks), "check")}: {", ".join(found)}.</p>'


def number(count: int, noun: str) -> str:
    """`1 check`, `2 checks`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _details(checks: Sequence[Check]) -> str:
    """Both sides of every check that does not agree."""
    wrong = sorted((check for check in checks if not check.agrees), key=lambda c: c.refused)
    shown = "".join(
        f"<h3>{html.escape(check.kind)}: {html.escape(check.name)}"
        f"{' (refused)' if check.refused else ''}</h3>"
        f"<pre>{html.escape(_printable(difference(check)))}</pre>"
        for check in wrong[:_LISTED]
    )
    rest = len(wrong) - _LISTED
    more = f"<p>{rest} more are in <code>junit.xml</code>.</p>" if rest > 0 else ""
    return f"<h2>Differences</h2>{shown}{more}" if wrong else ""


def _row(kind: str, checks: Sequence[Check]) -> str:
    agree = sum(check.agrees for check in checks)
    refused = sum(check.refused for check in checks)
    cells = (len(checks), sum(c.examples for c in checks), agree, len(checks) - agree - refused)
    numbers = "".join(f"<td>{cell}</td>" for cell in (*cells, refused))
    return f"<tr><td>{html.escape(kind)}</td>{numbers}</tr>"


_OUTCOMES = (("agree", "#1b7f3b"), ("differ", "#b00020"), ("refused", "#d99a00"))


def _outcome_plot(checks: Sequence[Check], kinds: Sequence[str]) -> str:
    """A bar for each kind: agreeing, differing and refused shares."""
    parts = []
    for at, (name, colour) in enumerate(_OUTCOMES):
        left = 100 + at * 90
        parts.append(f'<rect x="{left}" y="4" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{left + 15}" y="13">{name}</text>')
    for at, kind in enumerate(kinds):
        of_kind = [check for check in checks if check.kind == kind]
        agree = sum(check.agrees for check in of_kind) / len(of_kind)
        refused = sum(check.refused for check in of_kind) / len(of_kind)
        y, x = 24 + at * 24, 100.0
        parts.append(f'<text x="0" y="{y + 12}">{html.escape(kind)}</text>')
        shares = (agree, 1 - agree - refused, refused)
        for share, (_, colour) in zip(shares, _OUTCOMES, strict=True):
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{share * 500:.1f}" height="16" fill="{colour}"/>'
            )
            x += share * 500
    height = 34 + 24 * len(kinds)
    return f'<h2>Outcomes</h2><svg width="640" height="{height}">{"".join(parts)}</svg>'


def _speed_plot(checks: Sequence[Check], kinds: Sequence[str]) -> str:
    """How many times as fast as CPython: each run of a script; all calls of a kind together."""
    timed = [c for c in checks if c.seconds > 0 and c.reference_seconds > 0]
    bars: list[tuple[str, float, float]] = []
    for kind in kinds:
        of_kind = [check for check in timed if check.kind == kind]
        if kind == "script":
            bars += [(check.name, check.seconds, check.reference_seconds) for check in of_kind]
        elif of_kind:
            ours, theirs = (
                sum(check.seconds for check in of_kind),
                sum(check.reference_seconds for check in of_kind),
            )
            bars.append((kind, ours, theirs))
    if not bars:
        return ""
    largest = max(1.0, *(theirs / ours for _, ours, theirs in bars))
    drawn = []
    for at, (name, ours, theirs) in enumerate(bars):
        y, width = 10 + at * 24, theirs / ours / largest * 340
        drawn.append(
            f'<text x="0" y="{y + 12}"><title>{html.escape(name)}</title>'
            f"{html.escape(_shortened(name))}</text>"
            f'<rect x="130" y="{y}" width="{width:.1f}" height="16" fill="#3465a4"/>'
            f'<text x="{135 + width:.1f}" y="{y + 12}">{theirs / ours:.2f}'
            f" ({theirs:.3g} s, {ours:.3g} s)</text>"
        )
    height, one = 20 + 24 * len(bars), 130 + 340 / largest
    line = f'<line x1="{one:.1f}" x2="{one:.1f}" y1="4" y2="{height - 8}" stroke="#222"/>'
    return (
        "<h2>Speed, CPython = 1</h2><p>In parentheses CPython's seconds, then the module's. A"
        " script's include the start of the program; those of a library include sending each call"
        " to the module and back, which is most of it where calls are short."
        f'</p><svg width="640" height="{height}">{"".join(drawn)}{line}</svg>'
    )


def _shortened(name: str) -> str:
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"
