"""Tables of profiles on a cluster: an edition as native expressions of Spark."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
