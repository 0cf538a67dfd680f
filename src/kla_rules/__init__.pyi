# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules import cases as cases
from kla_rules import charts as charts
from kla_rules import columns as columns
from kla_rules import differences as differences
from kla_rules import evaluation as evaluation
from kla_rules import imports as imports
from kla_rules import interview as interview
from kla_rules import merging as merging
from kla_rules import model as model
from kla_rules import participation as participation
from kla_rules import planning as planning
from kla_rules import profile as profile
from kla_rules import regions as regions
from kla_rules import report as report
from kla_rules import rounds as rounds
from kla_rules import serve as serve
from kla_rules import spark as spark
from kla_rules import steps as steps
from kla_rules import sweeps as sweeps
from kla_rules import templates as templates
from kla_rules import testing as testing
from kla_rules import typed as typed
from kla_rules import units as units
from kla_rules import validation as validation
from kla_rules.cases.handling import Handling as Handling
from kla_rules.cases.handling import assess_handling as handling
from kla_rules.cases.model import CaseRecords as Incidents
from kla_rules.cases.model import CasesError as IncidentsError
from kla_rules.columns.evaluate_file import evaluate_table_file as evaluate_table_file
from kla_rules.columns.evaluate_table import check_table as check_table
from kla_rules.columns.evaluate_table import evaluate_table as evaluate_table
from kla_rules.columns.table_sql import table_sql as table_sql
from kla_rules.core.findings import ArgumentError as ArgumentError
from kla_rules.core.findings import Finding as Finding
from kla_rules.core.findings import KlaError as KlaError
from kla_rules.core.findings import MissingExtraError as MissingExtraError
from kla_rules.core.findings import ProfileError as ProfileError
from kla_rules.core.findings import RuleError as RuleError
from kla_rules.core.findings import UnknownIdError as UnknownIdError
from kla_rules.core.language import language as language
from kla_rules.core.notes import Note as Note
from kla_rules.core.packaged import packaged_files as packaged_files
from kla_rules.core.text import Text as Text
from kla_rules.differences.compare import compare_evaluations as compare_evaluations
from kla_rules.differences.replay import verify as verify
from kla_rules.evaluation.evaluate import evaluate as evaluate
from kla_rules.evaluation.gaps import Gap as Gap
from kla_rules.evaluation.nodes import NodeResult as NodeResult
from kla_rules.evaluation.provenance import PointsBySource as PointsBySource
from kla_rules.evaluation.record import Record as Record
from kla_rules.evaluation.result import Evaluation as Evaluation
from kla_rules.evaluation.sensitivity import Sensitivity as Sensitivity
from kla_rules.evaluation.whatif import WhatIf as WhatIf
from kla_rules.forms.form_schema import form_schema as form_schema
from kla_rules.forms.profile_form import profile_form as profile_form
from kla_rules.forms.profile_form import profile_form_csv as profile_form_csv
from kla_rules.imports.importing import import_files as import_files
from kla_rules.imports.importing import suggest_mapping as suggest_mapping
from kla_rules.merging.merge import merge_profiles as merge_profiles
from kla_rules.model.edition import Edition as Edition
from kla_rules.model.edition_summary import EditionSummary as EditionSummary
from kla_rules.participation.model import ForumError as ForumError
from kla_rules.participation.model import ForumRecords as ForumRecords
from kla_rules.participation.picture import ForumPicture as ForumPicture
from kla_rules.participation.picture import assess_forum as forum
from kla_rules.planning.ask import plan as plan
from kla_rules.planning.highs import SolverError as SolverError
from kla_rules.planning.plan import Plan as Plan
from kla_rules.planning.planned import PlannedStep as PlannedStep
from kla_rules.planning.request import PlanError as PlanError
from kla_rules.profile.model import Profile as Profile
from kla_rules.profile.region import Region as Region
from kla_rules.regions.evaluate_many import evaluate_many as evaluate_many
from kla_rules.regions.table import table_of as table_of
from kla_rules.rounds.history import History as History
from kla_rules.rounds.history_model import PublishedLevel as PublishedLevel
from kla_rules.rounds.history_model import PublishedRound as PublishedRound
from kla_rules.rounds.outlook import VerificationOutlook as VerificationOutlook
from kla_rules.rounds.outlook import verification_outlook as verification_outlook
from kla_rules.rounds.province import Province as Province
from kla_rules.rounds.province import assess_province as province
from kla_rules.rulesets.find import edition as edition
from kla_rules.rulesets.find import editions as editions
from kla_rules.rulesets.scales import Scale as Scale
from kla_rules.steps.model import Step as Step
from kla_rules.steps.results import StepResult as StepResult
from kla_rules.sweeps.sweep import sweep as sweep
from kla_rules.typed.schemas import schema as schema
from kla_rules.units.model import Units as Units
from kla_rules.units.model import UnitsError as UnitsError
from kla_rules.units.rollup import Rollup as Rollup
from kla_rules.units.rollup import rollup as rollup
from kla_rules.units.status import UnitStatus as UnitStatus
from kla_rules.units.status import UnitStatuses as UnitStatuses
from kla_rules.units.status import unit_status as unit_status
from kla_rules.validation.check import check as check
from kla_rules.validation.comparison.compare import compare as compare
from kla_rules.validation.proofs.prove import prove as prove

sensitivity = Evaluation.sensitivity
__version__: str
__all__ = [
    "ArgumentError",
    "Edition",
    "EditionSummary",
    "Evaluation",
    "Finding",
    "ForumError",
    "ForumPicture",
    "ForumRecords",
    "Gap",
    "Handling",
    "History",
    "Incidents",
    "IncidentsError",
    "KlaError",
    "MissingExtraError",
    "NodeResult",
    "Note",
    "Plan",
    "PlanError",
    "PlannedStep",
    "PointsBySource",
    "Profile",
    "ProfileError",
    "Province",
    "PublishedLevel",
    "PublishedRound",
    "Record",
    "Region",
    "Rollup",
    "RuleError",
    "Scale",
    "Sensitivity",
    "SolverError",
    "Step",
    "StepResult",
    "Text",
    "UnitStatus",
    "UnitStatuses",
    "Units",
    "UnitsError",
    "UnknownIdError",
    "VerificationOutlook",
    "WhatIf",
    "__version__",
    "cases",
    "charts",
    "check",
    "check_table",
    "columns",
    "compare",
    "compare_evaluations",
    "differences",
    "edition",
    "editions",
    "evaluate",
    "evaluate_many",
    "evaluate_table",
    "evaluate_table_file",
    "evaluation",
    "form_schema",
    "forum",
    "handling",
    "import_files",
    "imports",
    "interview",
    "language",
    "merge_profiles",
    "merging",
    "model",
    "packaged_files",
    "participation",
    "plan",
    "planning",
    "profile",
    "profile_form",
    "profile_form_csv",
    "prove",
    "province",
    "regions",
    "report",
    "rollup",
    "rounds",
    "schema",
    "sensitivity",
    "serve",
    "spark",
    "steps",
    "suggest_mapping",
    "sweep",
    "sweeps",
    "table_of",
    "table_sql",
    "templates",
    "testing",
    "typed",
    "unit_status",
    "units",
    "validation",
    "verification_outlook",
    "verify",
]
