"""Pioneers and reporters: what the children's forum has done, and what of it is documented."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
