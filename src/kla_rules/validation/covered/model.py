"""Coverage: what there is to show of rules, and which cases show it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from kla_rules.core.catalogues import CARDS
from kla_rules.core.findings import check_choice, check_language
from kla_rules.core.listed import Listed, listed
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.validation.covered.kinds import KINDS, Key, TargetKind

if TYPE_CHECKING:
    from kla_rules.typed.forms.coverage import CoverageDict


@frozen(repr=False, eq=False)
class Target(Data):
    """One thing that a case can show of a rule.

    Attributes:
        kind: "node", "floor", "requirement", "table", "condition", "unit", "forum", "step" or
            "evidence".
        name: id of the rule; of a part of a condition with what it stands in: "requirement:ID".
        state: what of it: "points"; "below", "reached"; "met", "not-met", "unknown"; a band or an
            option; "true", "false"; "counted", "not-counted", "unknown"; "documented", "partly",
            "nothing"; "offered", "not-offered"; "given", "missing".
        title: what the rule is called, or the part of a condition in words.
        part: by list positions, the part of the condition, in the order of the file; -1 for none.
        file: the rule file, or "" where none was read.
        line: the line of the file, from 1, or None.
        cases: ids of the cases that show it.
        impossible: why no case can show it, or "": "floor-at-nothing", "floor-above-maximum",
            "nobody-asks".
    """

    kind: TargetKind
    name: str
    state: str
    title: Text
    part: int = -1
    file: str = ""
    line: int | None = None
    cases: tuple[str, ...] = ()
    impossible: str = ""

    @property
    def key(self) -> Key:
        """Return what tells it from all others of the same rules; parts by list positions."""
        return self.kind, self.name, self.part, self.state

    @property
    def place(self) -> str:
        """Return the file with the line."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@frozen(repr=False, eq=False)
class RulesCoverage(Data):
    """What the cases of an edition, or of overlays, show.

    Attributes:
        name: what the rules are called.
        kind: "edition" or "overlay"; of overlays only what they add or change is looked at.
        path: their folder.
        targets: what there is to show, in the order of `KINDS`.
        counted: how many cases count.
        unconfirmed: ids of cases whose results their author has not confirmed.
        failing: ids of cases that do not come out as they say.
        others: how many cases speak of other rules, or of none of these.
    """

    name: str
    kind: str
    path: Path
    targets: Listed[Target] = field(converter=listed)
    counted: int
    unconfirmed: tuple[str, ...]
    failing: tuple[str, ...]
    others: int

    @property
    def gaps(self) -> Listed[Target]:
        """Return what no case shows and some case could."""
        return listed(one for one in self.targets if not one.cases and not one.impossible)

    def of(self, kind: TargetKind) -> Listed[Target]:
        """Return what there is of a kind.

        Raises:
            ArgumentError: for another kind.
        """
        check_choice("kind", kind, KINDS)
        return listed(one for one in self.targets if one.kind == kind)


@frozen(repr=False, eq=False)
class Coverage(Data):
    """What cases show of rules.

    Attributes:
        rules: the coverage of each edition and of the overlays in each folder.
    """

    rules: Listed[RulesCoverage] = field(converter=listed)

    @property
    def complete(self) -> bool:
        """Return whether cases show everything that they can."""
        return not self.gaps

    @property
    def gaps(self) -> Listed[Target]:
        """Return what no case shows and some case could."""
        return listed(gap for one in self.rules for gap in one.gaps)

    def __iter__(self) -> Iterator[RulesCoverage]:
        """Yield the coverage of each."""
        return iter(self.rules)

    def text(self, language: Language = "id", *, whole: bool = True) -> str:
        """Return it in words.

        Args:
            language: "id" or "en".
            whole: every gap; else the first few of each kind.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.validation.covered.page import coverage_text  # noqa: PLC0415 - loaded by who reads it

        return coverage_text(self, language, whole=whole)

    def to_dict(self) -> "CoverageDict":
        """Return plain JSON values, as `schemas/coverage.schema.json` says."""
        from kla_rules.validation.covered.plain import coverage_as_json  # noqa: PLC0415 - as above

        return cast("CoverageDict", coverage_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"Coverage({', '.join(one.name for one in self.rules)}: {len(self.gaps)} gaps)"

    def _showing(self) -> Showing:
        from kla_rules.cards.tables import shown_as_parts  # noqa: PLC0415 - asked for by few

        def title(language: Language) -> str:
            return CARDS.say("coverage", language, gaps=len(self.gaps))

        return shown_as_parts(title, [part for one in self.rules for part in one.targets])
