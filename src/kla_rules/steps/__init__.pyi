# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.steps.model import Assumption as Assumption
from kla_rules.steps.model import Step as Step
from kla_rules.steps.results import StepResult as StepResult

__all__ = [
    "Assumption",
    "Step",
    "StepResult",
]
