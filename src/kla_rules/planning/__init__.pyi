# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.planning.highs import SolverError as SolverError
from kla_rules.planning.planned import PlannedStep as PlannedStep
from kla_rules.planning.planned import UnitsOfStep as UnitsOfStep
from kla_rules.planning.reasons import Freed as Freed
from kla_rules.planning.reasons import Reasons as Reasons
from kla_rules.planning.request import PlanError as PlanError
from kla_rules.planning.request import Request as Request

__all__ = [
    "Freed",
    "PlanError",
    "PlannedStep",
    "Reasons",
    "Request",
    "SolverError",
    "UnitsOfStep",
]
