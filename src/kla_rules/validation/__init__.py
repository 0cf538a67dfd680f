"""Validate rules and their changes."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
