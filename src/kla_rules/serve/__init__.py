"""The documented views as a small ASGI application, for programs in any language."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
