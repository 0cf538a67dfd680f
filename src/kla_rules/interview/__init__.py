"""Ask what is still unknown, the most telling question first, and keep each answer in its file."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
