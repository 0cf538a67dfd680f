# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.interview.asking import Interview as Interview
from kla_rules.interview.asking import Turn as Turn
from kla_rules.interview.asking import begin_interview as begin_interview
from kla_rules.interview.model import Entry as Entry

__all__ = [
    "Entry",
    "Interview",
    "Turn",
    "begin_interview",
]
