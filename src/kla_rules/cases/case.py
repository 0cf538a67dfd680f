"""One case: what is recorded of it, without anything that says whose it is."""

from collections.abc import Mapping

from attrs import field, frozen

from kla_rules.cases.times import Moment
from kla_rules.conditions.judgement import State
from kla_rules.core.frozen import frozen_map
from kla_rules.core.showing import Row, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language


@frozen(repr=False)
class Event(Shown):
    """Something that took place in a case, or did not.

    Attributes:
        took_place: True, False, or None where it is not known.
        at: when; None where that is not known, or it did not take place.
    """

    took_place: State
    at: Moment | None = None

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no figure and no text
        return {"took_place": self.took_place, "at": None if self.at is None else str(self.at)}


@frozen(repr=False)
class Case(Shown):
    """What is recorded of one case.

    Attributes:
        id: an id that means nothing.
        unit: id of the unit that it belongs to, or None where that is not known.
        risk: class of risk ("high", "medium", "low"), or None.
        channel: how it was reported, such as "patbm", or None.
        events: by id what took place, in the order of time; what is not in it has not, or not yet.
    """

    id: str
    unit: str | None
    risk: str | None
    channel: str | None
    events: Mapping[str, tuple[Event, ...]] = field(converter=frozen_map)
