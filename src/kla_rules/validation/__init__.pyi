# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.rulesets.difference import Change as Change
from kla_rules.validation.comparison.correspondence import Correspondence as Correspondence
from kla_rules.validation.comparison.correspondence import Pairs as Pairs
from kla_rules.validation.comparison.correspondence import SamePart as SamePart
from kla_rules.validation.comparison.effects import Effects as Effects
from kla_rules.validation.comparison.effects import Unknown as Unknown
from kla_rules.validation.comparison.effects import Witness as Witness
from kla_rules.validation.comparison.moved_model import AppliedChange as AppliedChange
from kla_rules.validation.comparison.moved_model import Effect as Effect
from kla_rules.validation.comparison.moved_model import Moved as Moved
from kla_rules.validation.comparison.moved_model import MovedByChange as MovedByChange
from kla_rules.validation.comparison.moved_model import MovedRegion as MovedRegion
from kla_rules.validation.comparison.moved_model import Share as Share
from kla_rules.validation.comparison.moved_model import Standing as Standing
from kla_rules.validation.comparison.nation import synthetic_nation as synthetic_nation
from kla_rules.validation.comparison.refused import Refused as Refused
from kla_rules.validation.comparison.result import Comparison as Comparison
from kla_rules.validation.comparison.result import ScoreChange as ScoreChange
from kla_rules.validation.covered.cover import coverage as coverage
from kla_rules.validation.covered.model import Coverage as Coverage
from kla_rules.validation.covered.model import RulesCoverage as RulesCoverage
from kla_rules.validation.covered.model import Target as Target
from kla_rules.validation.mutation.model import Damage as Damage
from kla_rules.validation.mutation.model import Example as Example
from kla_rules.validation.mutation.model import Mutation as Mutation
from kla_rules.validation.mutation.mutate import mutate as mutate
from kla_rules.validation.proofs.model import Proofs as Proofs
from kla_rules.validation.proofs.model import RuleWitness as RuleWitness
from kla_rules.validation.proofs.model import Verdict as Verdict

__all__ = [
    "AppliedChange",
    "Change",
    "Comparison",
    "Correspondence",
    "Coverage",
    "Damage",
    "Effect",
    "Effects",
    "Example",
    "Moved",
    "MovedByChange",
    "MovedRegion",
    "Mutation",
    "Pairs",
    "Proofs",
    "Refused",
    "RuleWitness",
    "RulesCoverage",
    "SamePart",
    "ScoreChange",
    "Share",
    "Standing",
    "Target",
    "Unknown",
    "Verdict",
    "Witness",
    "coverage",
    "mutate",
    "synthetic_nation",
]
