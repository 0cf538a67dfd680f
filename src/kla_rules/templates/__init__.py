"""Templates: tables of units, cases and the children's forum, to be filled in by an office."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
