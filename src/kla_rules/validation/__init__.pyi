# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.validation.proofs.model import Proofs as Proofs
from kla_rules.validation.proofs.model import RuleWitness as RuleWitness
from kla_rules.validation.proofs.model import Verdict as Verdict

__all__ = [
    "Proofs",
    "RuleWitness",
    "Verdict",
]
