"""The rule model: an edition is a tree of nodes, with levels, stages, agencies and sources.

Everything here is data. It is built by `kla_rules.rulesets` from checked rule files and trusted
from then on; points are integers of 1/1000 point (`kla_rules.core.points`).
"""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
