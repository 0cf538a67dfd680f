"""Two results of one region beside each other: what differs, what explains it, what still holds.

`kla.compare_evaluations` compares evaluations, or stored results of them; `kla.verify` makes a
stored result again. What compares two editions instead is in `kla_rules.validation`.
"""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
