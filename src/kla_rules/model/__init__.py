"""The rule model: an edition is a tree of nodes, with levels, stages, agencies and sources.

Everything here is data. It is built by `kla_rules.rulesets` from checked rule files and trusted
from then on; points are integers of 1/1000 point (`kla_rules.core.points`).
"""

from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance, Source
from kla_rules.model.edition import Edition, EditionSummary
from kla_rules.model.evidence import EvidencePeriod, EvidenceRequired
from kla_rules.model.levels import (
    EDGE_POLICIES,
    Advisory,
    EdgePolicy,
    EdgeRule,
    Level,
    Requirement,
    Stage,
)
from kla_rules.model.measure import Measure, Reading
from kla_rules.model.overlay import Overlay, UnitTier
from kla_rules.model.table import Band, Table
from kla_rules.model.tree import ROOT, Agency, Branch, Kind, Node, Question, Rank, name_of

__all__ = [
    "EDGE_POLICIES",
    "ROOT",
    "Advisory",
    "Agency",
    "Band",
    "Branch",
    "EdgePolicy",
    "EdgeRule",
    "Edition",
    "EditionSummary",
    "EvidencePeriod",
    "EvidenceRequired",
    "Kind",
    "Level",
    "Measure",
    "Node",
    "Overlay",
    "Provenance",
    "Question",
    "Rank",
    "Reading",
    "Requirement",
    "Source",
    "Stage",
    "Table",
    "Text",
    "UnitTier",
    "name_of",
]
