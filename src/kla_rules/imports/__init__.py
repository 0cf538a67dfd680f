"""`kla import`: files that offices hold, in layouts of their own, to a profile or to units."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
