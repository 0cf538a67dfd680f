# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.participation.model import ForumError as ForumError
from kla_rules.participation.model import ForumRecords as ForumRecords
from kla_rules.participation.picture import ForumPicture as ForumPicture
from kla_rules.participation.picture import ForumUnit as ForumUnit
from kla_rules.participation.picture import Suggestion as Suggestion
from kla_rules.participation.picture import assess_forum as assess_forum
from kla_rules.participation.record import ForumRecord as ForumRecord

__all__ = [
    "ForumError",
    "ForumPicture",
    "ForumRecord",
    "ForumRecords",
    "ForumUnit",
    "Suggestion",
    "assess_forum",
]
