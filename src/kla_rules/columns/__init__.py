"""Tables of many profiles: an edition as columns, the same on every engine that reckons with it."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
