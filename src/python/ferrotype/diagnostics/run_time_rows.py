"""FT09xx: what a program that was built refuses when it reaches it.

The runtime prints these itself; the rows are here for ``ferrotype explain``.
"""

from ferrotype.diagnostics.model import DiagnosticRow

REFUSED_AT_RUN_TIME = DiagnosticRow(
    code="FT0901",
    name="REFUSED_AT_RUN_TIME",
    title="refused at run time",
    what="{what} is not available in Ferrotype's runtime",
    why="CPython 3.11 has it, and going on without it would give a different result",
    to_do="write this part without it",
    example="print('{:n}'.format(1.5))",
)
LEFT_OUT = DiagnosticRow(
    code="FT0902",
    name="LEFT_OUT",
    title="left out at the link",
    what="the link left out a part of Ferrotype's runtime that the program needs",
    why="what a program needs is found out at the link of a whole program, and this was not seen",
    to_do="build without --whole-program, and report it",
    example="print([].append)  # in a program whose link saw no name `append`",
)
UNSENDABLE_VALUE = DiagnosticRow(
    code="FT0931",
    name="UNSENDABLE_VALUE",
    title="value cannot cross the boundary of a library module",
    what="{what}",
    why="arguments and results of a library module travel as the wire format says",
    to_do="pass plain values, or values nested less deeply",
    example="pair = []\npair.append((pair,))\nmodule.function(pair[0])",
)

ROWS = (REFUSED_AT_RUN_TIME, LEFT_OUT, UNSENDABLE_VALUE)
