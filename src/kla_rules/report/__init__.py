"""The report: one self-contained page for the head of region, and a page for each agency."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
