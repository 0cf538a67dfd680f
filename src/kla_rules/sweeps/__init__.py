"""Sweeps: many what-ifs of a profile drawn and evaluated, and how often each level comes out."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
