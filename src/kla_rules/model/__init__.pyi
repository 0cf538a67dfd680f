# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.model.asked import AnswerForm as AnswerForm
from kla_rules.model.asked import AnswerOption as AnswerOption
from kla_rules.model.asked import AskedQuestion as AskedQuestion
from kla_rules.model.cited import CitedNote as CitedNote
from kla_rules.model.cited import Provenance as Provenance
from kla_rules.model.cited import Source as Source
from kla_rules.model.edition_summary import EditionSummary as EditionSummary
from kla_rules.model.evidence import EvidenceAttribute as EvidenceAttribute
from kla_rules.model.evidence import EvidenceKind as EvidenceKind
from kla_rules.model.evidence import EvidencePeriod as EvidencePeriod
from kla_rules.model.evidence import EvidenceRequired as EvidenceRequired
from kla_rules.model.levels import Advisory as Advisory
from kla_rules.model.levels import EdgeRule as EdgeRule
from kla_rules.model.levels import Level as Level
from kla_rules.model.levels import Requirement as Requirement
from kla_rules.model.levels import Stage as Stage
from kla_rules.model.measure import Measure as Measure
from kla_rules.model.measure import Reading as Reading
from kla_rules.model.overlay import Overlay as Overlay
from kla_rules.model.overlay import UnitTier as UnitTier
from kla_rules.model.table import Band as Band
from kla_rules.model.table import Table as Table
from kla_rules.model.tree import Agency as Agency
from kla_rules.model.tree import Kind as Kind
from kla_rules.model.tree import Node as Node
from kla_rules.model.tree import Question as Question

__all__ = [
    "Advisory",
    "Agency",
    "AnswerForm",
    "AnswerOption",
    "AskedQuestion",
    "Band",
    "CitedNote",
    "EdgeRule",
    "EditionSummary",
    "EvidenceAttribute",
    "EvidenceKind",
    "EvidencePeriod",
    "EvidenceRequired",
    "Kind",
    "Level",
    "Measure",
    "Node",
    "Overlay",
    "Provenance",
    "Question",
    "Reading",
    "Requirement",
    "Source",
    "Stage",
    "Table",
    "UnitTier",
]
