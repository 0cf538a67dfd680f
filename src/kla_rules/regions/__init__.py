"""Many regions at once: read from wherever they stand, evaluated, and laid side by side."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
