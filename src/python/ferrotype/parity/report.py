"""JUnit XML and the HTML page of a parity run."""

import html
from collections.abc import Sequence
from xml.etree import ElementTree

from ferrotype.parity.outcome import Check

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
    wrong = [check for check in checks if not check.agrees]
    verdict = (
        f'<p class="bad">{len(wrong)} of {len(checks)} checks differ or are refused.</p>'
        if wrong
        else f'<p class="good">All {len(checks)} checks agree.</p>'
    )
    kinds = sorted({check.kind for check in checks})
    rows = "".join(_row(kind, [c for c in checks if c.kind == kind]) for kind in kinds)
    bound = "".join(
        f"<tr><td>{html.escape(name)}</td><td><code>{value}</code></td></tr>"
        for name, value in sorted(digests.items())
    )
    details = "".join(
        f"<h3>{html.escape(c.kind)}: {html.escape(c.name)}</h3>"
        f"<pre>{html.escape(_printable(difference(c)))}</pre>"
        for c in wrong[:200]
    )
    body = (
        f"<h1>Parity of {html.escape(subject)}</h1>{verdict}"
        "<table><tr><th>kind</th><th>checks</th><th>inputs</th><th>agree</th><th>differ</th>"
        f"<th>refused</th></tr>{rows}</table>{_outcome_plot(checks, kinds)}{_speed_plot(checks)}"
        f"<h2>Bound to</h2><table>{bound}</table>"
        f"<p>The sources and their digests are in <code>parity.json</code>.</p>{details}"
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Parity of '
        f"{html.escape(subject)}</title><style>{_STYLE}</style>{body}</html>\n"
    ).encode()


def _row(kind: str, checks: Sequence[Check]) -> str:
    agree = sum(check.agrees for check in checks)
    refused = sum(check.refused for check in checks)
    cells = (len(checks), sum(c.examples for c in checks), agree, len(checks) - agree - refused)
    numbers = "".join(f"<td>{cell}</td>" for cell in (*cells, refused))
    return f"<tr><td>{html.escape(kind)}</td>{numbers}</tr>"


def _outcome_plot(checks: Sequence[Check], kinds: Sequence[str]) -> str:
    """A bar for each kind: agreeing, differing and refused shares."""
    bars = []
    for at, kind in enumerate(kinds):
        of_kind = [check for check in checks if check.kind == kind]
        agree = sum(check.agrees for check in of_kind) / len(of_kind)
        refused = sum(check.refused for check in of_kind) / len(of_kind)
        y, x = 10 + at * 24, 100.0
        bars.append(f'<text x="0" y="{y + 12}">{html.escape(kind)}</text>')
        for share, colour in (
            (agree, "#1b7f3b"),
            (1 - agree - refused, "#b00020"),
            (refused, "#d99a00"),
        ):
            bars.append(
                f'<rect x="{x:.1f}" y="{y}" width="{share * 500:.1f}" height="16" fill="{colour}"/>'
            )
            x += share * 500
    height = 20 + 24 * len(kinds)
    return f'<h2>Outcomes</h2><svg width="640" height="{height}">{"".join(bars)}</svg>'


def _speed_plot(checks: Sequence[Check]) -> str:
    """How many times as fast as CPython each timed check ran, slowest first."""
    timed = [c for c in checks if c.seconds > 0 and c.reference_seconds > 0]
    if not timed:
        return ""
    ratios = sorted((c.reference_seconds / c.seconds, c.name) for c in timed)
    if len(ratios) > 40:
        ratios = [ratios[at * (len(ratios) - 1) // 39] for at in range(40)]
    largest = max(ratio for ratio, _ in ratios)
    bars = []
    for at, (ratio, name) in enumerate(ratios):
        y, width = 10 + at * 18, ratio / largest * 340
        bars.append(
            f'<text x="0" y="{y + 11}">{html.escape(name[:30])}</text>'
            f'<rect x="200" y="{y}" width="{width:.1f}" height="13" fill="#3465a4"/>'
            f'<text x="{205 + width:.1f}" y="{y + 11}">{ratio:.2f}</text>'
        )
    height = 20 + 18 * len(ratios)
    return f'<h2>Speed, CPython = 1</h2><svg width="640" height="{height}">{"".join(bars)}</svg>'
