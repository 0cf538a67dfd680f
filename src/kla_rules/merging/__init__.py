"""Profiles of several offices made one: what all of them say, and where they contradict."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
