"""What is public: the one table of names, and how a package offers those of its own.

A public name is loaded when it is first asked for (PEP 562), so that a program that only might need
the library does not wait for it. Checkers of types read the same names in `__init__.pyi`, which
`tools/public_names.py` writes of this table: what is not in it they refuse.
"""

import importlib
import operator
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final

PACKAGE: Final = "kla_rules"

# By package the names that it offers, by the module that has them.
NAMES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "kla_rules": {
        "columns.evaluate_file": ("evaluate_table_file",),
        "columns.evaluate_table": ("check_table", "evaluate_table"),
        "columns.table_sql": ("table_sql",),
        "core.findings": (
            "ArgumentError", "Finding", "KlaError", "MissingExtraError", "ProfileError",
            "RuleError", "UnknownIdError",
        ),
        "core.language": ("language",),
        "core.notes": ("Note",),
        "core.packaged": ("packaged_files",),
        "core.text": ("Text",),
        "differences.compare": ("compare_evaluations",),
        "differences.replay": ("verify",),
        "evaluation.evaluate": ("evaluate",),
        "evaluation.result": ("Evaluation",),
        "forms.form_schema": ("form_schema",),
        "forms.profile_form": ("profile_form", "profile_form_csv"),
        "merging.merge": ("merge_profiles",),
        "imports.importing": ("import_files", "suggest_mapping"),
        "model.edition": ("Edition",),
        "planning.ask": ("plan",),
        "planning.plan": ("Plan",),
        "profile.model": ("Profile",),
        "profile.region": ("Region",),
        "regions.evaluate_many": ("evaluate_many",),
        "regions.table": ("table_of",),
        "rulesets.find": ("edition", "editions"),
        "rulesets.scales": ("Scale",),
        "sweeps.sweep": ("sweep",),
        "typed.schemas": ("schema",),
        "units.rollup": ("rollup",),
        "validation.check": ("check",),
        "validation.proofs.prove": ("prove",),
        "validation.comparison.compare": ("compare",),
    },
    "kla_rules.columns": {
        "columns.file_progress": ("TableProgress",),
        "columns.file_result": ("TableFile",),
    },
    "kla_rules.model": {
        "model.asked": ("AnswerForm", "AnswerOption", "AskedQuestion"),
        "model.cited": ("CitedNote", "Provenance", "Source"),
        "model.edition_summary": ("EditionSummary",),
        "model.evidence": (
            "EvidenceAttribute", "EvidenceKind", "EvidencePeriod", "EvidenceRequired",
        ),
        "model.levels": ("Advisory", "EdgeRule", "Level", "Requirement", "Stage"),
        "model.measure": ("Measure", "Reading"),
        "model.overlay": ("Overlay", "UnitTier"),
        "model.table": ("Band", "Table"),
        "model.tree": ("Agency", "Kind", "Node", "Question"),
    },
    "kla_rules.profile": {
        "profile.answers": ("Answer", "Evidence"),
    },
    "kla_rules.evaluation": {
        "evaluation.deciding": ("Deciding", "Need", "OpenQuestion", "Way"),
        "evaluation.evidence": ("EvidenceSummary", "MissingByAgency", "MissingEvidence"),
        "evaluation.gaps": ("Gap",),
        "evaluation.nodes": ("NodeResult",),
        "evaluation.provenance": ("PointsBySource",),
        "evaluation.record": ("Record",),
        "evaluation.requirements": ("AdvisoryResult", "RequirementResult"),
        "evaluation.sensitivity": ("QuestionSensitivity", "Sensitivity", "SmallestGroup"),
        "evaluation.whatif": ("WhatIf",),
    },
    "kla_rules.interview": {
        "interview.asking": ("Interview", "Turn", "begin_interview"),
        "interview.model": ("Entry",),
    },
    "kla_rules.steps": {
        "steps.model": ("Assumption", "Step"),
        "steps.results": ("StepResult",),
    },
    "kla_rules.planning": {
        "planning.across": ("PlanAcross", "ScenarioLimit", "ScenarioOutcome"),
        "planning.fallen": ("Fallen",),
        "planning.highs": ("SolverError",),
        "planning.kept": ("KeptPlan", "KeptStep"),
        "planning.planned": ("PlannedStep", "UnitsOfStep"),
        "planning.progress": ("Progress", "assess_progress"),
        "planning.progress_steps": ("StepProgress",),
        "planning.reasons": ("Freed", "Reasons"),
        "planning.request": ("PlanError", "Request"),
    },
    "kla_rules.units": {
        "units.model": ("Units", "UnitsError"),
        "units.rollup": ("Rollup", "UnitShare", "UnitsToFix"),
        "units.status": ("UnitStatus", "UnitStatuses", "unit_status"),
    },
    "kla_rules.participation": {
        "participation.model": ("ForumError", "ForumRecords"),
        "participation.picture": ("ForumPicture", "ForumUnit", "Suggestion", "assess_forum"),
        "participation.record": ("ForumRecord",),
    },
    "kla_rules.rounds": {
        "rounds.changes": ("Change", "ClusterChange"),
        "rounds.history": ("History",),
        "rounds.history_model": ("HistoryRow", "PublishedLevel", "PublishedRound", "Tenure"),
        "rounds.outlook": (
            "OutlookRow", "PublishedDrop", "VerificationOutlook", "verification_outlook",
        ),
        "rounds.province": ("Province", "assess_province"),
        "rulesets.edition_of_year": ("Awarded", "Round", "list_rounds"),
    },
    "kla_rules.regions": {
        "regions.given": ("RefusedProfile",),
        "regions.result": ("Evaluations",),
    },
    "kla_rules.sweeps": {
        "sweeps.model": ("Sweep",),
        "sweeps.swept_model": ("SweptAfter", "SweptLevel", "SweptPart", "SweptSource"),
        "sweeps.table_model": ("SweepTable", "SweptCount"),
    },
    "kla_rules.merging": {
        "merging.model": ("Conflict", "Merged", "MergedSource", "Said"),
    },
    "kla_rules.differences": {
        "differences.model": (
            "AnswerDifference", "Cause", "ComparedSide", "DocumentDifference",
            "EvidenceDifference", "Explanation", "KindOfCause", "NodeDifference",
            "NoteDifference", "RequirementDifference", "RuleDifference",
        ),
        "differences.result": ("EvaluationDifference",),
        "differences.replay_model": ("MovedValue", "Replay", "ReplayReason"),
        "differences.replay_reading": ("StoredResultError",),
    },
    "kla_rules.cases": {
        "cases.case": ("Case", "Event"),
        "cases.groups": ("GroupHandling",),
        "cases.handling": ("Handling", "assess_handling"),
        "cases.judged": ("CaseHandling", "RuleState"),
        "cases.model": ("CaseRecords", "CasesError"),
        "cases.settings_model": ("HandlingSettings", "ReviewReason", "TimeLimit"),
        "cases.times": ("Moment",),
    },
    "kla_rules.charts": {
        "charts.chart": ("Chart",),
        "evaluation.charts": ("band_line", "cluster_bars"),
        "evaluation.waterfall": ("gap_waterfall",),
        "planning.charts": ("plan_timeline",),
        "rounds.charts": ("history_line",),
        "sweeps.charts": ("sweep_bars",),
        "units.charts": ("unit_strip",),
        "validation.comparison.charts": ("transition_table",),
    },
    "kla_rules.report": {
        "report.document": ("report",),
    },
    "kla_rules.templates": {
        "templates.model": ("TableTemplate", "TemplateColumn"),
        "templates.tables": ("table_template",),
    },
    "kla_rules.spark": {
        "spark.frames": ("evaluate",),
    },
    "kla_rules.serve": {
        "serve.asgi": ("application",),
    },
    "kla_rules.imports": {
        "imports.model": ("Imported", "ImportRefusedError", "Remark"),
        "imports.suggesting": ("MappingSuggestion",),
    },
    "kla_rules.validation": {
        "validation.proofs.model": ("Proofs", "RuleWitness", "Verdict"),
        "validation.mutation.model": ("Damage", "Example", "Mutation"),
        "validation.mutation.mutate": ("mutate",),
        "rulesets.difference": ("Change",),
        "validation.comparison.correspondence": ("Correspondence", "Pairs", "SamePart"),
        "validation.comparison.effects": ("Effects", "Unknown", "Witness"),
        "validation.comparison.moved_model": (
            "AppliedChange", "Effect", "Moved", "MovedByChange", "MovedRegion", "Share", "Standing",
        ),
        "validation.comparison.nation": ("synthetic_nation",),
        "validation.comparison.refused": ("Refused",),
        "validation.comparison.result": ("Comparison", "ScoreChange"),
        "validation.covered.cover": ("coverage",),
        "validation.covered.model": ("Coverage", "RulesCoverage", "Target"),
    },
    "kla_rules.typed": {
        "typed.schemas": ("openapi_schemas",),
        "typed.forms.common": (
            "CitedNoteDict", "FindingDict", "NoteDict", "ProvenanceDict", "TextDict",
        ),
        "typed.forms.comparison": (
            "ComparisonChangeDict", "ComparisonDict", "ComparisonRefusedDict",
        ),
        "typed.forms.coverage": ("CoverageDict",),
        "typed.forms.deciding": ("DecidingDict",),
        "typed.forms.difference": ("DifferenceDict",),
        "typed.forms.evaluation": (
            "EvaluationAdvisoryDict", "EvaluationDict", "EvaluationEvidenceDict",
            "EvaluationProvenanceDict", "EvaluationRecordDict", "EvaluationRequirementDict",
            "EvaluationStepDict",
        ),
        "typed.forms.evaluations": ("EvaluationsDict",),
        "typed.forms.evidence_required": ("EvidenceRequiredDict",),
        "typed.forms.findings": ("FindingsDict",),
        "typed.forms.forum": ("ForumDict",),
        "typed.forms.handling": ("HandlingDict",),
        "typed.forms.imported": ("ImportedDict",),
        "typed.forms.history": ("HistoryChangeDict", "HistoryDict"),
        "typed.forms.merged": (
            "MergedConflictDict", "MergedConflictSaidDict", "MergedDict", "MergedSourceDict",
        ),
        "typed.forms.moved": ("MovedDict",),
        "typed.forms.mutation": ("MutationDict",),
        "typed.forms.outlook": ("VerificationOutlookDict",),
        "typed.forms.plan": ("PlanDict",),
        "typed.forms.profile": ("ProfileAnswerDict", "ProfileDict"),
        "typed.forms.progress": ("ProgressDict",),
        "typed.forms.proofs": ("ProofsDict",),
        "typed.forms.province": ("ProvinceDict",),
        "typed.forms.replay": ("ReplayDict", "ReplayMovedDict", "ReplayReasonDict"),
        "typed.forms.rollup": ("RollupDict",),
        "typed.forms.round": ("RoundAwardedDict", "RoundDict"),
        "typed.forms.sensitivity": ("SensitivityDict",),
        "typed.forms.sweep": ("SweepDict",),
        "typed.forms.sweep_table": ("SweepTableDict",),
        "typed.forms.table_file": ("TableFileDict",),
        "typed.forms.unit_status": ("UnitStatusesDict",),
        "typed.forms.what_if": ("WhatIfDict",),
    },
    "kla_rules.testing": {
        "testing.properties": ("PROPERTIES",),
        "testing.properties.interpreters": ("Interpreters",),
        "testing.properties.failure_model": ("Failure", "PropertyError"),
        "testing.properties.model": ("Property",),
        "testing.properties.overlaid": ("overlay_conservative",),
        "testing.properties.plans": ("plan_reaches",),
        "testing.properties.points": ("monotone", "range_sound", "total", "unknown_not_zero"),
        "testing.properties.results": (
            "engines_agree", "never_raises", "order_free", "translation_complete",
        ),
        "testing.properties.statuses": ("status_through_case",),
        "testing.small": ("small_edition", "small_rules"),
        "testing.strategies.changed_rules": ("mutated", "rule_changes"),
        "testing.strategies.completions": ("completions",),
        "testing.strategies.editions": ("editions",),
        "testing.strategies.printed": ("printed",),
        "testing.strategies.profiles": ("profiles",),
        "testing.strategies.records": ("forum_records", "incidents", "units"),
        "testing.strategies.tables": ("overlays", "scales"),
    },
}  # fmt: skip

# What the package itself offered before under another name; it goes with 1.0.
RENAMED: Final[Mapping[str, str]] = {
    "EditionSummary": "model.EditionSummary",
    "ForumError": "participation.ForumError",
    "ForumPicture": "participation.ForumPicture",
    "ForumRecords": "participation.ForumRecords",
    "Gap": "evaluation.Gap",
    "Handling": "cases.Handling",
    "History": "rounds.History",
    "Incidents": "cases.CaseRecords",
    "IncidentsError": "cases.CasesError",
    "NodeResult": "evaluation.NodeResult",
    "PlanError": "planning.PlanError",
    "PlannedStep": "planning.PlannedStep",
    "PointsBySource": "evaluation.PointsBySource",
    "Province": "rounds.Province",
    "PublishedLevel": "rounds.PublishedLevel",
    "PublishedRound": "rounds.PublishedRound",
    "Record": "evaluation.Record",
    "Rollup": "units.Rollup",
    "Sensitivity": "evaluation.Sensitivity",
    "SolverError": "planning.SolverError",
    "Step": "steps.Step",
    "StepResult": "steps.StepResult",
    "UnitStatus": "units.UnitStatus",
    "UnitStatuses": "units.UnitStatuses",
    "Units": "units.Units",
    "UnitsError": "units.UnitsError",
    "VerificationOutlook": "rounds.VerificationOutlook",
    "WhatIf": "evaluation.WhatIf",
    "forum": "participation.assess_forum",
    "handling": "cases.assess_handling",
    "province": "rounds.assess_province",
    "sensitivity": "Evaluation.sensitivity",
    "unit_status": "units.unit_status",
    "verification_outlook": "rounds.verification_outlook",
}


def offered(
    package: str,
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """Return `__all__`, `__getattr__` and `__dir__` of a package, of the table above.

    Args:
        package: its `__name__`.
    """
    homes = {name: home for home, names in NAMES[package].items() for name in names}
    packages = [name.removeprefix(f"{package}.") for name in NAMES if package == PACKAGE != name]

    def attribute(name: str) -> Any:  # noqa: ANN401 - PEP 562
        if name in homes:
            value = getattr(importlib.import_module(f"{PACKAGE}.{homes[name]}"), name)
            setattr(importlib.import_module(package), name, value)
            return value
        if name in packages:
            return importlib.import_module(f"{package}.{name}")
        if package == PACKAGE and name in RENAMED:
            return _renamed(name, RENAMED[name])
        raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)

    return [*sorted(homes)], attribute, lambda: sorted({*homes, *packages})


def _renamed(old: str, new: str) -> Any:  # noqa: ANN401 - any public name
    """Return what a public name of before is now, and warn whoever wrote it."""
    warnings.warn(
        f"{PACKAGE}.{old} is now {PACKAGE}.{new}; the old name goes with version 1.0",
        DeprecationWarning,
        stacklevel=3,
    )
    return operator.attrgetter(new)(importlib.import_module(PACKAGE))
