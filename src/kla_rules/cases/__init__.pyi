# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.cases.case import Case as Case
from kla_rules.cases.case import Event as Event
from kla_rules.cases.groups import GroupHandling as GroupHandling
from kla_rules.cases.handling import Handling as Handling
from kla_rules.cases.handling import assess_handling as assess_handling
from kla_rules.cases.judged import CaseHandling as CaseHandling
from kla_rules.cases.judged import RuleState as RuleState
from kla_rules.cases.model import CaseRecords as CaseRecords
from kla_rules.cases.model import CasesError as CasesError
from kla_rules.cases.settings_model import HandlingSettings as HandlingSettings
from kla_rules.cases.settings_model import ReviewReason as ReviewReason
from kla_rules.cases.settings_model import TimeLimit as TimeLimit
from kla_rules.cases.times import Moment as Moment

__all__ = [
    "Case",
    "CaseHandling",
    "CaseRecords",
    "CasesError",
    "Event",
    "GroupHandling",
    "Handling",
    "HandlingSettings",
    "Moment",
    "ReviewReason",
    "RuleState",
    "TimeLimit",
    "assess_handling",
]
