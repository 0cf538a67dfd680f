# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.serve.asgi import application as application

__all__ = [
    "application",
]
