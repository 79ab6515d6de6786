"""The quality gates of a bank (docs/gates.md): figures held to their bars, in both languages."""

from dlprep.services.gates.measuring import measure
from dlprep.services.gates.references import GateReferences
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope

__all__ = ["Bar", "GateReferences", "GateRow", "Offence", "Scope", "measure"]
