"""Several rounds and regions: history, the outlook on verification, a province."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
