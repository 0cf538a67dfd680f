# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.typed.forms.common import CitedNoteDict as CitedNoteDict
from kla_rules.typed.forms.common import FindingDict as FindingDict
from kla_rules.typed.forms.common import NoteDict as NoteDict
from kla_rules.typed.forms.common import ProvenanceDict as ProvenanceDict
from kla_rules.typed.forms.common import TextDict as TextDict
from kla_rules.typed.forms.comparison import ComparisonChangeDict as ComparisonChangeDict
from kla_rules.typed.forms.comparison import ComparisonDict as ComparisonDict
from kla_rules.typed.forms.comparison import ComparisonRefusedDict as ComparisonRefusedDict
from kla_rules.typed.forms.coverage import CoverageDict as CoverageDict
from kla_rules.typed.forms.deciding import DecidingDict as DecidingDict
from kla_rules.typed.forms.difference import DifferenceDict as DifferenceDict
from kla_rules.typed.forms.evaluation import EvaluationAdvisoryDict as EvaluationAdvisoryDict
from kla_rules.typed.forms.evaluation import EvaluationDict as EvaluationDict
from kla_rules.typed.forms.evaluation import EvaluationEvidenceDict as EvaluationEvidenceDict
from kla_rules.typed.forms.evaluation import EvaluationProvenanceDict as EvaluationProvenanceDict
from kla_rules.typed.forms.evaluation import EvaluationRecordDict as EvaluationRecordDict
from kla_rules.typed.forms.evaluation import EvaluationRequirementDict as EvaluationRequirementDict
from kla_rules.typed.forms.evaluation import EvaluationStepDict as EvaluationStepDict
from kla_rules.typed.forms.evaluations import EvaluationsDict as EvaluationsDict
from kla_rules.typed.forms.evidence_required import EvidenceRequiredDict as EvidenceRequiredDict
from kla_rules.typed.forms.findings import FindingsDict as FindingsDict
from kla_rules.typed.forms.forum import ForumDict as ForumDict
from kla_rules.typed.forms.handling import HandlingDict as HandlingDict
from kla_rules.typed.forms.history import HistoryChangeDict as HistoryChangeDict
from kla_rules.typed.forms.history import HistoryDict as HistoryDict
from kla_rules.typed.forms.imported import ImportedDict as ImportedDict
from kla_rules.typed.forms.merged import MergedConflictDict as MergedConflictDict
from kla_rules.typed.forms.merged import MergedConflictSaidDict as MergedConflictSaidDict
from kla_rules.typed.forms.merged import MergedDict as MergedDict
from kla_rules.typed.forms.merged import MergedSourceDict as MergedSourceDict
from kla_rules.typed.forms.moved import MovedDict as MovedDict
from kla_rules.typed.forms.mutation import MutationDict as MutationDict
from kla_rules.typed.forms.outlook import VerificationOutlookDict as VerificationOutlookDict
from kla_rules.typed.forms.plan import PlanDict as PlanDict
from kla_rules.typed.forms.profile import ProfileAnswerDict as ProfileAnswerDict
from kla_rules.typed.forms.profile import ProfileDict as ProfileDict
from kla_rules.typed.forms.progress import ProgressDict as ProgressDict
from kla_rules.typed.forms.proofs import ProofsDict as ProofsDict
from kla_rules.typed.forms.province import ProvinceDict as ProvinceDict
from kla_rules.typed.forms.replay import ReplayDict as ReplayDict
from kla_rules.typed.forms.replay import ReplayMovedDict as ReplayMovedDict
from kla_rules.typed.forms.replay import ReplayReasonDict as ReplayReasonDict
from kla_rules.typed.forms.rollup import RollupDict as RollupDict
from kla_rules.typed.forms.round import RoundAwardedDict as RoundAwardedDict
from kla_rules.typed.forms.round import RoundDict as RoundDict
from kla_rules.typed.forms.sensitivity import SensitivityDict as SensitivityDict
from kla_rules.typed.forms.sweep import SweepDict as SweepDict
from kla_rules.typed.forms.sweep_table import SweepTableDict as SweepTableDict
from kla_rules.typed.forms.table_file import TableFileDict as TableFileDict
from kla_rules.typed.forms.unit_status import UnitStatusesDict as UnitStatusesDict
from kla_rules.typed.forms.what_if import WhatIfDict as WhatIfDict
from kla_rules.typed.schemas import openapi_schemas as openapi_schemas

__all__ = [
    "CitedNoteDict",
    "ComparisonChangeDict",
    "ComparisonDict",
    "ComparisonRefusedDict",
    "CoverageDict",
    "DecidingDict",
    "DifferenceDict",
    "EvaluationAdvisoryDict",
    "EvaluationDict",
    "EvaluationEvidenceDict",
    "EvaluationProvenanceDict",
    "EvaluationRecordDict",
    "EvaluationRequirementDict",
    "EvaluationStepDict",
    "EvaluationsDict",
    "EvidenceRequiredDict",
    "FindingDict",
    "FindingsDict",
    "ForumDict",
    "HandlingDict",
    "HistoryChangeDict",
    "HistoryDict",
    "ImportedDict",
    "MergedConflictDict",
    "MergedConflictSaidDict",
    "MergedDict",
    "MergedSourceDict",
    "MovedDict",
    "MutationDict",
    "NoteDict",
    "PlanDict",
    "ProfileAnswerDict",
    "ProfileDict",
    "ProgressDict",
    "ProofsDict",
    "ProvenanceDict",
    "ProvinceDict",
    "ReplayDict",
    "ReplayMovedDict",
    "ReplayReasonDict",
    "RollupDict",
    "RoundAwardedDict",
    "RoundDict",
    "SensitivityDict",
    "SweepDict",
    "SweepTableDict",
    "TableFileDict",
    "TextDict",
    "UnitStatusesDict",
    "VerificationOutlookDict",
    "WhatIfDict",
    "openapi_schemas",
]
