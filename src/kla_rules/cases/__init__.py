"""Reports of violence and how they were handled; nothing that gives a level imports it."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
