"""What mends a gap: the catalogue of steps, and those that an evaluation asks for."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
