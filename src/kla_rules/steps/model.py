"""Remediation steps: what mends a gap, who does it, and what must come first."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from kla_rules.core.findings import Finding, Path
from kla_rules.core.frozen import frozen_map
from kla_rules.core.shown import Shown
from kla_rules.core.suggestion import Suggestions
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance, Source

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition


@frozen(repr=False)
class Step(Shown):
    """One thing to do.

    Attributes:
        id, title: its name; the title begins with a verb.
        instruction: what to do, and which proof to file.
        kind: "enact", "establish", "train", "partner", "standardise", "publish", "extend", "stop",
            "document" or "programme"; "answer", "file" and "meet" where no catalogue lists it.
        mends: ids of the questions it mends.
        responsible: id of the agency that does it, or None where none is named.
        supporting: ids of agencies that help.
        after: ids of steps that must come before, where what they mend is not there yet.
        when: a condition that must hold before, or None.
        recurrence: "once" or "yearly".
        is_outcome: the city does not decide the result by an act; no gain is counted unless asked.
        advisories: ids of advisories that it meets.
        provenance: where it comes from; without a source it is derived from its questions.
        notes: what a reader must know about it.
        place: id of the places in which it is done, or None for one office.
        replaces: id of a step that the catalogue had before, of another content; "" for none.
    """

    id: str
    title: Text
    instruction: Text
    kind: str
    mends: tuple[str, ...]
    responsible: str | None
    supporting: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    when: "Condition | None" = None
    recurrence: str = "once"
    is_outcome: bool = False
    advisories: tuple[str, ...] = ()
    provenance: Provenance = field(factory=lambda: Provenance("", "I"))
    notes: tuple[Text, ...] = ()
    place: str | None = None
    replaces: str = ""


@frozen
class Place:
    """Places in which steps are done: every village, every school.

    Attributes:
        id, title: their name.
        scope: scope of the questions whose counted units they are, or None.
        number: how many a region is taken to have where that is not known; None where it is taken
            to have as many as of others.
        like: id of those others.
        effort: part of the units of effort in one place, from 0 to 1, that each further one adds.
        months: months that each further place adds; their sum is rounded up.
        notes: what a reader must know about these figures.
    """

    id: str
    title: Text
    scope: str | None = None
    number: int | None = None
    like: str | None = None
    effort: int | Decimal = 0
    months: int | Decimal = 0
    notes: tuple[Text, ...] = ()


@frozen(repr=False)
class Assumption(Shown):
    """What is assumed of a step in one place: no source gives it, and every output says so.

    Attributes:
        effort: in units of effort: a class from 1 (a form) to 5 (a building), to compare steps
            with; in a plan also a city's own figures, such as days.
        months: how many months it takes.
        share: which part of the gap it mends, from 0 to 1.
    """

    effort: int | Decimal
    months: int
    share: int | Decimal


@frozen
class Catalogue:
    """The steps of an edition.

    Attributes:
        steps: by id, each after those that must come before it.
        assumptions: by step id, and by kind with the prefix "kind:".
        title: what the assumptions are.
        sources: what steps cite.
        places: where steps are done that are done in more than one place, by id.
        places_title: what is assumed of these places; None where there are none.
        unit: of the efforts, in words; None where the file does not say it.
        digest: SHA-256 of the content of its files.
        by_question: ids of the steps that mend a question.
        by_node: the same, and by advisory (with the prefix "advisory:") those that meet it.
        waiting: by step the ids of those that it must come before.
    """

    steps: Mapping[str, Step] = field(converter=frozen_map, eq=False)
    assumptions: Mapping[str, Assumption] = field(converter=frozen_map, eq=False)
    title: Text = field(eq=False)
    sources: tuple[Source, ...] = field(eq=False)
    digest: str
    places: Mapping[str, Place] = field(factory=dict, converter=frozen_map, eq=False)
    places_title: Text | None = field(default=None, eq=False)
    unit: Text | None = field(default=None, eq=False)
    by_question: Mapping[str, tuple[str, ...]] = field(init=False, converter=frozen_map, eq=False)
    by_node: Mapping[str, tuple[str, ...]] = field(init=False, converter=frozen_map, eq=False)
    waiting: Mapping[str, tuple[str, ...]] = field(init=False, converter=frozen_map, eq=False)

    def not_known(self, name: str, path: Path, near: Suggestions) -> Finding:
        """Return what is said of a step that there is not: what replaces it, or comes near.

        Args:
            name: what was asked for.
            path: where.
            near: ids that come near it.
        """
        now = next((step for step in self.steps.values() if name and step.replaces == name), None)
        values: dict[str, Any] = {"step": name, "near": near}
        if now is not None:
            values |= {"reason": "replaced", "now": now.id, "title": now.title}
        return Finding("plan.no-step", values, path)

    @by_question.default
    def _by_question(self) -> dict[str, tuple[str, ...]]:
        ids: dict[str, tuple[str, ...]] = {}
        for step in self.steps.values():
            for question in step.mends:
                ids[question] = (*ids.get(question, ()), step.id)
        return ids

    @by_node.default
    def _by_node(self) -> dict[str, tuple[str, ...]]:
        ids = dict(self.by_question)
        for step in self.steps.values():
            for advisory in step.advisories:
                name = f"advisory:{advisory}"
                ids[name] = (*ids.get(name, ()), step.id)
        return ids

    @waiting.default
    def _waiting(self) -> dict[str, tuple[str, ...]]:
        ids: dict[str, tuple[str, ...]] = {}
        for step in self.steps.values():
            for before in step.after:
                ids[before] = (*ids.get(before, ()), step.id)
        return ids


# Of an edition without a catalogue, and of conditions that no step hangs on.
NO_STEPS: Final = Catalogue(steps={}, assumptions={}, title=Text("", ""), sources=(), digest="")
