"""Statements one after another that change items of the same list, done together.

    v[0] -= dx * m
    v[1] -= dy * m

Where the list is known to hold floats alone, one question about it stands for those about each
item; else, or where a NaN comes out, the statements run one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ferrotype.emit.arithmetic import FLOAT_PLAIN, Typed
from ferrotype.emit.specialised_expressions import SpecialisedExpressions
from ferrotype.infer.rules import IN_PLACE
from ferrotype.infer.units import Unit
from ferrotype.infer.usage import aliases_in
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.pytypes import Type, is_numeric

LARGEST_POSITION = 15
"""Longer lists are not looked through for floats: `MOST_LOOKED_THROUGH` of the runtime."""


@dataclass(frozen=True, slots=True)
class Update:
    """``variable[position] operation= operand``, of floats without a guard."""

    slot: int
    position: int
    sign: str
    operand: ir.Expression


class SpecialisedUpdates(SpecialisedExpressions):
    """Finds such statements and writes what does them together."""

    def updates(self, units: Sequence[Unit]) -> list[Update]:
        """Those that the units begin with: of one list, each at a position of its own."""
        found: list[Update] = []
        for unit in units:
            update = self.update(unit)
            if update is None:
                break
            if found and update.slot != found[0].slot:
                break
            if any(update.position == earlier.position for earlier in found):
                break
            found.append(update)
        return found

    def update(self, unit: Unit) -> Update | None:
        match [item for item in unit.statements if not isinstance(item, st.Comment)]:
            case [
                st.Bind(value=ir.LoadLocal(slot=slot), temporary=container),
                st.Bind(value=ir.Constant(value=int(position)), temporary=key),
                st.Bind(
                    value=ir.Operation(
                        name=name,
                        operands=(
                            ir.Operation(
                                name="getitem",
                                operands=(
                                    ir.LoadTemporary(temporary=read),
                                    ir.LoadTemporary(temporary=read_at),
                                ),
                            ),
                            operand,
                        ),
                    ),
                    temporary=result,
                ),
                st.SetItem(
                    container=ir.LoadTemporary(temporary=written),
                    key=ir.LoadTemporary(temporary=written_at),
                    value=ir.LoadTemporary(temporary=stored),
                ),
            ] if read == written == container and read_at == written_at == key:
                sign = FLOAT_PLAIN.get(IN_PLACE.get(name, ""))
                if stored != result or sign is None or not self.is_plain(operand):
                    return None
                if container not in aliases_in(unit) or isinstance(position, bool):
                    return None
                if slot not in self.assigned or not 0 <= position <= LARGEST_POSITION:
                    return None
                if self.specialisation.variables.get(slot) is not Type.LIST:
                    return None
                return Update(slot, position, sign, operand)
        return None

    def is_plain(self, node: ir.Expression) -> bool:
        """Whether a number comes from floats in variables by plain operations alone."""
        type_ = self.specialisation.types.get(node, Type.VALUE)
        match node:
            case ir.LoadLocal(slot=slot):
                is_variable = slot in self.variables and self.is_number(slot)
                return is_variable and slot in self.assigned and type_ in (Type.FLOAT, Type.NUMBER)
            case ir.Constant():
                return type_ is Type.FLOAT
            case ir.Operation(name=name, operands=operands) if name in FLOAT_PLAIN:
                types = [self.specialisation.types.get(one, Type.VALUE) for one in operands]
                return (
                    type_ is Type.FLOAT
                    and all(is_numeric(one) for one in types)
                    and Type.FLOAT in types
                    and all(self.is_plain(one) for one in operands)
                )
        return False

    def update_together(self, updates: Sequence[Update]) -> str:
        """A Rust bool: whether it was done."""
        variable = f"fast::held(&{self.variables[updates[0].slot]})"
        return f"fast::update_floats({variable}, {self.changes(updates)})"

    def changes(self, updates: Sequence[Update]) -> str:
        """Positions, and the function from the floats there to the new ones."""
        items = [f"item{update.position}" for update in updates]
        new = []
        for item, update in zip(items, updates, strict=True):
            _, operand = self.floats([Typed(item, Type.FLOAT), self.typed(update.operand)])
            new.append(f"({item} {update.sign} {operand})")
        positions = ", ".join(str(update.position) for update in updates)
        change = f"|[{', '.join(items)}]| [{', '.join(new)}]"
        return f"[{positions}], {change}"
