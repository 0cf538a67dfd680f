"""Profiles: one region's answers in one round at one stage."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
