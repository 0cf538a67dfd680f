# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.differences.model import AnswerDifference as AnswerDifference
from kla_rules.differences.model import Cause as Cause
from kla_rules.differences.model import ComparedSide as ComparedSide
from kla_rules.differences.model import DocumentDifference as DocumentDifference
from kla_rules.differences.model import EvidenceDifference as EvidenceDifference
from kla_rules.differences.model import Explanation as Explanation
from kla_rules.differences.model import KindOfCause as KindOfCause
from kla_rules.differences.model import NodeDifference as NodeDifference
from kla_rules.differences.model import NoteDifference as NoteDifference
from kla_rules.differences.model import RequirementDifference as RequirementDifference
from kla_rules.differences.model import RuleDifference as RuleDifference
from kla_rules.differences.replay_model import MovedValue as MovedValue
from kla_rules.differences.replay_model import Replay as Replay
from kla_rules.differences.replay_model import ReplayReason as ReplayReason
from kla_rules.differences.replay_reading import StoredResultError as StoredResultError
from kla_rules.differences.result import EvaluationDifference as EvaluationDifference

__all__ = [
    "AnswerDifference",
    "Cause",
    "ComparedSide",
    "DocumentDifference",
    "EvaluationDifference",
    "EvidenceDifference",
    "Explanation",
    "KindOfCause",
    "MovedValue",
    "NodeDifference",
    "NoteDifference",
    "Replay",
    "ReplayReason",
    "RequirementDifference",
    "RuleDifference",
    "StoredResultError",
]
