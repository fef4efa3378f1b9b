"""The instructions of the compact form, in the order of their numbers.

``runtime/src/compact/opcodes.rs`` has the same lists. Operands are unsigned LEB128 numbers unless the
comment says otherwise; a *place* is an item's index from the bottom of the function's stack, a *target*
a position in its instructions.
"""

from __future__ import annotations

from collections.abc import Mapping

OPCODES: tuple[str, ...] = (
    # Values
    "Constant",  # constant
    "Integer",  # zigzag
    "None",
    "True",
    "False",
    "LoadLocal",  # slot
    "LoadCell",  # slot
    "CellReference",  # slot
    "LoadGlobal",  # global slot
    "LoadNamespace",  # name, global slot
    "LoadClassCell",  # name, slot
    "Copy",  # place
    "Take",  # place
    "Duplicate",
    "Globals",
    "Namespace",
    "Locals",  # slot
    "Refused",  # text
    # Variables
    "StoreLocal",  # slot
    "StoreCell",  # slot
    "StoreGlobal",  # global slot
    "StoreName",  # name
    "DeleteLocal",  # slot
    "DeleteCell",  # slot
    "DeleteGlobal",  # global slot
    "DeleteName",  # name
    "UnbindLocal",  # slot
    "UnbindCell",  # slot
    "UnbindGlobal",  # global slot
    "UnbindName",  # name
    "CheckLocal",  # slot
    "Augment",  # slot, operation
    "MakeCell",  # slot, 0 or parameter + 1
    # The stack
    "Place",  # an empty item
    "Settle",  # place
    "Pop",
    "Squash",  # drops the item below the top
    "DropTo",  # depth
    "Line",  # zigzag: the line, less the function's first
    # Attributes and items
    "GetAttribute",  # name
    "GetAttributeOfLocal",  # slot, name
    "SetAttribute",  # name
    "DeleteAttribute",  # name
    "SetItem",
    "DeleteItem",
    "GetSlice",
    "SetSlice",
    # Calls
    "Call",  # count; the function, or a method that was found, is below the arguments
    "FindMethod",  # name
    "CallKeywords",  # count, keywords
    "CallClosure",  # code, count of cells, their slots, count
    "CallGenerator",  # code, count of cells, their slots
    "BeginCall",
    "BeginMethodCall",  # name
    "BeginClass",
    "Positional",
    "Star",
    "StarAlone",
    "Keyword",  # name
    "DoubleStar",
    "Invoke",
    "BuildClass",  # name
    "Super",
    "MakeFunction",  # code, parts, count of cells, their slots
    # Displays
    "Tuple",  # count
    "List",  # count
    "Set",  # count
    "SetOfConstants",  # count
    "Dict",  # count of pairs
    "BeginList",
    "BeginSet",
    "BeginDict",
    "Push",
    "Extend",
    "Insert",
    "InsertAll",  # count of pairs
    "Update",
    "FinishTuple",
    "Finish",
    "Format",  # conversion, whether there is a specification
    "Join",  # count
    # Truth and jumps
    "Not",
    "Jump",  # target
    "JumpIfTrue",  # target
    "JumpIfFalse",  # target
    "KeepIfTrue",  # target
    "KeepIfFalse",  # target
    # Loops and unpacking
    "Next",  # target of the end
    "Unpack",  # count
    "UnpackStar",  # before, after
    "Return",
    "StartSteps",
    "EndSteps",
    "IsEmpty",  # slot
    "Restore",  # slot
    "NextOfSlot",  # slot, target of the end
    # Exceptions
    "Raise",
    "RaiseFrom",
    "Reraise",
    "AssertionError",
    "AssertionErrorWith",
    "Try",  # target
    "TryFinally",  # target
    "TryClause",  # target, place of the star handler
    "EndBlock",
    "HandlerMatches",  # place
    "HandlerException",  # place
    "HandlerRaiseAgain",  # place
    "BeginStar",  # place
    "StarMatches",  # place, target where it takes nothing
    "EndStar",  # place
    "ExitNormal",  # depth
    "ExitReturn",  # depth
    "ExitJump",  # depth, number
    "EndExit",  # target of a return, count, targets of jumps
    "EnterWith",
    "ExitWith",  # place
    "ExitWithRaised",  # place, place of the handler
    # Suspension
    "Yield",
    "YieldItem",
    "Delegate",
    "Await",
    "NextAsync",  # target of the end
    "EnterAsync",
    "ExitAsync",  # place
    "ExitAsyncRaised",  # place, place of the handler
    # Modules and patterns
    "ImportModule",  # text
    "ImportLeaf",  # text
    "ImportFrom",  # name
    "ImportStar",
    "MatchKeys",  # count, target of the failure
    "MatchClass",  # positional, names, target of the failure
    "RunText",
)

OPERATIONS: tuple[str, ...] = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod_", "pow", "matmul"),
    *("lshift", "rshift", "and_", "or_", "xor"),
    *("iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "imatmul"),
    *("ilshift", "irshift", "iand", "ior", "ixor"),
    *("neg", "pos", "invert", "lt", "le", "eq", "ne", "gt", "ge"),
    *("contains", "is_", "truth", "getitem", "slice", "iter", "only_item", "sorted_names", "async_iterator"),
    *("list_append", "set_add", "dict_insert", "match_sequence", "match_mapping"),
    *("match_length", "match_length_at_least", "match_size", "match_rest"),
)
"""Operations of ``builtins/operations.py``; their instructions follow those of ``OPCODES``."""

NUMBERS: Mapping[str, int] = {name: number for number, name in enumerate(OPCODES)}
OPERATION_NUMBERS: Mapping[str, int] = {
    name: len(OPCODES) + number for number, name in enumerate(OPERATIONS)
}
