"""How a function uses its variables and temporaries: what emission may leave out."""

from __future__ import annotations

from ferrotype.builtins.list_methods import ListMethod, named_list_method
from ferrotype.infer.specialise import Specialisation
from ferrotype.infer.units import Unit, expressions_of, statements_in
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.pytypes import Type, is_object


def method_variables(specialisation: Specialisation) -> dict[int, ListMethod]:
    """Variables that hold a list's method, as far as the text tells: whenever one is assigned, it
    is an attribute of that name.
    """
    function = specialisation.function
    names: dict[int, set[str]] = {slot: {""} for slot in range(len(function.parameters.names))}
    for statement in statements_in(function.body):
        if isinstance(statement, st.Assign) and isinstance(statement.place, ir.LocalPlace):
            value = statement.value
            name = value.name if isinstance(value, ir.GetAttribute) else ""
            names.setdefault(statement.place.slot, set()).add(name)
    found = {}
    for slot, assigned in names.items():
        row = named_list_method(min(assigned)) if len(assigned) == 1 else None
        if row is not None and specialisation.variables.get(slot) is Type.VALUE:
            found[slot] = row
    return found


def aliases_in(unit: Unit) -> dict[int, ir.LoadLocal]:
    """Temporaries that stand for a variable: it is not assigned before their last use."""
    assigned = {
        statement.place.slot
        for statement in unit.statements
        if isinstance(statement, st.Assign) and isinstance(statement.place, ir.LocalPlace)
    }
    return {
        statement.temporary: statement.value
        for statement in unit.statements
        if isinstance(statement, st.Bind)
        and isinstance(statement.value, ir.LoadLocal)
        and statement.value.slot not in assigned
    }


def references_in(unit: Unit, specialisation: Specialisation) -> set[int]:
    """Items that are unpacked in turn before anything can be dropped: they need no count.

    ``([x, y], v), w = …``: the inner tuple and list are looked at where they lie.
    """
    found: set[int] = set()
    candidates: set[int] = set()
    for statement in unit.statements:
        match statement:
            case st.BindItems(value=value, temporaries=temporaries):
                if isinstance(value, ir.LoadTemporary) and value.temporary in candidates:
                    found.add(value.temporary)
                candidates |= {
                    number
                    for number in temporaries
                    if specialisation.temporaries[number] is Type.VALUE
                }
            case st.Assign(place=ir.LocalPlace(slot=slot)) if not is_object(
                specialisation.variables[slot]
            ):
                pass
            case st.Comment():
                pass
            case _:
                candidates.clear()
    return found


def only_unpacked(unit: Unit) -> set[int]:
    """Temporaries that are read once, to be unpacked."""
    read: list[int] = []
    unpacked: set[int] = set()
    for statement in unit.statements:
        for expression in expressions_of(statement):
            read += [
                node.temporary for node in ir.walk(expression) if isinstance(node, ir.LoadTemporary)
            ]
        if isinstance(statement, st.BindItems) and isinstance(statement.value, ir.LoadTemporary):
            unpacked.add(statement.value.temporary)
    return {number for number in unpacked if read.count(number) == 1}
