"""The steps of an evaluation: what to do, what it can gain, what comes first, and why."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import field, frozen

from kla_rules.conditions.telling import Telling
from kla_rules.evaluation.evidence import asked_in_words
from kla_rules.model import Edition, Node, Requirement, Text
from kla_rules.model.step import Assumption, Catalogue, Step
from kla_rules.points import as_json, plain, share
from kla_rules.remedy.facts import REQUIREMENT, STEP, Fact, Given, Inferred, given
from kla_rules.texts.steps import STEPS
from kla_rules.texts.writing import LANGUAGES, write

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation

_EMPTY: Final = Catalogue({}, {}, Text("", ""), (), "")


@frozen
class StepResult:
    """A step that an evaluation asks for.

    Attributes:
        step: what to do.
        why: "requirement", "gap", "advisory", "prerequisite", "unanswered" or "unbacked".
        low, high: thousandths that it can gain; a range where answers are not known. What the
            assumed share of a gap gives; by themselves, since steps can mend the same questions.
        secures: thousandths that are claimed already and that filing the proof secures.
        questions: ids of the questions at which something is open.
        first: ids of steps that must come before it and are not known to be done.
        opens: ids of the steps that wait for it.
        assumption: effort, length and yield, which are assumed; None where nothing is.
        condition: what must hold before it and is not known to, in words; None where nothing is.
    """

    step: Step
    why: str
    low: int
    high: int
    secures: int = 0
    questions: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    assumption: Assumption | None = field(default=None)
    condition: Text | None = None

    @property
    def id(self) -> str:
        """Return the id of the step."""
        return self.step.id

    @property
    def counted(self) -> int:
        """Return the most thousandths it can gain, or none where no act decides them."""
        return 0 if self.step.is_outcome else self.high

    @property
    def worth(self) -> float:
        """Return points for each class of effort, to order by; an outcome is worth nothing."""
        effort = self.assumption.effort if self.assumption else 1
        gain = 0 if self.step.is_outcome else (self.low + self.high) / 2
        return (gain + self.secures) / effort

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        step, assumed = self.step, self.assumption
        return {
            "id": step.id,
            "kind": step.kind,
            "why": self.why,
            "title": step.title.to_dict(),
            "instruction": step.instruction.to_dict(),
            "points": [plain(self.low), plain(self.high)],
            "secures": plain(self.secures),
            "counts": not step.is_outcome,
            "questions": list(self.questions),
            "responsible": step.responsible,
            "supporting": list(step.supporting),
            "first": list(self.first),
            "opens": list(self.opens),
            "condition": self.condition and self.condition.to_dict(),
            "recurrence": step.recurrence,
            "assumed": assumed
            and {
                "effort": assumed.effort,
                "months": assumed.months,
                "share": as_json(assumed.share),
            },
            "source": step.provenance.source or None,
            "grade": step.provenance.grade,
        }


def infer(engine: str, known: Catalogue, facts: Given) -> Inferred:
    """Return what an engine infers from facts."""
    if engine == "durable":
        from kla_rules.remedy import durable  # noqa: PLC0415 - an extra, loaded by who asks for it

        return durable.infer(known, facts)
    from kla_rules.remedy import native  # noqa: PLC0415 - beside the other

    return native.infer(known, facts)


def steps_of(evaluation: "Evaluation") -> tuple[StepResult, ...]:
    """Return the steps of an evaluation: what holds a level first, then by points per effort.

    A step that must come before another stands before it.

    Raises:
        RuleError: if the catalogue of the edition is not in order.
        MissingExtraError: if the engine asked for is not installed.
    """
    known = evaluation.edition.catalogue or _EMPTY
    facts = given(evaluation)
    maker = _Maker(evaluation, known, facts, infer(evaluation.engine, known, facts))
    found = {one.id: one for one in (*maker.listed(), *maker.unlisted())}
    return tuple(_in_order(found))


class _Maker:
    """Makes results of what was inferred."""

    def __init__(
        self, evaluation: "Evaluation", known: Catalogue, facts: Given, inferred: Inferred
    ) -> None:
        self.evaluation, self.known, self.inferred = evaluation, known, inferred
        self.edition = evaluation.edition
        self.facts = {fact.node: fact for fact in facts.questions}
        self.states: dict[str, set[str]] = {}
        for node, state in inferred.needs:
            self.states.setdefault(node, set()).add(state)

    def listed(self) -> Iterator[StepResult]:
        """Yield the steps of the catalogue."""
        first: dict[str, list[str]] = {}
        opens: dict[str, list[str]] = {}
        for waits, before in sorted(self.inferred.required):
            first.setdefault(waits, []).append(before)
            opens.setdefault(before, []).append(waits)
        for step in self.known.steps.values():
            if step.id not in self.inferred.steps:
                continue
            assumed = self.known.assumptions[step.id]
            gains = [self._gain(self.facts.get(one), assumed) for one in step.mends]
            low, high = (self._room(step, [gain[end] for gain in gains], end) for end in (0, 1))
            is_open = [
                one for one in step.mends if self.states.get(one, set()) & {"gap", "unanswered"}
            ]
            yield StepResult(
                step,
                self._why(step),
                low,
                high,
                0,
                tuple(is_open),
                tuple(first.get(step.id, ())),
                tuple(opens.get(step.id, ())),
                assumed,
                self._condition(step),
            )

    def _condition(self, step: Step) -> Text | None:
        """Return what must hold before a step, where it is not known to hold."""
        if step.when is None or not self.states.get(STEP + step.id):
            return None
        return Text(*(Telling(self.edition, one).condition(step.when) for one in LANGUAGES))

    def _why(self, step: Step) -> str:
        if step.id not in self.inferred.proposed:
            return "prerequisite"
        gaps = any("gap" in self.states.get(one, ()) for one in step.mends)
        return "gap" if gaps else "advisory"

    def _gain(self, fact: Fact | None, assumed: Assumption) -> tuple[int, int]:
        """Return the fewest and the most thousandths that mending a question gains."""
        if fact is None:  # an overlay took its points away
            return 0, 0
        sure = share(assumed.share, 1, fact.maximum - fact.high)
        return sure, share(assumed.share, 1, fact.maximum - fact.low)

    def _room(self, step: Step, gains: Iterable[int], end: int) -> int:
        """Return gains as far as figures and caps above let them count.

        The fewest (end 0) leave room for what is unknown beside them, the most (end 1) for none.
        """
        reach, total = self.evaluation.claims[1], 0
        low = (reach.high, reach.low)[end]
        by_parent: dict[str, int] = {}
        for question, gain in zip(step.mends, gains, strict=True):
            parent = self.edition.node(question).parent or ""
            by_parent[parent] = by_parent.get(parent, 0) + gain
        for parent, gain in by_parent.items():
            room, name = gain, parent
            while name:
                position = self.edition.positions[name]
                room = min(room, self.edition.ceilings[position] - low[position])
                name = self.edition.nodes[position].parent or ""
            total += max(room, 0)
        return total

    def unlisted(self) -> Iterator[StepResult]:
        """Yield what no catalogue lists: to answer, to file, to meet a requirement."""
        for requirement in self.edition.requirements:
            states = self.states.get(REQUIREMENT + requirement.id, set())
            if states:
                yield self._required(requirement, sure="gap" in states)
        for node_id, fact in self.facts.items():
            states = self.states.get(node_id, set())
            node = self.edition.node(node_id)
            if "unanswered" in states:
                yield self._answer(node, fact)
            if "unbacked" in states:
                yield self._file(node, fact)

    def _answer(self, node: Node, fact: Fact) -> StepResult:
        step = _made("answer", node.id, node, {"node": node.id, "title": node.title})
        most = self._room(step, [fact.maximum - fact.low], 1)
        if self._covered(node):  # a figure above says what it all gives; an answer moves nothing
            most = 0
        return self._unlisted(step, "unanswered", most, (node.id,))

    def _covered(self, node: Node) -> bool:
        """Tell whether a node above has points of its own."""
        values, name = self.evaluation.claims[0].values, node.parent
        while name is not None:
            if values[self.edition.positions[name]] is not None:
                return True
            name = self.edition.node(name).parent
        return False

    def _file(self, node: Node, fact: Fact) -> StepResult:
        values = {"node": node.id, "title": node.title, "kinds": _asked(self.edition, node.id)}
        step = _made("file", node.id, node, values)
        secures = fact.low - fact.backed
        assumed = self.known.assumptions.get("kind:file")
        return StepResult(step, "unbacked", 0, 0, secures, (node.id,), assumption=assumed)

    def _required(self, requirement: Requirement, *, sure: bool) -> StepResult:
        asked = Text(*(Telling(self.edition, one).condition(requirement.when) for one in LANGUAGES))
        values = {"title": requirement.title, "asked": asked}
        step = _made("meet" if sure else "find", requirement.id, None, values)
        return self._unlisted(step, "requirement", 0, ())

    def _unlisted(self, step: Step, why: str, most: int, questions: tuple[str, ...]) -> StepResult:
        assumed = self.known.assumptions.get("kind:" + step.kind)
        return StepResult(step, why, 0, most, 0, questions, assumption=assumed)


def _made(key: str, name: str, node: Node | None, values: Mapping[str, object]) -> Step:
    """Return a step that no catalogue lists."""

    def text(part: str) -> Text:
        return Text(*(write(STEPS[f"{key}-{part}"][one], values, one) for one in LANGUAGES))

    agencies = node.agencies if node else ()
    return Step(
        f"{key}-{name}",
        text("title"),
        text("instruction"),
        "answer" if key == "find" else key,
        (node.id,) if node else (),
        agencies[0] if agencies else None,
        agencies[1:],
    )


def _asked(edition: Edition, question: str) -> Text:
    """Return in words which documents a question asks for."""
    asked = edition.evidence.get(question)
    if asked is None or not asked.groups:
        return Text(STEPS["any-document"]["id"], STEPS["any-document"]["en"])
    return asked_in_words(edition, asked.groups)


def _in_order(found: Mapping[str, StepResult]) -> Iterator[StepResult]:
    """Yield the best steps first, each after those that must come before it."""
    told: set[str] = set()

    def tell(one: StepResult) -> Iterator[StepResult]:
        if one.id in told:
            return
        told.add(one.id)
        for before in one.first:
            yield from tell(found[before])
        yield one

    ranked = sorted(found.values(), key=lambda one: (one.why != "requirement", -one.worth))
    for one in ranked:
        yield from tell(one)


Grouping = Literal["agency", "cluster", "kind"]
GROUPINGS: Final[tuple[Grouping, ...]] = ("agency", "cluster", "kind")


def grouped(
    found: Iterable[StepResult], by: Grouping, edition: Edition
) -> dict[str | None, tuple[StepResult, ...]]:
    """Return steps by agency, cluster or kind, the group that can gain most first.

    A step that mends questions of several clusters stands with its first; one that mends none, and
    one without an agency, under None.

    Raises:
        ValueError: for another grouping.
    """
    if by not in GROUPINGS:
        raise ValueError(f"there is no grouping {by!r}; one of {', '.join(GROUPINGS)}")
    groups: dict[str | None, list[StepResult]] = {}
    for one in found:
        keys = {"agency": one.step.responsible, "kind": one.step.kind}
        key = keys[by] if by in keys else _cluster(edition, one.step)
        groups.setdefault(key, []).append(one)
    ranked = sorted(
        groups.items(),
        key=lambda item: (
            all(one.why != "requirement" for one in item[1]),
            -sum(one.counted for one in item[1]),
        ),
    )
    return {key: tuple(own) for key, own in ranked}


def _cluster(edition: Edition, step: Step) -> str | None:
    """Return the cluster of the first question that a step mends."""
    name = step.mends[0] if step.mends else None
    while name is not None and edition.node(name).rank != "cluster":
        name = edition.node(name).parent
    return name
