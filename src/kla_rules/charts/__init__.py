"""Charts: figures and texts as SVG of our own; what draws a result lies with its question."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
