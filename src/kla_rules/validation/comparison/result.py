"""What became of one edition in another: what changed, what that does, and whom it moves."""

from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from attrs import field, frozen

from kla_rules.core.findings import Finding, check_choice, check_language
from kla_rules.core.frozen import frozen_list
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.points import exact_decimal
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language
from kla_rules.evaluation.bounds import Exact
from kla_rules.model.edition import Edition
from kla_rules.rulesets.difference import Change
from kla_rules.validation.comparison.carry import Carry
from kla_rules.validation.comparison.correspondence import Pairs
from kla_rules.validation.comparison.effects import Effects, Unknown, Witness
from kla_rules.validation.comparison.moved_model import Moved
from kla_rules.validation.comparison.refused import Refused

if TYPE_CHECKING:
    from kla_rules.typed.forms.comparison import ComparisonDict


class ScoreChange(NamedTuple):
    """How far a score moves at most.

    Attributes:
        lowest: the points that the profile loses which loses most, below zero; 0 where none loses.
        highest: the points that the one gains which gains most.
    """

    lowest: Decimal
    highest: Decimal


FailOn = Literal["fall", "rise", "refused", "any"]
FAILS: Final[tuple[FailOn, ...]] = ("fall", "rise", "refused", "any")


@frozen(repr=False)
class Comparison(Shown):
    """Two editions beside each other.

    Attributes:
        old: the edition that was.
        new: the one that is to be.
        pairs: which nodes of both are the same, and of which nothing is claimed.
        changes: what they say differently, in words and data.
        one_sided: kinds of things that one of two editions of different ids does not list at all,
            and of which nothing is said.
        refusals: what old profiles may have given that the new edition refuses, by the rules alone.
        given: how many profiles were given; None where none were.
        refused: the given profiles that no longer fit.
        carry: how those were carried over; None where nobody asked: then they are left out.
        effects: what the change does to profiles that answer everything and fit both; None where
            nobody searched for it.
        unread: what is wrong with profiles that could not be read, or do not fit the old edition.
        moved: whom of the given profiles the change moves; None where none were given. The name of
            one that was carried over says how.
        nation: whom of a synthetic nation it moves; None where nobody asked. All of it is invented.
        nation_refused: how many of its regions no longer fit.
        left_out: how many profiles `unread` is about: files, rows, lines or entries, each once.
    """

    old: Edition
    new: Edition
    pairs: Pairs = field(repr=False)
    changes: Listed[Change] = field(converter=listed)
    refusals: Listed[Note] = field(converter=listed)
    given: int | None = None
    refused: Listed[Refused] = field(default=(), converter=listed)
    carry: Carry | None = None
    effects: Effects | None = field(default=None, repr=False)
    unread: Listed[Finding] = field(default=(), converter=listed)
    moved: Moved | None = field(default=None, repr=False)
    nation: Moved | None = field(default=None, repr=False)
    nation_refused: int = 0
    one_sided: tuple[str, ...] = field(default=(), converter=frozen_list)
    left_out: int = 0

    @property
    def score_change_thousandths(self) -> tuple[Exact, Exact] | None:
        """Return `score_change` in thousandths; None where it is not known."""
        return self.effects.score_change_thousandths if self.effects else None

    @property
    def score_change(self) -> ScoreChange | None:
        """Return the most points that a score loses (below zero) and gains; None: not known."""
        change = self.score_change_thousandths
        return None if change is None else ScoreChange(*map(exact_decimal, change))

    @property
    def falls(self) -> Witness | None:
        """Return a smallest profile that falls a level; None where none does, or none is known."""
        return self.effects.falls if self.effects else None

    @property
    def rises(self) -> Witness | None:
        """Return a smallest profile that rises a level; None where none does, or none is known."""
        return self.effects.rises if self.effects else None

    @property
    def equivalent(self) -> bool | None:
        """Return whether no profile has another score or level; None where that is not proved."""
        return self.effects.equivalent if self.effects else None

    @property
    def not_known(self) -> Listed[Unknown]:
        """Return which of the effects are not known, and why."""
        return self.effects.not_known if self.effects else listed(())

    @property
    def renamed(self) -> Listed[Change]:
        """Return the nodes that have another name."""
        return self._of_nodes("title")

    @property
    def renumbered(self) -> Listed[Change]:
        """Return the nodes that have another id."""
        return self._of_nodes("number")

    @property
    def moved_nodes(self) -> Listed[Change]:
        """Return the nodes that lie below another one."""
        return self._of_nodes("place")

    def _of_nodes(self, aspect: str) -> Listed[Change]:
        return listed(one for one in self.changes if (one.what, one.aspect) == ("node", aspect))

    def fails(self, on: FailOn) -> bool | None:
        """Return whether what somebody does not want is the case; None where it is not known.

        Args:
            on: "fall" or "rise": some profile has a lower or a higher level under the new edition,
                a given one or a witness; "refused": a given profile no longer fits, or where none
                were given, the rules refuse what they accepted; "any" of these.

        Raises:
            ArgumentError: for anything else.
        """
        check_choice("on", on, FAILS)
        if on == "any":
            every = [self.fails(one) for one in FAILS[:-1]]
            return True if True in every else None if None in every else False
        if on == "refused":
            found = bool(self.refusals if self.given is None else self.refused)
            return None if self.unread and not found else found
        return self._moves("falls" if on == "fall" else "rises")

    def _moves(self, what: Literal["falls", "rises"]) -> bool | None:
        """Return whether some profile falls, or rises; None where it is not known."""
        regions = [getattr(one, what) for one in (self.moved, self.nation) if one is not None]
        if getattr(self, what) is not None or any(regions):
            return True
        is_open = self.effects is None or any(one.what == what for one in self.not_known)
        return None if is_open or self.unread else False

    def __repr__(self) -> str:
        """Return a short summary."""
        two = f"{self.old.id} {self.old.version}, {self.new.id} {self.new.version}"
        return f"Comparison({two}, {len(self.changes)} changes)"

    def text(self, language: Language = "id", *, whole: bool = False) -> str:
        """Return it in words.

        Args:
            language: "id" or "en".
            whole: every change, however many there are of a kind.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.validation.comparison.page import comparison_text  # noqa: PLC0415 - loaded by who reads it

        return comparison_text(self, language, whole=whole)

    def __str__(self) -> str:
        """Return it in Indonesian."""
        return self.text()

    def to_markdown(self, language: Language = "id") -> str:
        """Return it for a pull request: short enough for a comment, and safe to post.

        Names and titles are data: nothing in them is a link, a mention, a tag or a new cell.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.validation.comparison.markdown import comparison_markdown  # noqa: PLC0415 - as above

        return comparison_markdown(self, language)

    def to_dict(self) -> "ComparisonDict":
        """Return plain JSON values, as the schema "comparison" says."""
        from kla_rules.validation.comparison.plain import comparison_to_dict  # noqa: PLC0415 - as above

        return cast("ComparisonDict", comparison_to_dict(self))

    def _showing(self) -> Showing:
        from kla_rules.validation.comparison.card import comparison_shown  # noqa: PLC0415 - asked for by few

        return comparison_shown(self)
