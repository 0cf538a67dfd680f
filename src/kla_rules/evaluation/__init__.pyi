# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.evaluation.deciding import Deciding as Deciding
from kla_rules.evaluation.deciding import Need as Need
from kla_rules.evaluation.deciding import OpenQuestion as OpenQuestion
from kla_rules.evaluation.deciding import Way as Way
from kla_rules.evaluation.evidence import EvidenceSummary as EvidenceSummary
from kla_rules.evaluation.evidence import MissingByAgency as MissingByAgency
from kla_rules.evaluation.evidence import MissingEvidence as MissingEvidence
from kla_rules.evaluation.gaps import Gap as Gap
from kla_rules.evaluation.nodes import NodeResult as NodeResult
from kla_rules.evaluation.provenance import PointsBySource as PointsBySource
from kla_rules.evaluation.record import Record as Record
from kla_rules.evaluation.requirements import AdvisoryResult as AdvisoryResult
from kla_rules.evaluation.requirements import RequirementResult as RequirementResult
from kla_rules.evaluation.sensitivity import QuestionSensitivity as QuestionSensitivity
from kla_rules.evaluation.sensitivity import Sensitivity as Sensitivity
from kla_rules.evaluation.sensitivity import SmallestGroup as SmallestGroup
from kla_rules.evaluation.whatif import WhatIf as WhatIf

__all__ = [
    "AdvisoryResult",
    "Deciding",
    "EvidenceSummary",
    "Gap",
    "MissingByAgency",
    "MissingEvidence",
    "Need",
    "NodeResult",
    "OpenQuestion",
    "PointsBySource",
    "QuestionSensitivity",
    "Record",
    "RequirementResult",
    "Sensitivity",
    "SmallestGroup",
    "Way",
    "WhatIf",
]
