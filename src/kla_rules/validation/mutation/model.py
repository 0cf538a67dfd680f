"""What damage of rules is noticed, by whom, and what slips through."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from attrs import field, frozen

from kla_rules.core.catalogues import CARDS
from kla_rules.core.findings import check_choice, check_language
from kla_rules.core.frozen import frozen_value
from kla_rules.core.listed import Listed, listed
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.validation.mutation.edits import Family
from kla_rules.validation.mutation.outcomes import OUTCOMES, Outcome, percent

if TYPE_CHECKING:
    from kla_rules.typed.forms.mutation import MutationDict

_OF_AUTHOR: Final[tuple[Outcome, ...]] = ("cases", "properties")
_NOTICED: Final[tuple[Outcome, ...]] = ("check", "cases", "properties", "prove")


@frozen(repr=False, eq=False)
class Example(Data):
    """Something that a damage changes: a case with it would notice.

    Attributes:
        kind: "profile"; "units", the facts of one unit; "forum", numbers of records of the forum.
        content: plain values, as `Profile.from_dict` and `rollup` take them.
        gives: what comes of it under the rules, by what it is.
        damaged: what comes of it under the damaged rules.
    """

    kind: Literal["profile", "units", "forum"]
    content: Any = field(converter=frozen_value)
    gives: Mapping[str, Any] = field(converter=frozen_value)
    damaged: Mapping[str, Any] = field(converter=frozen_value)


@frozen(repr=False, eq=False)
class Damage(Data):
    """One damage that was done to rules, and who noticed it.

    Attributes:
        kind: the kind of damage, such as "floor-moved".
        family: "structure", "meaning" or "figures".
        rules: which rules it was done to: the name of their folder, or of the overlay.
        file: the file that says something else.
        line: the line of the file, from 1, or None where it is not known.
        change: what was changed.
        outcome: who noticed it first: "check" (also whoever loads the rules), "cases",
            "properties" or "prove"; "survived" where nobody did; "unseen" where no case can;
            "equivalent" where nothing comes out otherwise; "not-tried" where the time was up.
        by: of whoever noticed it: the id of the finding, case, property or claim.
        seen: which kind of case would notice it; None where that is not asked.
        example: something that it changes, where a search has found it.
    """

    kind: str
    family: Family
    rules: str
    file: str
    line: int | None
    change: Text
    outcome: Outcome
    by: str | None = None
    seen: Text | None = None
    example: Example | None = None

    @property
    def place(self) -> str:
        """Return the file, and the line in it."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def counted(self) -> bool:
        """Return whether it counts for the score."""
        return self.outcome in {*_NOTICED, "survived"}


@frozen(repr=False, eq=False)
class Mutation(Data):
    """Damage done to an author's rules, and what of it is noticed.

    Attributes:
        path: where the rules are.
        rules: the names of the rules that were damaged.
        cases: how many cases were run on each damage; unconfirmed ones are never.
        seed: the number of the draw by which a part of all damages was drawn.
        possible: how many damages there are of the kinds that were asked for.
        damages: those that were done, kind by kind.
    """

    path: Path
    rules: tuple[str, ...]
    cases: int
    seed: int
    possible: int
    damages: Listed[Damage] = field(converter=listed)

    def of(self, outcome: Outcome) -> Listed[Damage]:
        """Return the damages with an outcome.

        Raises:
            ArgumentError: for what is none of the outcomes.
        """
        check_choice("outcome", outcome, OUTCOMES)
        return listed(damage for damage in self.damages if damage.outcome == outcome)

    @property
    def survivors(self) -> Listed[Damage]:
        """Return what nobody noticed and a case could."""
        return self.of("survived")

    @property
    def counted(self) -> int:
        """Return how many damages count: without those that nobody can see."""
        return sum(damage.counted for damage in self.damages)

    @property
    def score(self) -> Fraction | None:
        """Return of all that counts the share that is noticed, 0 to 1, or None."""
        return self._share(_NOTICED, self.counted)

    @property
    def own_score(self) -> Fraction | None:
        """Return the share, from 0 to 1, that the author's cases and properties notice.

        It is of what checks and proofs leave to them. It is None where nothing is left to them.
        """
        left = sum(len(self.of(one)) for one in (*_OF_AUTHOR, "survived"))
        return self._share(_OF_AUTHOR, left)

    def _share(self, outcomes: tuple[Outcome, ...], whole: int) -> Fraction | None:
        return Fraction(sum(len(self.of(one)) for one in outcomes), whole) if whole else None

    def __iter__(self) -> Iterator[Damage]:
        """Yield every damage."""
        return iter(self.damages)

    def text(self, language: Language = "id", *, whole: bool = False) -> str:
        """Return it in words: the scores, by kind who notices, and each survivor.

        Args:
            language: "id" or "en".
            whole: all survivors; otherwise of each kind the first few.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.validation.mutation.page import mutation_text  # noqa: PLC0415 - loaded by who reads it

        return mutation_text(self, language, whole=whole)

    def to_dict(self) -> "MutationDict":
        """Return plain JSON values, as `schemas/mutation.schema.json` says."""
        from kla_rules.validation.mutation.plain import mutation_as_json  # noqa: PLC0415 - as above

        return cast("MutationDict", mutation_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        share = "-" if self.score is None else f"{percent(self.score)}%"
        return f"Mutation({str(self.path)!r}, {share} of {self.counted} noticed)"

    def _showing(self) -> Showing:
        from kla_rules.cards.tables import shown_as_parts  # noqa: PLC0415 - asked for by few

        def title(language: Language) -> str:
            counts = {"count": len(self.damages), "survivors": len(self.survivors)}
            return CARDS.say("mutation", language, **counts)

        return shown_as_parts(title, self.damages, ("outcome", "kind", "file", "line", "change"))
