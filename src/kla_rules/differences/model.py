"""What two evaluations say differently, part by part, and what explains that the level differs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map, frozen_value
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.points import decimal
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.answers import Evidence
from kla_rules.validation.comparison.moved_model import Standing

Ends = tuple[int, int]
Kind = Literal["answer", "rule", "reading", "table"]
KINDS: Final[tuple[Kind, ...]] = ("answer", "rule", "reading", "table")
Aspect = Literal["level", "levels_possible"]
State = Literal["alone", "together", "unexplained"]


@frozen(repr=False, eq=False)
class ComparedSide(Data):
    """One of the two: what it says of itself, and where it stands.

    Attributes:
        edition, region, stage: as the evaluation has them.
        year: the year of the round, as the profile has it, or None.
        low_thousandths, high_thousandths, maximum_thousandths: the thousandths of the score range,
            and the most that the instrument gives.
        levels: ids of the levels possible, lowest first; None is no level.
        illustrative: some figures are invented.
        assume: the assumption that was made, or None.
        count: "claimed" or "backed".
        evaluation: the evaluation; None of a stored result.
        titles: titles of levels, by id.
        stage_title: what the stage is called, where that is known.
    """

    edition: str
    region: str | None
    stage: str | None
    year: int | None
    low_thousandths: int
    high_thousandths: int
    maximum_thousandths: int
    levels: tuple[str | None, ...]
    illustrative: bool
    assume: str | None = None
    count: str = "claimed"
    evaluation: Evaluation | None = field(default=None, repr=False)
    titles: Mapping[str, Text] = field(factory=dict, converter=frozen_map, repr=False)
    stage_title: Text | None = field(default=None, repr=False)

    @property
    def stored(self) -> bool:
        """Return whether it was read from a stored result."""
        return self.evaluation is None

    @property
    def level(self) -> str | None:
        """Return the id of the level that is secured; None is no level."""
        return self.levels[0]

    @property
    def score_range_points(self) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points."""
        return decimal(self.low_thousandths), decimal(self.high_thousandths)


def points_or_none(ends: Ends | None) -> tuple[Decimal, Decimal] | None:
    """Return two figures in points, or None."""
    return None if ends is None else (decimal(ends[0]), decimal(ends[1]))


@frozen(repr=False, eq=False)
class NodeDifference(Data):
    """A node that has other points.

    Attributes:
        id, title, rank, parent: the node, as the new evaluation has it where it does.
        old_thousandths, new_thousandths: the fewest and the most thousandths; None where it is not
            there.
        own_thousandths: by how many thousandths both ends move at the node itself, beyond what
            moves below it: of a leaf all of it; above, what caps and figures given above do. Over
            all nodes these add up to the difference of the total.
    """

    id: str
    title: Text
    rank: str
    parent: str | None
    old_thousandths: Ends | None
    new_thousandths: Ends | None
    own_thousandths: Ends

    @property
    def change_thousandths(self) -> Ends:
        """Return by how many thousandths both ends move."""
        old, new = self.old_thousandths or (0, 0), self.new_thousandths or (0, 0)
        return new[0] - old[0], new[1] - old[1]

    @property
    def old_points(self) -> tuple[Decimal, Decimal] | None:
        """Return the fewest and the most points before; None where it was not there."""
        return points_or_none(self.old_thousandths)

    @property
    def new_points(self) -> tuple[Decimal, Decimal] | None:
        """Return the fewest and the most points now; None where it is not there."""
        return points_or_none(self.new_thousandths)

    @property
    def own_points(self) -> tuple[Decimal, Decimal]:
        """Return by how many points both ends move at the node itself."""
        return decimal(self.own_thousandths[0]), decimal(self.own_thousandths[1])

    @property
    def change_points(self) -> tuple[Decimal, Decimal]:
        """Return by how many points both ends move."""
        low, high = self.change_thousandths
        return decimal(low), decimal(high)


@frozen(repr=False, eq=False)
class AnswerDifference(Data):
    """Something that the profiles say differently; documents are told apart.

    Attributes:
        what: "answer" at a question, "points" at a node, "ratio" at one whose maximum is not known,
            "measure", "region", or "declared_total".
        id: of the question, node or measure; "" where there is none.
        title: what it is called.
        old, new: plain values as a profile writes them; None where it says nothing.
        old_words, new_words: the same for people.
    """

    what: str
    id: str
    title: Text
    old: Any = field(converter=frozen_value)
    new: Any = field(converter=frozen_value)
    old_words: Text
    new_words: Text


@frozen(repr=False, eq=False)
class DocumentDifference(Data):
    """The documents that only one of the evaluations lists at a question.

    Attributes:
        id, title: the question.
        removed, added: those that only the old one lists, and only the new one.
    """

    id: str
    title: Text
    removed: tuple[Evidence, ...]
    added: tuple[Evidence, ...]


@frozen(repr=False, eq=False)
class EvidenceDifference(Data):
    """How far the points claimed are backed, in both.

    Attributes:
        claimed_thousandths, backed_thousandths, at_risk_thousandths: thousandths of the old and of
            the new one.
        documents: how many each lists.
        at_questions: where other documents are listed; None where that cannot be told.
    """

    claimed_thousandths: Ends
    backed_thousandths: Ends
    at_risk_thousandths: Ends
    documents: tuple[int, int]
    at_questions: Listed[DocumentDifference] | None = None

    @property
    def claimed_points(self) -> tuple[Decimal, Decimal]:
        """Return the points claimed, of the old and of the new one."""
        return decimal(self.claimed_thousandths[0]), decimal(self.claimed_thousandths[1])

    @property
    def backed_points(self) -> tuple[Decimal, Decimal]:
        """Return the points backed, of the old and of the new one."""
        return decimal(self.backed_thousandths[0]), decimal(self.backed_thousandths[1])

    @property
    def at_risk_points(self) -> tuple[Decimal, Decimal]:
        """Return the points at risk, of the old and of the new one."""
        return decimal(self.at_risk_thousandths[0]), decimal(self.at_risk_thousandths[1])

    @property
    def is_same(self) -> bool:
        """Return whether nothing of it differs."""
        pairs = (
            self.claimed_thousandths,
            self.backed_thousandths,
            self.at_risk_thousandths,
            self.documents,
        )
        return not self.at_questions and all(old == new for old, new in pairs)


@frozen(repr=False, eq=False)
class RequirementDifference(Data):
    """A requirement that is met in one of them and not in the other, or asked in one alone.

    Attributes:
        id, title, level: what is asked, and for which level.
        old, new: "met", "not_met", "unknown" or "absent".
    """

    id: str
    title: Text
    level: str
    old: str
    new: str


@frozen(repr=False, eq=False)
class NoteDifference(Data):
    """A note that one of them has, or that says other things.

    Attributes:
        id, node: what it is, and where; the node is None where it is about the whole.
        old, new: what it says, with a decimal point in both languages; None where it is not there.
        notes: both notes, where they are at hand.
    """

    id: str
    node: str | None
    old: Text | None
    new: Text | None
    notes: tuple[Note | None, Note | None] = field(default=(None, None), repr=False)

    @property
    def form(self) -> str:
        """Return "added", "removed" or "changed"."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"


@frozen(repr=False, eq=False)
class RuleDifference(Data):
    """A part of the record that differs: the rules, or how they were read.

    Attributes:
        what: "year", "stage", or a key of the record, such as "edition_digest" or "edge_policy".
        old, new: what each says: a text, or the year; None where it says nothing.
    """

    what: str
    old: str | int | None
    new: str | int | None


@frozen(repr=False, eq=False)
class Cause(Data):
    """A single difference that can be exchanged by itself.

    Attributes:
        kind: "answer", "rule", "reading" or "table".
        what: of answers as in `AnswerDifference`; of rules "node", "tree", "level", "requirement"
            or "evidence"; of readings the option of `evaluate`, or "year"; of tables "table".
        id: what it is about: a question, a node, a measure, a level, a requirement; the option.
        name: what that is called; of rules what the editions say differently.
        change: what each evaluation has there, where the name does not say it.
        standing: where the old evaluation stands with this alone exchanged; None where that is
            refused.
    """

    kind: Kind
    what: str
    id: str
    name: Text
    change: Text | None = None
    standing: Standing | None = None

    @property
    def text(self) -> Text:
        """Return name and change in a sentence."""
        if self.change is None:
            return self.name
        return Text(*(f"{self.name.get(one)}: {self.change.get(one)}" for one in LANGUAGES))


@frozen(repr=False, eq=False)
class KindOfCause(Data):
    """All differences of one kind together.

    Attributes:
        kind: "answer", "rule", "reading" or "table".
        count: how many differences of it can be exchanged by themselves.
        alone: where the old evaluation stands with all of these exchanged and nothing else; None
            where that is refused, because answers do not fit the rules.
        without: where it stands with all but these exchanged; None as above.
    """

    kind: Kind
    count: int
    alone: Standing | None
    without: Standing | None


@frozen(repr=False, eq=False)
class Explanation(Data):
    """What explains that the level differs: tried by evaluation, with parts exchanged.

    Attributes:
        aspect: "level" where what is secured differs, else "levels_possible".
        state: "alone": one difference is enough; "together": no single one is, those in `causes`
            together are; "unexplained": the evaluations cannot be taken apart.
        kinds: the differences by kind.
        alone: each difference that is enough by itself, that with the most points first.
        causes: differences that together turn the old level into the new one, and of which none
            can be left out; those of `alone` are such sets by themselves.
        reached: where the old evaluation stands with `causes` exchanged.
        tried: how many evaluations were made to find it.
        irreducible: it was shown that none of `causes` can be left out; False where that would have
            taken too many evaluations.
    """

    aspect: Aspect
    state: State
    kinds: Listed[KindOfCause] = field(converter=listed)
    alone: Listed[Cause] = field(default=(), converter=listed)
    causes: Listed[Cause] = field(default=(), converter=listed)
    reached: Standing | None = None
    tried: int = 0
    irreducible: bool = True
