"""kla-rules: Indonesia's child-friendly city evaluation (KLA) as cited rules.

>>> import kla_rules as kla
>>> profile = kla.Profile.from_dict({"year": 2024, "stage": "self", "points": {"total": 880.39}})
>>> kla.evaluate(profile)
Evaluation(None, kla-2024, score=880.39, levels=[utama])

What stands in `__all__` is loaded when it is first asked for (PEP 562): a program that only might
need the library does not wait for it.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kla_rules.cases.handling import Handling, handling
    from kla_rules.cases.model import Incidents, IncidentsError
    from kla_rules.core.findings import (
        ArgumentError,
        Finding,
        KlaError,
        MissingExtraError,
        ProfileError,
        RuleError,
        UnknownIdError,
    )
    from kla_rules.core.notes import Note
    from kla_rules.evaluation.evaluate import evaluate
    from kla_rules.evaluation.gaps import Gap
    from kla_rules.evaluation.nodes import NodeResult
    from kla_rules.evaluation.provenance import PointsBySource
    from kla_rules.evaluation.record import Record
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.evaluation.sensitivity import Sensitivity, sensitivity
    from kla_rules.evaluation.whatif import WhatIf
    from kla_rules.model import Edition, EditionSummary
    from kla_rules.participation.model import ForumError, ForumRecords
    from kla_rules.participation.picture import ForumPicture, forum
    from kla_rules.planning.highs import SolverError
    from kla_rules.planning.plan import Plan, plan
    from kla_rules.planning.planned import PlannedStep
    from kla_rules.planning.request import PlanError
    from kla_rules.profile.model import Profile
    from kla_rules.profile.region import Region
    from kla_rules.rounds.history import History, PublishedLevel, PublishedRound
    from kla_rules.rounds.outlook import VerificationOutlook, verification_outlook
    from kla_rules.rounds.province import Province, province
    from kla_rules.rulesets.find import edition, editions
    from kla_rules.rulesets.scales import Scale
    from kla_rules.steps.model import Step
    from kla_rules.steps.results import StepResult
    from kla_rules.units.model import Units, UnitsError
    from kla_rules.units.rollup import Rollup, rollup
    from kla_rules.units.status import UnitStatus, UnitStatuses, unit_status
    from kla_rules.validation.check import check
    from kla_rules.version import VERSION as __version__  # noqa: N811 - the name Python gives it

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
    "UnitStatus",
    "UnitStatuses",
    "Units",
    "UnitsError",
    "UnknownIdError",
    "VerificationOutlook",
    "WhatIf",
    "__version__",
    "check",
    "edition",
    "editions",
    "evaluate",
    "forum",
    "handling",
    "plan",
    "province",
    "rollup",
    "sensitivity",
    "unit_status",
    "verification_outlook",
]

_HOMES: Final = {
    "evaluation.evaluate": ("evaluate",),
    "evaluation.gaps": ("Gap",),
    "evaluation.nodes": ("NodeResult",),
    "rounds.outlook": ("VerificationOutlook", "verification_outlook"),
    "evaluation.provenance": ("PointsBySource",),
    "rounds.province": ("Province", "province"),
    "evaluation.record": ("Record",),
    "evaluation.result": ("Evaluation",),
    "evaluation.sensitivity": ("Sensitivity", "sensitivity"),
    "evaluation.whatif": ("WhatIf",),
    "core.findings": (
        "ArgumentError",
        "Finding",
        "KlaError",
        "MissingExtraError",
        "ProfileError",
        "RuleError",
        "UnknownIdError",
    ),
    "rounds.history": ("History", "PublishedLevel", "PublishedRound"),
    "cases.handling": ("Handling", "handling"),
    "cases.model": ("Incidents", "IncidentsError"),
    "rulesets.find": ("edition", "editions"),
    "rulesets.scales": ("Scale",),
    "model": ("Edition", "EditionSummary"),
    "steps.model": ("Step",),
    "core.notes": ("Note",),
    "participation.model": ("ForumError", "ForumRecords"),
    "participation.picture": ("ForumPicture", "forum"),
    "planning.request": ("PlanError",),
    "planning.highs": ("SolverError",),
    "planning.plan": ("Plan", "plan"),
    "planning.planned": ("PlannedStep",),
    "profile.model": ("Profile",),
    "profile.region": ("Region",),
    "steps.results": ("StepResult",),
    "units.model": ("Units", "UnitsError"),
    "units.rollup": ("Rollup", "rollup"),
    "units.status": ("UnitStatus", "UnitStatuses", "unit_status"),
    "validation.check": ("check",),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    if name == "__version__":
        from kla_rules.version import VERSION  # noqa: PLC0415 - as everything here

        return VERSION
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
