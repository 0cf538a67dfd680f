"""The least-effort set of steps that reaches a level."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
