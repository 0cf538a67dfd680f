"""Whatever a stranger's value does: an error with findings, or a sentence on the type expected."""

import inspect
import pickle
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.conditions.durable import DurableError
from kla_rules.model.table import Band, Table
from kla_rules.planning.highs import SolverError
from kla_rules.testing import small_edition, small_rules
from support import ROOT, TREE, examples, public_names, steps_in

EXAMPLES = ROOT / "examples"
ROWS_OF_A_FILE = EXAMPLES / "none.csv"  # no file: nothing is written
CITY = EXAMPLES / "kota-pasuruan"
# What was expected, and what was given.
SENTENCE = re.compile(r"\S.* (is|are|needs) \S.*, not \S.*", re.DOTALL)
SMALL = small_edition()
PROFILE = kla.Profile.from_dict({"stage": "self", "year": 2024, "points": {"1.1": 1}}, SMALL)
RESULT = kla.evaluate(PROFILE)
OTHER = kla.evaluate(kla.Profile.from_dict({"stage": "self", "year": 2024, "points": {"K1": 1}}))
UNITS = kla.units.Units.read(CITY / "units.csv")
CASES = [{"id": "c-1", "risk": "high", "reported": "2025-03-02 08:15 WIB"}]
RECORDS = [{"id": "a", "kind": "innovation", "document": "report", "title": "Laporan"}]
HANDLING: dict[str, Any] = {"settings": "kota-payakumbuh", "as_of": "2025-03-02"}
SETTINGS = yaml.safe_load((ROOT / "rules" / "handling" / "kota-payakumbuh.yaml").read_text("utf-8"))
CITY_RESULT = kla.evaluate(kla.Profile.read(EXAMPLES / "kota-pasuruan-illustrative.yaml"))
ADVISED = kla.evaluate(kla.Profile.read(EXAMPLES / "kota-contoh-2019-illustrative.yaml"))
HANDLED = kla.cases.assess_handling(CASES, **HANDLING)
KEPT = kla.plan(CITY_RESULT, "pratama", start="2026-01").to_dict()
STEP = next(iter(steps_in(TREE).steps))
FINDING = kla.Finding("plan.backed")
REPLAYED = kla.verify({**RESULT.to_dict(), "score": 0.5}, PROFILE)

with tempfile.TemporaryDirectory() as folder:
    rows = Path(folder, "rows.csv")
    rows.write_text("1.1\n1\n")
    ONE_ROW = kla.evaluate_table_file(rows, Path(folder, "results.csv"), edition=SMALL)

WARDS = b"Kecamatan,Kelurahan,PATBM\nContoh,Satu,ada\n"
MAPPING = {
    "layout": "ward-table",
    "header": 1,
    "kind": "kelurahan",
    "columns": [
        {"column": "A", "is": "name", "of": "kecamatan"},
        {"column": "B", "is": "name", "of": "village"},
        {"column": "C", "is": "fact", "fact": "patbm"},
    ],
}
IMPORTED = kla.import_files(WARDS)

SWEEP = kla.sweep(RESULT, vary="verification", n=20)
SWEEPS = kla.sweep([PROFILE], vary="verification", n=20)

# Arguments with which each function answers; a wrong value then takes the place of one of them.
COVERAGE = kla.validation.coverage(ROOT / "rules" / "kla-2011")
FUNCTIONS: Mapping[str, dict[str, Any]] = {
    "charts.band_line": {"evaluation": RESULT},
    "charts.cluster_bars": {"evaluation": RESULT},
    "charts.gap_waterfall": {"evaluation": RESULT, "target": SMALL.levels[0].id},
    "charts.history_line": {"history": kla.rounds.History([OTHER])},
    "charts.sweep_bars": {"sweep": SWEEP},
    "charts.plan_timeline": {"plan": kla.plan(PROFILE, SMALL.levels[0].id)},
    "charts.transition_table": {"comparison": kla.compare(SMALL, SMALL, [PROFILE], limit=0)},
    "charts.unit_strip": {"statuses": kla.units.unit_status(UNITS)},
    "check": {"path": CITY / "profile.yaml"},
    "compare_evaluations": {"old": RESULT, "new": RESULT},
    "compare": {"old": SMALL, "new": SMALL, "profiles": [PROFILE], "limit": 0},
    "validation.mutate": {"path": "rules/kla-2019", "kinds": ["cap-lost"], "limit": 0},
    "validation.synthetic_nation": {"edition": SMALL, "regions": 2},
    "schema": {"name": "evaluation", "edition": SMALL},
    "packaged_files": {"what": "schemas"},
    "typed.openapi_schemas": {"names": ["findings"], "edition": SMALL},
    "edition": {"which": "kla-2024"},
    "editions": {},
    "rounds.list_rounds": {},
    "evaluate": {"profile": PROFILE},
    "form_schema": {"edition": SMALL},
    "profile_form": {"edition": SMALL},
    "profile_form_csv": {"edition": SMALL},
    "import_files": {"paths": WARDS, "mapping": MAPPING, "year": 2024, "edition": TREE},
    "suggest_mapping": {"path": WARDS, "edition": TREE},
    "templates.table_template": {"of": "units", "edition": TREE},
    "language": {"name": "en"},
    "evaluate_many": {"profiles": [PROFILE]},
    # Without a session there is no frame: whatever else is wrong is told before.
    "spark.evaluate": {"df": None, "edition": SMALL},
    "table_sql": {
        "edition": SMALL,
        "dialect": "postgres",
        "table": "rows",
        "columns": ["total"],
    },
    "evaluate_table": {"table": pa.table({"total": [1.0]}), "edition": SMALL},
    "check_table": {"table": pa.table({"total": [1.0]}), "edition": SMALL},
    "evaluate_table_file": {"source": ROWS_OF_A_FILE, "target": "out.csv"},
    "merge_profiles": {"sources": [PROFILE]},
    "participation.assess_forum": {"records": RECORDS},
    "cases.assess_handling": {"incidents": CASES, **HANDLING},
    "plan": {"profile": PROFILE, "target": SMALL.levels[0].id, "time_limit": 1.0},
    "planning.assess_progress": {"plan": KEPT, "profile": CITY_RESULT, "as_of": "2026-05"},
    "report.report": {"evaluation": RESULT},
    "serve.application": {"editions": [SMALL]},
    "rounds.assess_province": {"results": {"Kota X": "madya"}},
    "rollup": {"units": UNITS},
    "sweep": {"profile": PROFILE, "vary": "verification", "n": 20},
    "table_of": {"results": [RESULT]},
    "testing.completions": {"profile": PROFILE},
    "testing.editions": {},
    "testing.forum_records": {"edition": TREE, "most": 3},
    "testing.incidents": {"most": 3},
    "testing.mutated": {"edition": SMALL},
    "testing.overlays": {"edition": SMALL},
    "testing.printed": {"profile": PROFILE},
    "testing.profiles": {"edition": SMALL},
    "testing.rule_changes": {"edition": SMALL},
    "testing.scales": {"edition": SMALL},
    "testing.small_edition": {"rules": small_rules()},
    "testing.units": {"edition": TREE, "most": 3},
    "testing.small_rules": {},
    "interview.begin_interview": {"evaluation": RESULT},
    "prove": {"rules": SMALL},
    "validation.coverage": {"path": ROOT / "rules" / "kla-2011", "cases": ()},
    "Evaluation.sensitivity": {"self": RESULT},
    "units.unit_status": {"units": UNITS},
    "verify": {"stored": RESULT.to_dict(), "profile": PROFILE, "edition": SMALL},
    "rounds.verification_outlook": {"evaluation": RESULT},
}
CLASSES: Mapping[str, dict[str, Any]] = {
    "participation.ForumRecords.from_rows": {"rows": RECORDS},
    "participation.ForumRecords.read": {"path": CITY / "forum.csv"},
    "rounds.History": {"entries": [OTHER]},
    "rounds.History.read": {"path": EXAMPLES / "kota-pasuruan-history.yaml"},
    "cases.CaseRecords.from_rows": {"rows": CASES},
    "cases.CaseRecords.read": {"path": CITY / "incidents.csv"},
    "Profile.from_dict": {"data": {"year": 2024, "points": {"K1": 1}}},
    "Profile.read": {"path": EXAMPLES / "kota-pasuruan-illustrative.yaml"},
    "rounds.Province.read": {"path": EXAMPLES / "provinsi-contoh-illustrative.yaml"},
    "Scale.read": {"path": "scale.yaml", "edition": TREE},
    "units.Units.from_rows": {"rows": [{"id": "k", "name": "K", "kind": "kecamatan"}]},
    "units.Units.read": {"path": CITY / "units.csv"},
}


def _scale() -> kla.Scale:
    """Return a scale that an overlay of the examples brings along as one of its tables."""
    from kla_rules.core.reading.read import read_value
    from kla_rules.rulesets.scales import scale_in

    content = {"id": "s", "edition": "small", "source": "invented", "illustrative": True}
    return scale_in(read_value({**content, "scales": {}}), SMALL)[0]  # type: ignore[return-value]


def _failure() -> kla.testing.Failure:
    """Return what is told of a law that a broken interpreter does not keep to."""
    with pytest.raises(kla.testing.PropertyError) as error:
        kla.testing.never_raises.check(PROFILE, rules=SMALL, explain=lambda *_: 1 / 0)
    return error.value.failure


# Objects whose methods are tried, with arguments that they take.
CONFLICT = kla.merge_profiles(
    [{"points": {"total": 1}}, {"points": {"total": 2}}], on_conflict="keep"
).conflicts[0]
COMPARED = kla.compare("kla-2019", "kla-2022", limit=0)
OBJECTS: Mapping[str, tuple[object, Mapping[str, dict[str, Any]]]] = {
    "Change": (
        COMPARED.changes[0],
        {"text": {"language": "en"}, "side": {"which": "was", "language": "en"}},
    ),
    "Comparison": (COMPARED, {}),
    "EvaluationDifference": (kla.compare_evaluations(RESULT, OTHER), {}),
    "Moved": (kla.compare(SMALL, SMALL, [PROFILE], limit=0).moved, {}),
    "columns.TableFile": (ONE_ROW, {}),
    "columns.TableProgress": (kla.columns.TableProgress(1, 2, 0, 1.0), {}),
    "charts.Chart": (kla.charts.band_line(RESULT), {}),
    "AdvisoryResult": (CITY_RESULT.advisories[0], {"to_dict": {"edition": TREE}}),
    "Answer": (
        next(iter(CITY_RESULT.profile.answers.values())),
        {"thousandths": {"node": TREE.nodes[-1]}, "is_exact": {"node": TREE.nodes[-1]}},
    ),
    "Edition": (TREE, {}),
    "Evidence": (next(iter(TREE.evidence.values())), {}),
    "Level": (TREE.levels[0], {}),
    "EditionSummary": (kla.editions()[0], {}),
    "Evaluation": (RESULT, {}),
    "regions.Evaluations": (kla.evaluate_many([PROFILE]), {}),
    "merging.Conflict": (CONFLICT, {}),
    "merging.Merged": (kla.merge_profiles([PROFILE]), {}),
    "merging.MergedSource": (kla.merge_profiles([PROFILE]).sources[0], {}),
    "merging.Said": (CONFLICT.said[0], {}),
    "Finding": (FINDING, {"at": {"file": "a.yaml", "position": (1, 1)}}),
    "ForumPicture": (kla.participation.assess_forum(RECORDS), {}),
    "EvidenceSummary": (RESULT.evidence, {"to_dict": {"whole": True}}),
    "GroupHandling": (HANDLED.region, {"median": {"limit": "outreach", "fewest": 1}}),
    "Moment": (
        HANDLED.as_of,
        {
            "begins_by": {"until": HANDLED.as_of},
            "day": {"zone": "WIB"},
            "days": {"zone": "WIB"},
            "in_zone": {"zone": "WIB"},
            "until": {"last": 0},
        },
    ),
    "RequirementResult": (ADVISED.requirements[0], {"to_dict": {"edition": ADVISED.edition}}),
    "Table": (Table("ours", (Band(0, 50, 2_500),)), {}),
    "Text": (TREE.title, {}),
    "Handling": (HANDLED, {}),
    "rounds.History": (kla.rounds.History([OTHER]), {}),
    "Imported": (IMPORTED, {}),
    "Remark": (IMPORTED.remarks[0], {"text": {"language": "en"}}),
    "TableTemplate": (kla.templates.table_template("units", TREE), {}),
    "MappingSuggestion": (kla.suggest_mapping(WARDS), {"text": {"language": "en"}}),
    "Note": (kla.Note("total.declared-differs", {"declared": 1, "sum": 2}), {}),
    "Plan": (kla.plan(PROFILE, SMALL.levels[0].id), {}),
    "Progress": (
        kla.planning.assess_progress(KEPT, CITY_RESULT),
        {"in_state": {"state": "done"}},
    ),
    "PointsBySource": (RESULT.provenance, {}),
    "Profile": (PROFILE, {}),
    "Province": (kla.rounds.assess_province({"Kota X": "madya"}), {}),
    "Record": (RESULT.record, {}),
    "Rollup": (kla.rollup(UNITS), {"to_reach": {"question": "26.10", "target": 80}}),
    "Sensitivity": (RESULT.sensitivity(), {}),
    "sweeps.Sweep": (SWEEP, {"scenarios": {"count": 2}}),
    "sweeps.SweepTable": (SWEEPS, {}),
    "Interview": (kla.interview.begin_interview(RESULT), {"take": {"line": "penuh"}}),
    "Turn": (kla.interview.begin_interview(RESULT).take("?"), {}),
    "Units": (UNITS, {}),
    "UnitStatuses": (kla.units.unit_status(UNITS), {}),
    "VerificationOutlook": (kla.rounds.verification_outlook(RESULT), {}),
    "testing.Failure": (_failure(), {"text": {"language": "en"}}),
    "testing.Property": (
        kla.testing.total,
        {name: {"rules": SMALL} for name in ("applies", "skipped", "examples")}
        | {"again": {"example": [{"year": 2024}], "rules": SMALL}},
    ),
    "validation.Mutation": (
        kla.validation.mutate("rules/kla-2019", kinds=["cap-lost"]),
        {"of": {"outcome": "check"}},
    ),
    "validation.Coverage": (COVERAGE, {"text": {"language": "en", "whole": False}, "to_dict": {}}),
    "validation.RulesCoverage": (COVERAGE.rules[0], {"of": {"kind": "floor"}}),
    "validation.Proofs": (kla.prove(SMALL), {"of": {"outcome": "proved"}}),
    "WhatIf": (RESULT.with_points({}), {}),
    "differences.Replay": (REPLAYED, {"of": {"kind": "result"}}),
    "differences.MovedValue": (REPLAYED.moved[0], {}),
    "differences.ReplayReason": (REPLAYED.reasons[0], {"text": {"language": "en"}}),
}


ROW = {"id": "k", "name": "K", "kind": "kecamatan"}


def _profile(**keys: object) -> kla.Profile:
    return kla.Profile.from_dict({"year": 2024, "points": {"K1": 1}, **keys})


# A value at a place within an argument.
WITHIN: Mapping[str, Callable[[Any], object]] = {
    "answer": lambda value: _profile(answers={"2.4": value}),
    "answer document": lambda value: _profile(answers={"2.4": {"evidence": [value]}}),
    "answer fraction": lambda value: _profile(answers={"2.5": {"fraction": value}}),
    "answer option": lambda value: _profile(answers={"2.4": {"option": value}}),
    "answer units": lambda value: _profile(
        answers={"26.10": {"units": {"part": value, "whole": 3}}}
    ),
    "answers accepted": lambda value: OBJECTS["ForumPicture"][0].answers([value]),  # type: ignore[attr-defined]
    "declared total": lambda value: _profile(declared_total=value),
    "edition of a profile": lambda value: _profile(edition=value),
    "entry of a history": lambda value: kla.rounds.History([value]),
    "event of a case": lambda value: kla.cases.CaseRecords.from_rows(
        [{**CASES[0], "reported": value}]
    ),
    "expected units": lambda value: kla.units.Units.from_rows([ROW], expected={"kecamatan": value}),
    "key of a row": lambda value: kla.units.Units.from_rows([{**ROW, _key(value): 1}]),
    "kind of a record": lambda value: kla.participation.ForumRecords.from_rows(
        [{**RECORDS[0], "kind": value}]
    ),
    "kind of a unit": lambda value: kla.units.Units.from_rows([{**ROW, "kind": value}]),
    "level of a region": lambda value: kla.rounds.assess_province({"Kota X": value}),
    "limit of settings": lambda value: kla.cases.assess_handling(
        CASES, {**SETTINGS, "limits": value}, as_of="2025-03-02"
    ),
    "measure": lambda value: _profile(edition="kla-2019", year=2019, measures={"sra_share": value}),
    "name of a unit": lambda value: kla.units.Units.from_rows([{**ROW, "name": value}]),
    "node of points": lambda value: _profile(points={_key(value): 1}),
    "overlay": lambda value: kla.edition(overlays=[value]),
    "overlay content": lambda value: kla.edition(overlays=[{"id": "x", "edition": value}]),
    "points": lambda value: _profile(points={"K1": value}),
    "region": lambda value: _profile(region=value),
    "region code": lambda value: _profile(region={"name": "X", "kind": "kota", "code": value}),
    "region of a province": lambda value: kla.rounds.assess_province(
        {"Kota X": "madya"}, ["Kota X", value]
    ),
    "readings of a round": lambda value: kla.rounds.History(
        [kla.rounds.PublishedRound(2019, value)]
    ).to_dict(),
    "row of cases": lambda value: kla.cases.CaseRecords.from_rows([value]),
    "row of records": lambda value: kla.participation.ForumRecords.from_rows([value]),
    "row of units": lambda value: kla.units.Units.from_rows([value]),
    "scales of a profile": lambda value: _profile(scales=value),
    "stage": lambda value: _profile(stage=value),
    "step done": lambda value: kla.plan(PROFILE, "pratama", done=[value], time_limit=1),
    "step effort": lambda value: kla.plan(
        CITY_RESULT, "madya", efforts={STEP: value}, time_limit=0
    ),
    "step limits": lambda value: kla.plan(
        CITY_RESULT, "madya", agency_limits={TREE.agencies[0].id: value}, time_limit=0
    ),
    "step locked": lambda value: kla.plan(PROFILE, "pratama", locked=[value], time_limit=1),
    "step within what if": lambda value: RESULT.with_steps([value]),
    "what if answer": lambda value: RESULT.with_answers({"1.1": value}),
    "what if node": lambda value: RESULT.with_points({_key(value): 1}),
    "what if points": lambda value: RESULT.with_points({"1.1": value}),
    "year of a round": lambda value: kla.rounds.History(
        [kla.rounds.PublishedRound(value, ())]
    ).to_dict(),
    "year": lambda value: _profile(year=value),
}


def _key(value: object) -> Any:  # noqa: ANN401 - a stranger's value
    """Return a value as a key, or a text where it can be none."""
    try:
        hash(value)
    except TypeError:
        return "x"
    return value


@frozen
class Slot:
    """One parameter of a public function or method, and how the others are filled."""

    label: str
    function: Callable[..., Any]
    arguments: Mapping[str, Any]
    parameter: str

    def called_with(self, value: object) -> object:
        """Return what it answers, to its last line, or raise what it refuses the value with."""
        arguments = {**self.arguments, self.parameter: value}
        more = [arguments.pop("evaluations")] if "evaluations" in arguments else []
        result = self.function(
            *(arguments.values() if more else ()), *more, **({} if more else arguments)
        )
        if hasattr(result, "to_dict"):
            result.to_dict()
        return result


def _slots() -> Iterator[Slot]:
    for name, arguments in {**FUNCTIONS, **CLASSES}.items():
        yield from _of(f"kla.{name}", attrgetter(name)(kla), arguments)
    for name, (instance, given_by_method) in OBJECTS.items():
        for method in _methods(type(instance)):
            arguments = given_by_method.get(method, {})
            yield from _of(f"{name}.{method}", getattr(instance, method), arguments)
        if hasattr(instance, "__getitem__"):
            yield Slot(
                f"{name}[]", instance.__getitem__, {}, next(iter(_names(instance.__getitem__)))
            )
    for label, function in WITHIN.items():
        yield Slot(label, function, {}, "value")


def _of(label: str, function: Callable[..., Any], arguments: Mapping[str, Any]) -> Iterator[Slot]:
    for parameter in _names(function):
        yield Slot(f"{label}({parameter}=)", function, arguments, parameter)


def _names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the parameters that have a name; others are anybody's."""
    named = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    parameters = inspect.signature(function).parameters.values()
    return tuple(one.name for one in parameters if one.kind in named)


def _any_number(function: Callable[..., Any]) -> list[inspect.Parameter]:
    parameters = inspect.signature(function).parameters.values()
    return [one for one in parameters if one.kind is inspect.Parameter.VAR_POSITIONAL]


def _methods(kind: type) -> list[str]:
    return [
        name for name, method in vars(kind).items()
        if not name.startswith("_") and inspect.isfunction(method) and len(_names(method)) > 1
        and "example" not in {one.name for one in _any_number(method)}
    ]  # fmt: skip


SLOTS = list(_slots())


class _Strange:
    """A class of somebody else, as that of data frames is."""

    @property
    def columns(self) -> list[str]:
        """Return nothing that a table has."""
        return []


def _kinds() -> dict[str, Callable[[], Any]]:
    """Return by name what makes a value of a kind, anew for each call: generators are used up."""
    public = {
        "an edition": SMALL, "a profile": PROFILE, "an evaluation": RESULT, "units": UNITS,
        "a scale": _scale(), "a finding": FINDING, "a history": OBJECTS["rounds.History"][0],
    }  # fmt: skip
    plain: dict[str, Any] = {
        "huge negative": -(10**5000), "none": None, "true": True, "false": False, "zero": 0, "one": 1, "minus": -1,
        "float": 0.5, "nan": float("nan"), "infinite": float("inf"), "huge": 10**5000,
        "decimal nan": Decimal("NaN"), "signalling nan": Decimal("sNaN"), "complex": 1j,
        "empty text": "", "text": "x", "id": "99", "path like": "a/b", "folder": ".",
        "nul": "a\0b", "surrogate": "\ud800", "long text": "x" * 5000, "bytes": b"x",
        "path": Path("none.yaml"), "nul path": Path("a\0b"), "long path": Path("x" * 5000),
        "list": [], "list of texts": ["x"], "list of lists": [[[]]], "list of none": [None],
        "list of dicts": [{}], "list of numbers": [1, 2.5], "tuple": (), "set": {"x"},
        "dict": {}, "dict of text": {"x": "UTAMA"}, "dict of none": {"K1": None},
        "dict by number": {1: 1}, "dict by none": {None: {}}, "dict by tuple": {(1, 2): []},
        "nested": {"a": [{"b": {"c": [None, 1.5, "x"]}}]}, "class": _Strange, "type": dict,
        "object": object(), "function": lambda: None, "error": KeyError("x"),
    }  # fmt: skip
    return {
        **{name: partial(_same, value) for name, value in {**plain, **public}.items()},
        "generator": lambda: (part for part in ("x", None)),
        "list of itself": _around,
        "iterator of numbers": lambda: iter([1]),
    }


def _same(value: object) -> object:
    return value


def _around() -> list[Any]:
    around: list[Any] = []
    around.append(around)
    return around


KINDS = _kinds()


def outcome(slot: Slot, value: object) -> str:
    """Return whether a value was taken, or how it was refused; all else fails."""
    try:
        slot.called_with(value)
    except kla.KlaError as error:
        assert error.findings, slot.label
        for finding in error.findings:
            assert all(finding.parts("id") + finding.parts("en")), slot.label
        return "findings"
    except TypeError as error:
        assert SENTENCE.fullmatch(str(error)), (slot.label, str(error))
        return "type"
    return "taken"


def test_every_public_function_and_method_is_tried() -> None:
    public = {name: attrgetter(name)(kla) for name in public_names()}
    functions = {name for name, entry in public.items() if inspect.isfunction(entry)}
    assert functions == FUNCTIONS.keys() - {"Evaluation.sensitivity"}
    classes = {name: entry for name, entry in public.items() if inspect.isclass(entry)}
    tried_classes = {type(instance) for instance, _ in OBJECTS.values()} | {kla.Scale}
    for name, entry in classes.items():
        if not issubclass(entry, Exception) and _methods(entry):
            assert entry in tried_classes, name
        readers = {
            f"{name}.{reader}"
            for reader, method in vars(entry).items()
            if isinstance(method, classmethod | staticmethod) and not reader.startswith("_")
        }
        assert readers <= CLASSES.keys()


def _tries(slot: Slot, value: object) -> bool:
    """Return whether to try a value; what a caller's own function does when called is its own."""
    return not (slot.parameter == "read" and callable(value))


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_value_of_any_kind_at_any_parameter_is_taken_or_refused_with_a_reason(
    record_property: Callable[[str, object], None], *, thorough: bool
) -> None:
    counts: Counter[str] = Counter()
    for place, slot in enumerate(SLOTS):
        for number, made in enumerate(KINDS.values()):
            # The quick suite has every parameter and every kind, and a fifth of their pairs.
            if (thorough or (place + number) % 5 == 0) and _tries(slot, value := made()):
                counts[outcome(slot, value)] += 1
    record_property("calls", dict(counts))
    assert counts.total() > (8500 if thorough else 1700)
    assert min(counts[name] for name in ("taken", "findings", "type")) > 50


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.binary(max_size=4),
    st.dates(), st.sampled_from([*TREE.ids[:5], *SMALL.ids, "madya", "utama", "id"]),
)  # fmt: skip
KEYS = st.one_of(SCALARS, st.sampled_from(["points", "answers", "id", "evidence", "year", "value"]))
NESTED = st.recursive(
    SCALARS | st.decimals(),  # one that signals is no key
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@examples(3)
@given(NESTED)
def test_whatever_is_made_of_plain_values_is_taken_or_refused_with_a_reason(value: object) -> None:
    for slot in SLOTS:
        outcome(slot, value)


@pytest.mark.parametrize(
    ("call", "kind", "sentence"),
    [
        (lambda: kla.evaluate({}), TypeError, "profile is a Profile, not dict"),  # type: ignore[arg-type]
        (lambda: kla.evaluate(None), TypeError, "profile is a Profile, not NoneType"),  # type: ignore[arg-type]
        (lambda: kla.Evaluation.sensitivity(None), TypeError, "evaluation is an Evaluation, not NoneType"),  # type: ignore[arg-type]
        (lambda: kla.rounds.assess_province("x"), TypeError, "results is a mapping by name of the region, not str"),  # type: ignore[arg-type]
        (lambda: kla.rounds.assess_province({"KOTA X": "GOLD"}), ValueError, 'there is no level "GOLD"'),
        (lambda: kla.rounds.assess_province({}), ValueError, "at least one regency or city"),
        (lambda: kla.rounds.assess_province({"A": None}, ["B"]), ValueError, '"A" is not among the regions named'),
        (lambda: kla.rounds.assess_province({"Kota X": CITY_RESULT}), ValueError, "is of"),
        (lambda: RESULT.node("99"), KeyError, 'there is no node "99"'),
        (lambda: TREE.node("99"), KeyError, 'there is no node "99"'),
        (lambda: TREE.level("GOLD"), KeyError, 'there is no level "GOLD"'),
        (lambda: TREE.source("x"), KeyError, 'there is no source "x"'),
        (lambda: kla.cases.assess_handling(CASES, units=[5], **HANDLING), kla.units.UnitsError, "row"),  # type: ignore[arg-type]
        (lambda: kla.cases.assess_handling(CASES, "kota-payakumbuh", as_of="x"), ValueError, '"x"'),
        (lambda: kla.cases.assess_handling(CASES, "kota-payakumbuh", as_of=5), TypeError, "as_of is a text or a date, not int"),  # type: ignore[arg-type]
        (
            lambda: kla.rounds.verification_outlook(kla.evaluate(PROFILE, count="backed")),
            ValueError,
            "counts only what is backed",
        ),
        (lambda: RESULT.with_steps(["answer-1.2"]), ValueError, "gives is not known"),
        (lambda: kla.participation.assess_forum(RECORDS).answers(["6.1"]), kla.ArgumentError, 'an answer to "6.1"'),
        (lambda: kla.rollup(UNITS).to_reach("26.10", 101), ValueError, "101 is no share in per cent"),
        (lambda: kla.rollup(UNITS).names([99]), KeyError, 'there is no position "99"'),
        (
            lambda: kla.units.Units.from_rows([ROW], expected={"kecamatan": -1}),
            ValueError,
            "-1 is no number of units",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    call: Callable[[], object], kind: type[Exception], sentence: str
) -> None:
    with pytest.raises(kind, match=re.escape(sentence)) as caught:
        call()
    assert isinstance(caught.value, kla.KlaError | TypeError)


@pytest.mark.parametrize(
    ("error", "english", "indonesian"),
    [
        (kla.MissingExtraError("polars", "columns"), "this needs polars", "memerlukan polars"),
        (SolverError("nothing"), "the solver gave no answer", "pemecah tidak memberi jawaban"),
        (DurableError("failed"), "durable-rules could not decide", "durable-rules tidak dapat memutus"),
    ],
)  # fmt: skip
def test_an_error_without_an_input_has_a_finding_too(
    error: kla.KlaError, english: str, indonesian: str
) -> None:
    (finding,) = error.findings
    assert english in finding.text("en")
    assert indonesian in finding.text("id")


def test_errors_keep_their_classes_when_they_cross_a_process() -> None:
    for call in (lambda: TREE.node("x"), lambda: kla.evaluate(PROFILE, engine="x")):
        with pytest.raises(kla.ArgumentError) as caught:
            call()
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
        assert (type(again), again.findings) == (type(caught.value), caught.value.findings)
