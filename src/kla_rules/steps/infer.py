"""Results of what an engine has inferred: what each step gains, why, and in which words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from kla_rules.conditions.words import in_words
from kla_rules.core.catalogues import STEPS
from kla_rules.core.points import share
from kla_rules.core.text import Text, both
from kla_rules.evaluation.evidence import lacking
from kla_rules.model.evidence import EvidenceRequired, evidence_in_words
from kla_rules.model.folds import counting
from kla_rules.model.levels import Requirement
from kla_rules.model.tree import Node
from kla_rules.steps import native
from kla_rules.steps.facts import ADVISORY, REQUIREMENT, STEP, Fact, Given, Inferred, given
from kla_rules.steps.model import NO_STEPS, Assumption, Catalogue, Step
from kla_rules.steps.places import Places
from kla_rules.steps.reading import catalogue_of
from kla_rules.steps.results import StepResult

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def steps_of(evaluation: "Evaluation") -> tuple[StepResult, ...]:
    """Return the steps of an evaluation: what holds a level first, then by points per effort.

    A step that must come before another stands before it.

    Raises:
        RuleError: if the catalogue of the edition is not in order.
        MissingExtraError: if the engine asked for is not installed.
    """
    known = catalogue_of(evaluation.edition) or NO_STEPS
    facts = given(evaluation)
    maker = _Maker(evaluation, known, facts, _inferred(evaluation.engine, known, facts))
    results = {result.id: result for result in (*maker.listed(), *maker.unlisted())}
    return tuple(_in_order(results))


def _inferred(engine: str, known: Catalogue, facts: Given) -> Inferred:
    if engine == "durable":
        from kla_rules.steps import durable  # noqa: PLC0415 - an extra, loaded by who asks for it

        return durable.infer(known, facts)
    return native.infer(known, facts)


class _Maker:
    """Makes results of what was inferred."""

    def __init__(
        self, evaluation: "Evaluation", known: Catalogue, facts: Given, inferred: Inferred
    ) -> None:
        self.evaluation, self.known, self.inferred = evaluation, known, inferred
        self.edition = evaluation.edition
        self.facts = {fact.node: fact for fact in facts.questions}
        self.places = Places(evaluation, known)
        reach = evaluation.claims[1]
        self.settled = reach.low_thousandths == reach.high_thousandths
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
        inferred = self.inferred.steps
        for step in self.known.steps.values():
            if step.id not in inferred:
                continue
            assumed = self.known.assumptions[step.id]
            gains = [self._gain(self.facts.get(node), assumed) for node in step.mends]
            low, high = self._counting(step, gains)
            is_open = [node for node in step.mends if self._of(node) & {"gap", "unanswered"}]
            yield StepResult(
                step,
                why=self._why(step),
                low_thousandths=low,
                high_thousandths=high,
                questions=tuple(is_open),
                first=tuple(first.get(step.id, ())),
                opens=tuple(opens.get(step.id, ())),
                assumption=assumed,
                places=self.places.of(step),
                condition=self._condition(step),
                attached=self._attached(step.mends),
                asked_by=tuple(
                    advisory
                    for advisory in step.advisories
                    if "gap" in self._of(ADVISORY + advisory)
                ),
            )

    def _attached(self, questions: Iterable[str]) -> tuple[tuple[str, EvidenceRequired], ...]:
        """Return what questions ask to be attached."""
        evidence = self.edition.evidence
        return tuple((name, evidence[name]) for name in questions if name in evidence)

    def _of(self, name: str) -> set[str]:
        """Return what is inferred of a question or a condition."""
        return self.states.get(name, set())

    def _condition(self, step: Step) -> Text | None:
        """Return what must hold before a step, where it is not known to hold."""
        if step.when is None or not self._of(STEP + step.id):
            return None
        return in_words(self.edition, step.when)

    def _why(self, step: Step) -> str:
        if step.id not in self.inferred.proposed:
            return "prerequisite"
        gaps = any("gap" in self._of(node) for node in step.mends)
        return "gap" if gaps else "advisory"

    def _gain(self, fact: Fact | None, assumed: Assumption) -> tuple[int, int]:
        """Return the fewest and the most thousandths that mending a question gains."""
        if fact is None:  # an overlay took its points away
            return 0, 0
        sure = share(assumed.share, 1, fact.maximum - fact.high)
        return sure, share(assumed.share, 1, fact.maximum - fact.low)

    def _counting(self, step: Step, gains: list[tuple[int, int]]) -> tuple[int, int]:
        """Return the fewest and the most thousandths that count of the gains of a step."""
        low = self._count(step, [gain[0] for gain in gains], 0)
        if self.settled and all(gain[0] == gain[1] for gain in gains):
            return low, low
        return low, self._count(step, [gain[1] for gain in gains], 1)

    def _count(self, step: Step, gains: Iterable[int], end: int) -> int:
        """Return gains as far as figures and caps above let them count.

        The fewest (end 0) leave room for what is unknown beside them, the most (end 1) for none.
        """
        reach, positions = self.evaluation.claims[1], self.edition.positions
        taken = (reach.high_thousandths, reach.low_thousandths)[end]
        by_position = {positions[node]: gain for node, gain in zip(step.mends, gains, strict=True)}
        return counting(self.edition, by_position, self.edition.ceilings_thousandths, taken)

    def unlisted(self) -> Iterator[StepResult]:
        """Yield what no catalogue lists: to answer, to file, to meet a requirement."""
        for requirement in self.edition.requirements:
            states = self._of(REQUIREMENT + requirement.id)
            if states:
                yield self._required(requirement, sure="gap" in states)
        for node_id, fact in self.facts.items():
            states = self._of(node_id)
            node = self.edition.node(node_id)
            if "unanswered" in states:
                yield self._answer(node, fact)
            if "unbacked" in states:
                yield self._file(node, fact)

    def _answer(self, node: Node, fact: Fact) -> StepResult:
        step = _made("answer", node.id, node, {"node": node.id, "title": node.title})
        most = self._count(step, [fact.maximum - fact.low], 1)
        if self.edition.positions[node.id] in self.evaluation.hidden:
            # A figure above says what it all gives; an answer moves nothing.
            most = 0
        return self._unlisted(step, "unanswered", most, (node.id,))

    def _file(self, node: Node, fact: Fact) -> StepResult:
        values = {"node": node.id, "title": node.title, "kinds": _asked(self.evaluation, node.id)}
        step = _made("file", node.id, node, values)
        unbacked = {self.edition.positions[node.id]: fact.low - fact.backed}
        reach = self.evaluation.claims[1]
        secures = counting(
            self.edition, unbacked, reach.low_thousandths, self.evaluation.evidence.lows_thousandths
        )
        assumed = self.known.assumptions.get("kind:file")
        return StepResult(
            step=step,
            why="unbacked",
            low_thousandths=0,
            high_thousandths=0,
            secures_thousandths=secures,
            questions=(node.id,),
            assumption=assumed,
            attached=self._attached((node.id,)),
        )

    def _required(self, requirement: Requirement, *, sure: bool) -> StepResult:
        values = {"title": requirement.title, "asked": in_words(self.edition, requirement.when)}
        step = _made("meet" if sure else "find", requirement.id, None, values)
        step = evolve(step, provenance=requirement.provenance)
        made = self._unlisted(step, "requirement", 0, ())
        deciding = (*self.evaluation.holding, *self.evaluation.undecided)
        holds = any(result.requirement.id == requirement.id for result in deciding)
        return evolve(made, asked_by=(requirement.id,), holds=holds)

    def _unlisted(self, step: Step, why: str, most: int, questions: tuple[str, ...]) -> StepResult:
        assumed = self.known.assumptions.get("kind:" + step.kind)
        return StepResult(
            step=step,
            why=why,
            low_thousandths=0,
            high_thousandths=most,
            questions=questions,
            assumption=assumed,
        )


def _made(key: str, name: str, node: Node | None, values: Mapping[str, object]) -> Step:
    """Return a step that no catalogue lists."""
    agencies = node.agencies if node else ()
    return Step(
        id=f"{key}-{name}",
        title=both(STEPS, f"{key}-title", **values),
        instruction=both(STEPS, f"{key}-instruction", **values),
        kind="answer" if key == "find" else key,
        mends=(node.id,) if node else (),
        responsible=agencies[0] if agencies else None,
        supporting=agencies[1:],
    )


def _asked(evaluation: "Evaluation", question: str) -> Text:
    """Return in words what a question asks to be attached and is missing."""
    groups = lacking(evaluation.profile, question)
    if not groups:
        return both(STEPS, "any-document")
    return evidence_in_words(evaluation.edition, groups)


def _in_order(results: Mapping[str, StepResult]) -> Iterator[StepResult]:
    """Yield the best steps first, each after those that must come before it."""
    ranked = sorted(
        results.values(), key=lambda result: (not result.holds, -result.worth_thousandths)
    )
    waiting, done = ranked[::-1], set[str]()
    while waiting:
        result = waiting[-1]
        before = [results[name] for name in result.first if name not in done]
        if before and result.id not in done:
            waiting += before[::-1]
            continue
        waiting.pop()
        if result.id not in done:
            done.add(result.id)
            yield result
