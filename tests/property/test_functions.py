"""The generator of functions draws all of its tables, and functions that are specialised."""

import ast

from ferrotype.analysis import ModuleSource
from ferrotype.driver import TranslationRequest, translate
from tests.property.functions import FUNCTIONS, TABLES, Functions, make_function
from tests.property.modules import module_of


def test_a_seed_always_gives_the_same_function() -> None:
    assert make_function(7) == make_function(7)
    assert make_function(7).text != make_function(8).text


def test_every_template_is_drawn_and_gives_python() -> None:
    missing = {template for table in TABLES.values() for template in table}
    for seed in range(400):
        functions = Functions(seed)
        ast.parse(functions.function("drawn"))
        missing -= functions.used
    assert missing == set()


def test_most_functions_have_a_specialised_version() -> None:
    count = 60
    module = module_of(FUNCTIONS.prelude, {seed: make_function(seed) for seed in range(count)})
    source = ModuleSource("drawn", "drawn.py", False, module.encode())
    report = translate(TranslationRequest(source, {})).report
    specialised = {row.name for row in report.functions if row.version == "specialised"}
    drawn = {f"function_{seed}" for seed in range(count)}
    assert len(drawn & specialised) >= count * 3 // 4
