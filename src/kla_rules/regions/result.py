"""`Evaluations`: what `evaluate_many()` returns, a sequence with what was refused beside it."""

import functools
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast, overload

from attrs import field, frozen

from kla_rules.core.findings import ArgumentError, Finding, check_language, check_type
from kla_rules.core.frozen import frozen_list
from kla_rules.core.listed import Listed, listed
from kla_rules.core.narrow import whole
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.core.showing import Library, Showing, Unit
from kla_rules.core.writing import Language, shown
from kla_rules.evaluation.result import Evaluation
from kla_rules.regions.given import RefusedProfile

if TYPE_CHECKING:
    from kla_rules.typed.forms.evaluations import EvaluationsDict


class NoSuchPositionError(ArgumentError, IndexError):
    """A position was asked for that there is not."""


@frozen(repr=False, eq=False)
class Evaluations(Data):
    """The evaluations of many profiles, in their order.

    Attributes:
        answers: what became of each profile: its evaluation, or why it was refused.
        names: what each evaluated profile is called: its region, else its file or its place.
        findings: what was not read at all, and profiles that stand twice.
        notes: what a reader should know of how tables were read: rows that are no regions.

    >>> import kla_rules as kla
    >>> kla.evaluate_many([{"year": 2024, "points": {"total": 732.65}}])
    Evaluations(1 evaluated, 0 refused, nindya: 1)
    """

    answers: tuple[Evaluation | RefusedProfile, ...] = field(converter=frozen_list)
    names: tuple[str, ...] = field(converter=frozen_list)
    findings: Listed[Finding] = field(default=(), converter=listed)
    notes: Listed[Note] = field(default=(), converter=listed)

    @functools.cached_property
    def evaluated(self) -> tuple[Evaluation, ...]:
        """Return the evaluations alone, as the sequence has them."""
        return tuple(one for one in self.answers if isinstance(one, Evaluation))

    @functools.cached_property
    def refused(self) -> Listed[RefusedProfile]:
        """Return the profiles that were refused, each with what is wrong with it."""
        return listed(one for one in self.answers if isinstance(one, RefusedProfile))

    def __len__(self) -> int:
        """Return how many were evaluated."""
        return len(self.evaluated)

    @overload
    def __getitem__(self, index: int) -> Evaluation: ...
    @overload
    def __getitem__(self, index: slice) -> "Evaluations": ...
    def __getitem__(self, index: int | slice) -> "Evaluation | Evaluations":
        """Return an evaluation, or some of them as a sequence of the same kind.

        Raises:
            NoSuchPositionError: (an `IndexError`) if there are not as many.
            TypeError: for what is no position.
        """
        if isinstance(index, slice):
            return Evaluations(self.evaluated[index], self.names[index])
        position = whole(index)
        check_type("position", position, "a whole number", int)
        if not -len(self) <= position < len(self):
            found = {"name": "position", "found": shown(position), "known": (), "near": ()}
            raise NoSuchPositionError([Finding("argument.no-id", found)])
        return self.evaluated[int(position)]

    def __iter__(self) -> Iterator[Evaluation]:
        """Yield the evaluations."""
        return iter(self.evaluated)

    @property
    def levels(self) -> dict[str | None, int]:
        """Return how many regions are at each level, the lowest first; None is no level.

        A level that is not determined yet counts under none of them.
        """
        from kla_rules.regions.table import level_order  # noqa: PLC0415 - asked for by few

        counts = Counter(one.level for one in self if one.determined)
        order = (None, *level_order(self)[1:])  # the first is the word for none
        return {level: counts[level] for level in order if level in counts}

    @property
    def open(self) -> int:
        """Return of how many regions the level is not determined."""
        return sum(not one.determined for one in self)

    def to_frame(
        self,
        unit: Unit = "points",
        library: Library | None = None,
        language: Language | None = None,  # noqa: ARG002 - its columns are of no language
    ) -> Any:  # noqa: ANN401 - a frame of either library
        """Return the rows as a frame, as `table_of` does."""
        from kla_rules.regions.table import table_of  # noqa: PLC0415 - asked for by few

        return table_of(self, unit, library)

    def explain(self, language: Language = "id") -> str:
        """Return a line for each region, and how many are at each level.

        Raises:
            ArgumentError: for another language.
        """
        from kla_rules.regions.page import evaluations_page  # noqa: PLC0415 - as above

        check_language(language)
        return evaluations_page(self, language)

    def to_dict(self) -> "EvaluationsDict":
        """Return plain JSON values: a row for each region, and what was refused."""
        from kla_rules.regions.plain import evaluations_as_json  # noqa: PLC0415 - as above

        return cast("EvaluationsDict", evaluations_as_json(self))

    def __repr__(self) -> str:
        """Return how many there are, and at which levels."""
        levels = [f"{level or 'none'}: {count}" for level, count in self.levels.items()]
        levels += [f"not determined: {self.open}"] if self.open else []
        counts = (f"{len(self)} evaluated", f"{len(self.refused)} refused", *levels)
        return f"Evaluations({', '.join(counts)})"

    def _showing(self) -> Showing:
        from kla_rules.regions.card import evaluations_shown  # noqa: PLC0415 - asked for by few

        return evaluations_shown(self)
