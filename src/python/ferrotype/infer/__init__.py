"""Stage: what specialised versions may assume, and which functions get one."""

from ferrotype.infer.specialise import LoopKind, Specialisation, specialise_module

__all__ = ["LoopKind", "Specialisation", "specialise_module"]
