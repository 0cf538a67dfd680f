"""Plain JSON of results: its keys, for checkers of types, and its schemas, for programs."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
