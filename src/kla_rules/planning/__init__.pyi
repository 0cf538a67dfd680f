# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.planning.across import PlanAcross as PlanAcross
from kla_rules.planning.across import ScenarioLimit as ScenarioLimit
from kla_rules.planning.across import ScenarioOutcome as ScenarioOutcome
from kla_rules.planning.fallen import Fallen as Fallen
from kla_rules.planning.highs import SolverError as SolverError
from kla_rules.planning.kept import KeptPlan as KeptPlan
from kla_rules.planning.kept import KeptStep as KeptStep
from kla_rules.planning.planned import PlannedStep as PlannedStep
from kla_rules.planning.planned import UnitsOfStep as UnitsOfStep
from kla_rules.planning.progress import Progress as Progress
from kla_rules.planning.progress import assess_progress as assess_progress
from kla_rules.planning.progress_steps import StepProgress as StepProgress
from kla_rules.planning.reasons import Freed as Freed
from kla_rules.planning.reasons import Reasons as Reasons
from kla_rules.planning.request import PlanError as PlanError
from kla_rules.planning.request import Request as Request

__all__ = [
    "Fallen",
    "Freed",
    "KeptPlan",
    "KeptStep",
    "PlanAcross",
    "PlanError",
    "PlannedStep",
    "Progress",
    "Reasons",
    "Request",
    "ScenarioLimit",
    "ScenarioOutcome",
    "SolverError",
    "StepProgress",
    "UnitsOfStep",
    "assess_progress",
]
