"""FT02xx: Python that is understood and not translated."""

from ferrotype.diagnostics.model import DiagnosticRow

UNSUPPORTED_CONSTRUCT = DiagnosticRow(
    code="FT0201",
    name="UNSUPPORTED_CONSTRUCT",
    title="construct not supported yet",
    what="{construct} is not supported yet",
    why="Ferrotype translates a construct exactly or not at all",
    to_do="write this function without it",
    example="async def fetch(): ...",
)
DYNAMIC_CODE = DiagnosticRow(
    code="FT0202",
    name="DYNAMIC_CODE",
    title="code made at run time",
    what="`{name}` runs code that is made at run time",
    why="a program is translated as a whole, ahead of time",
    to_do="write the code as Python source, or look the value up in a dict",
    example="result = eval(expression)",
    instead="result = OPERATIONS[name](left, right)",
)
FRAME_INSPECTION = DiagnosticRow(
    code="FT0203",
    name="FRAME_INSPECTION",
    title="frame inspection",
    what="`{name}` looks into a frame that keeps no table of its variables",
    why="a translated frame has what its function names, and no more",
    to_do="ask for it in a function, or keep the values in a dict of your own",
    example="found = list(locals() for x in items)",
    instead="found = [{'x': x} for x in items]",
)

ROWS = (UNSUPPORTED_CONSTRUCT, DYNAMIC_CODE, FRAME_INSPECTION)
