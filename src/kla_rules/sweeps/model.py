"""The `Sweep`: how often each level came out of many what-ifs of one profile, and what moves it."""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from attrs import field, frozen

from kla_rules.core.findings import check_language
from kla_rules.core.frozen import frozen_list, frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.levels import Level
from kla_rules.profile.model import Profile
from kla_rules.sweeps.parts import MOST_SCENARIOS, Drop, Engine, Unknown, Vary
from kla_rules.sweeps.swept_model import SweptAfter, SweptLevel, SweptPart, SweptSource

if TYPE_CHECKING:
    from kla_rules.typed.forms.sweep import SweepDict

_LEAST: Final = 0.005
_BINS: Final = 16


@frozen(repr=False)
class Sweep(Shown):
    """What came out of many what-ifs of one profile: no forecast, but what assumptions lead to.

    Attributes:
        evaluation: of the profile as it is, without variation.
        n: how many what-ifs were drawn.
        seed: the number of the draws, from which all of them follow.
        engine: what reckoned them; each gives the same.
        vary: what was varied.
        unknown: "independent", or "common" where all unknown answers of a what-if have one share.
        drop: "points" or "share": which loss of a published verification is taken over.
        target: the level that `moves` are about.
        levels: no level and every level with their what-ifs, the lowest first.
        quantiles_thousandths: by per cent of the what-ifs the least score, in thousandths, that so
            many do not pass.
        sources: what was varied, with what is assumed of it.
        parts: questions and indicators that were varied each by itself, those that move the level
            most first.
        convergence: the shares after an eighth, a quarter, a half and all of the what-ifs.
        row: its position in the list of profiles, from 0, which its draws depend on.
    """

    evaluation: Evaluation
    n: int
    seed: int
    engine: Engine = field(eq=False)
    vary: tuple[Vary, ...] = field(converter=frozen_list)
    unknown: Unknown
    drop: Drop
    target: Level
    levels: Listed[SweptLevel] = field(converter=listed)
    quantiles_thousandths: Mapping[int, int] = field(converter=frozen_map)
    sources: Listed[SweptSource] = field(converter=listed)
    parts: Listed[SweptPart] = field(converter=listed)
    convergence: Listed[SweptAfter] = field(converter=listed)
    row: int = 0

    @property
    def level(self) -> Level | None:
        """Return the level without variation: what is secured; None is no level."""
        return self.evaluation.reachable_levels[0]

    @property
    def quantiles(self) -> Mapping[int, Decimal]:
        """Return by per cent of the what-ifs the least points that so many do not pass."""
        return {key: decimal(score) for key, score in self.quantiles_thousandths.items()}

    @property
    def falls(self) -> int:
        """Return how many what-ifs are below the level without variation."""
        return sum(one.count for one in self.levels[: self._own])

    @property
    def rises(self) -> int:
        """Return how many what-ifs are above the level without variation."""
        return sum(one.count for one in self.levels[self._own + 1 :])

    @property
    def reached(self) -> int:
        """Return how many what-ifs reach the target, or a level above it."""
        return sum(one.count for one in self.levels[self._number(self.target) :])

    @property
    def telling(self) -> Listed[SweptPart]:
        """Return the parts that decide more than the drawing alone could make them seem to.

        Of what decides nothing the share is about as far from it as the root of twice the bins, of
        all what-ifs; three times that, and half a per cent, is where parts are told.
        """
        return listed(part for part in self.parts if (part.moves or 0) >= self.least_told)

    @property
    def least_told(self) -> float:
        """Return from which share on, from 0 to 1, a part is told."""
        return max(_LEAST, 3 * math.sqrt(2 * _BINS) / self.n)

    @property
    def _own(self) -> int:
        return self._number(self.level)

    def _number(self, level: Level | None) -> int:
        return next(place for place, one in enumerate(self.levels) if one.level == level)

    @property
    def assumptions(self) -> Listed[Text]:
        """Return what the whole rests on, in words; that it is no forecast stands first."""
        from kla_rules.sweeps.assumed import assumptions_of  # noqa: PLC0415 - asked for by few

        return listed(assumptions_of(self))

    @property
    def profiles(self) -> Listed[Profile]:
        """Return what-ifs as profiles, as many as `scenarios` gives at most."""
        return self.scenarios(min(self.n, MOST_SCENARIOS))

    def scenarios(self, count: int = MOST_SCENARIOS) -> Listed[Profile]:
        """Return what-ifs as profiles, chosen evenly from all of them.

        Each is evaluated as the profile of the sweep was, with the same table and edge policy, and
        has the level that the sweep counted.

        Args:
            count: how many, of 100 at most, and no more than there are what-ifs.

        Raises:
            ArgumentError: for another number.
            TypeError: for what is no whole number.
        """
        from kla_rules.sweeps.scenarios import scenarios_of  # noqa: PLC0415 - asked for by few

        return listed(scenarios_of(self, count))

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.sweeps.page import sweep_text  # noqa: PLC0415 - loaded by who reads it

        return sweep_text(self, language)

    def to_dict(self) -> "SweepDict":
        """Return plain JSON values, as `schemas/sweep.schema.json` says."""
        from kla_rules.sweeps.plain import sweep_as_json  # noqa: PLC0415 - as above

        return cast("SweepDict", sweep_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        levels = [
            f"{one.level.id if one.level else 'none'}: {one.share:.3f}"
            for one in self.levels
            if one.count
        ]
        return f"Sweep({self.evaluation.region!r}, n={self.n}, {', '.join(levels)})"

    def _showing(self) -> Showing:
        from kla_rules.sweeps.card import sweep_shown  # noqa: PLC0415 - asked for by few

        return sweep_shown(self)
