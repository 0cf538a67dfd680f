# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.rulesets.difference import Change as Change
from kla_rules.validation.comparison.correspondence import Correspondence as Correspondence
from kla_rules.validation.comparison.correspondence import Pairs as Pairs
from kla_rules.validation.comparison.correspondence import SamePart as SamePart
from kla_rules.validation.comparison.effects import Effects as Effects
from kla_rules.validation.comparison.effects import Unknown as Unknown
from kla_rules.validation.comparison.effects import Witness as Witness
from kla_rules.validation.comparison.refused import Refused as Refused
from kla_rules.validation.comparison.result import Comparison as Comparison
from kla_rules.validation.comparison.result import ScoreChange as ScoreChange
from kla_rules.validation.proofs.model import Proofs as Proofs
from kla_rules.validation.proofs.model import RuleWitness as RuleWitness
from kla_rules.validation.proofs.model import Verdict as Verdict

__all__ = [
    "Change",
    "Comparison",
    "Correspondence",
    "Effects",
    "Pairs",
    "Proofs",
    "Refused",
    "RuleWitness",
    "SamePart",
    "ScoreChange",
    "Unknown",
    "Verdict",
    "Witness",
]
