"""The `SweepTable`: sweeps of many profiles, and how many of them fall at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from kla_rules.core.findings import check_language
from kla_rules.core.frozen import frozen_list, frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.sweeps.model import Sweep

if TYPE_CHECKING:
    from kla_rules.typed.forms.sweep_table import SweepTableDict


@frozen(repr=False)
class SweptCount(Shown):
    """How many regions something happens to at once, over the what-ifs.

    Attributes:
        mean: how many on average.
        standard_error: of that, how many: what the drawing alone leaves.
        quantiles: by per cent of the what-ifs the least number that so many do not pass.
    """

    mean: float
    standard_error: float
    quantiles: Mapping[int, int] = field(converter=frozen_map)


@frozen(repr=False)
class SweepTable(Shown):
    """Sweeps of many profiles, each with draws of its own.

    Attributes:
        sweeps: one for each profile, in their order.
        names: what each is called: its region, else its file or its place.
        falls: how many regions are below their level without variation at once.
        rises: how many are above it at once.
        not_evaluated: how many profiles were refused, where that was kept; they are in no count.
    """

    sweeps: Listed[Sweep] = field(converter=listed)
    names: tuple[str, ...] = field(converter=frozen_list)
    falls: SweptCount
    rises: SweptCount
    not_evaluated: int = 0

    @property
    def n(self) -> int:
        """Return how many what-ifs were drawn of each."""
        return self.sweeps[0].n

    @property
    def seed(self) -> int:
        """Return the number of the draws, from which all of them follow."""
        return self.sweeps[0].seed

    @property
    def levels(self) -> dict[str | None, float]:
        """Return how many regions are at each level on average, the lowest first; None is none."""
        counts = dict.fromkeys(self.before, 0)
        for one in self.sweeps:
            for level in one.levels:
                counts[level.level.id if level.level else None] += level.count
        return {name: count / self.n for name, count in counts.items()}

    @property
    def before(self) -> dict[str | None, int]:
        """Return how many regions are at each level without variation, the lowest first."""
        found: dict[str | None, tuple[int, int]] = {None: (-1, 0)}
        for one in self.sweeps:
            for level in one.evaluation.edition.levels:
                floor, count = found.get(level.id, (level.floor_thousandths, 0))
                found[level.id] = (floor, count + (level == one.level))
            if one.level is None:
                found[None] = (-1, found[None][1] + 1)
        ordered = sorted(found.items(), key=lambda item: item[1][0])
        return {name: count for name, (_, count) in ordered}

    @property
    def assumptions(self) -> Listed[Text]:
        """Return what the whole rests on, in words; that it is no forecast stands first."""
        from kla_rules.sweeps.assumed import assumptions_of_table  # noqa: PLC0415 - asked for by few

        return listed(assumptions_of_table(self))

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.sweeps.table_page import table_text  # noqa: PLC0415 - loaded by who reads it

        return table_text(self, language)

    def to_dict(self) -> "SweepTableDict":
        """Return plain JSON values, as `schemas/sweep-table.schema.json` says."""
        from kla_rules.sweeps.plain import table_as_json  # noqa: PLC0415 - as above

        return cast("SweepTableDict", table_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"SweepTable({len(self.sweeps)} regions, n={self.n}, falls={self.falls.mean:.2f})"

    def _showing(self) -> Showing:
        from kla_rules.sweeps.card import table_shown  # noqa: PLC0415 - asked for by few

        return table_shown(self)
