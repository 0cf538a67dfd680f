"""A plan as it was kept: a `Plan`, or what is said to come from `kla plan --format json`."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.findings import Finding, Path
from kla_rules.core.frozen import frozen_map, frozen_value
from kla_rules.core.given import GivenFile, given_file
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import LARGEST, thousandths
from kla_rules.core.reading.documents import Document, Map
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.core.reading.read import bytes_of, read_bytes, read_value
from kla_rules.core.reading.schemas import schema_findings
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.planning.months import Month, month_of
from kla_rules.planning.plain import plan_as_json
from kla_rules.planning.plan import Plan
from kla_rules.planning.request import PlanError

_SCHEMA: Final = "kla-rules/plan"
_VERSION: Final = 1


@frozen(repr=False)
class KeptStep(Shown):
    """A step of a plan, as it was kept.

    Attributes:
        id, title, responsible: what is done, and the agency that does it.
        starts, ends: months of the plan, counted from 1.
        first: ids of the steps of the plan that must come before it.
        low_thousandths: thousandths that the plan secures once it is done.
        expected_thousandths: by question, the thousandths before it and once it is done.
    """

    id: str
    title: Text
    responsible: str | None
    starts: int
    ends: int
    first: tuple[str, ...]
    low_thousandths: int
    expected_thousandths: Mapping[str, tuple[int, int]] = field(converter=frozen_map)


@frozen(repr=False)
class KeptPlan(Shown):
    """A plan, as it was kept.

    Attributes:
        edition, region, target: ids of the edition and of the level, name of the region or None.
        illustrative: its figures are invented for illustration.
        feasible: the level was within reach; without that there are no steps.
        start: its first month, or None where months are only counted.
        begins_thousandths: thousandths that it counts from.
        floor_thousandths: the fewest thousandths that reached the target.
        margin_thousandths: thousandths that were asked for beyond them.
        range_thousandths: the fewest and the most thousandths then.
        levels_possible: ids of the levels that were possible then, lowest first.
        secured_thousandths: by node the thousandths that were secured, where there were any.
        steps: in the order of the plan.
        asked, record: what it kept to, and what it was made from, as it was kept.
    """

    edition: str
    region: str | None
    target: str
    illustrative: bool
    feasible: bool
    start: Month | None
    begins_thousandths: int
    floor_thousandths: int
    margin_thousandths: int
    range_thousandths: tuple[int, int]
    levels_possible: tuple[str | None, ...]
    secured_thousandths: Mapping[str, int] = field(converter=frozen_map, repr=False)
    steps: Listed[KeptStep] = field(converter=listed)
    asked: Mapping[str, Any] = field(converter=frozen_value, repr=False)
    record: Mapping[str, Any] = field(converter=frozen_value, repr=False)


PlanSource = Plan | KeptPlan | GivenFile | Mapping[str, Any]


def kept_plan(plan: PlanSource) -> KeptPlan:
    """Return a plan as it was kept.

    Args:
        plan: a plan; the path, the bytes or the values of what
            `kla plan --format json` wrote, or the file of it, open.

    Raises:
        PlanError: with everything that is wrong with what was kept.
        TypeError: for anything else.
    """
    if isinstance(plan, KeptPlan):
        return plan
    document = _document(plan)
    findings = [*document.findings] or _findings(document)
    if findings:
        raise PlanError(findings)
    reader = _Reader(document)
    kept = reader.plan()
    if reader.findings:
        raise PlanError(reader.findings)
    return kept


def _document(plan: Plan | GivenFile | Mapping[str, Any]) -> Document:
    if isinstance(plan, Plan):
        return read_value(plan_as_json(plan, solved=False))
    if isinstance(plan, Mapping):
        return read_value(plan)
    expected = "a Plan, or the path, the bytes or the values of a plan that was kept"
    path = given_file("plan", plan, expected=expected)
    data = bytes_of(path, MAX_BYTES)
    if isinstance(data, Finding):
        return Document(None, str(path), (data,))
    return read_bytes(data, file=str(path), json=True)


def _findings(document: Document) -> list[Finding]:
    """Return what is wrong with the form: first whether it is a plan of ours at all."""
    root = document.root
    found = root.get("schema") if isinstance(root, Map) else root
    if found != _SCHEMA:
        return [document.locate(Finding("progress.no-plan", {"found": found}, ("schema",)))]
    version = root.get("schema_version")
    if version != _VERSION or isinstance(version, bool):
        values = {"found": version, "known": _VERSION}
        return [document.locate(Finding("progress.version", values, ("schema_version",)))]
    if "before" not in root:
        return [document.locate(Finding("progress.older", path=()))]
    return schema_findings(document, "plan")


class _Reader:
    """Takes what is asked of a plan that fits its schema; figures out of bounds are findings."""

    def __init__(self, document: Document) -> None:
        self.document, self.root = document, document.root
        self.findings: list[Finding] = []

    def found(self, finding_id: str, values: Mapping[str, Any], *path: str | int) -> None:
        self.findings.append(self.document.locate(Finding(finding_id, values, path)))

    def points(self, *path: str | int, least: int = 0) -> int:
        """Return the thousandths at a path."""
        value = self.root
        for part in path:
            value = value[part]
        try:
            points = thousandths(value)
        except (ValueError, OverflowError):
            points = least - 1
        if not least <= points <= LARGEST:
            self.found("plan.no-points", {"found": value}, *path)
        return points

    def plan(self) -> KeptPlan:
        """Return the plan."""
        root = self.root
        start = None if root["start"] is None else month_of(root["start"])
        if start is None and root["start"] is not None:
            self.found("plan.no-month", {"found": root["start"]}, "start")
        floor = self.points("score", 1) - self.points("above_floor", least=-LARGEST)
        ends = [self.points("before", "score_range", end) for end in (0, 1)]
        ids: set[str] = set()
        for index, step in enumerate(root["steps"]):
            if step["id"] in ids:
                self.found("progress.twice", {"step": step["id"]}, "steps", index, "id")
            ids.add(step["id"])
        return KeptPlan(
            edition=root["edition"],
            region=root["region"],
            target=root["target"],
            illustrative=root["illustrative"],
            feasible=root["feasible"],
            start=start,
            begins_thousandths=self.points("begins", "score"),
            floor_thousandths=floor,
            margin_thousandths=self.points("asked", "margin"),
            range_thousandths=(ends[0], ends[1]),
            levels_possible=tuple(root["before"]["levels_possible"]),
            secured_thousandths={
                node: self.points("before", "secured", node) for node in root["before"]["secured"]
            },
            steps=tuple(map(self.step, range(len(root["steps"])))),
            asked=root["asked"],
            record=root["record"],
        )

    def step(self, index: int) -> KeptStep:
        """Return a step."""
        step, here = self.root["steps"][index], ("steps", index)
        return KeptStep(
            id=step["id"],
            title=Text(step["title"]["id"], step["title"]["en"]),
            responsible=step["responsible"],
            starts=step["starts"],
            ends=step["ends"],
            first=tuple(step["first"]),
            low_thousandths=self.points(*here, "score"),
            expected_thousandths={
                one["question"]: self.expected((*here, "expected", place, "points"))
                for place, one in enumerate(step["expected"])
            },
        )

    def expected(self, path: Path) -> tuple[int, int]:
        """Return the thousandths before a step and once it is done, which are no fewer."""
        before = self.points(*path, 0)
        return before, self.points(*path, 1, least=before)
