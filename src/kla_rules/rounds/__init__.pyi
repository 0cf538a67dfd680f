# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.rounds.changes import Change as Change
from kla_rules.rounds.changes import ClusterChange as ClusterChange
from kla_rules.rounds.history import History as History
from kla_rules.rounds.history_model import HistoryRow as HistoryRow
from kla_rules.rounds.history_model import PublishedLevel as PublishedLevel
from kla_rules.rounds.history_model import PublishedRound as PublishedRound
from kla_rules.rounds.history_model import Tenure as Tenure
from kla_rules.rounds.outlook import OutlookRow as OutlookRow
from kla_rules.rounds.outlook import PublishedDrop as PublishedDrop
from kla_rules.rounds.outlook import VerificationOutlook as VerificationOutlook
from kla_rules.rounds.outlook import verification_outlook as verification_outlook
from kla_rules.rounds.province import Province as Province
from kla_rules.rounds.province import assess_province as assess_province
from kla_rules.rulesets.edition_of_year import Awarded as Awarded
from kla_rules.rulesets.edition_of_year import Round as Round
from kla_rules.rulesets.edition_of_year import list_rounds as list_rounds

__all__ = [
    "Awarded",
    "Change",
    "ClusterChange",
    "History",
    "HistoryRow",
    "OutlookRow",
    "Province",
    "PublishedDrop",
    "PublishedLevel",
    "PublishedRound",
    "Round",
    "Tenure",
    "VerificationOutlook",
    "assess_province",
    "list_rounds",
    "verification_outlook",
]
