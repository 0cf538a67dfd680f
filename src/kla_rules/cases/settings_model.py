"""How cases are handled: the words of case records, and local settings on order and time."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance, Source
from kla_rules.model.measure import Measure

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition

LimitUnit = Literal["seconds", "working_days"]
Publication = Literal["month", "quarter"]


@frozen
class CaseWords:
    """The words that case records use.

    Attributes:
        events: what can take place, by id, in the order of case management.
        risks: classes of risk, by id.
        channels: how a case can be reported, by id.
        figures: what a review may look at, by id.
        words: by word that stands for it in a table, in small letters, the id.
        notes: what every reader of a result is told besides.
    """

    events: Mapping[str, Text] = field(converter=frozen_map)
    risks: Mapping[str, Text] = field(converter=frozen_map)
    channels: Mapping[str, Text] = field(converter=frozen_map)
    figures: Mapping[str, Measure] = field(converter=frozen_map)
    words: Mapping[str, str] = field(converter=frozen_map, repr=False)
    notes: tuple[Text, ...] = ()


@frozen(repr=False)
class TimeLimit(Shown):
    """How long something may take, in one place.

    Attributes:
        id, title: its name.
        start, end: ids of the event it is counted from, and of the one that must have taken place.
        within: how many seconds or working days, as its unit says.
        unit: "seconds", or "working_days" after the day it is counted from.
        when: the condition under which it applies; None is always.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    start: str
    end: str
    within: int
    unit: LimitUnit
    when: "Condition | None"
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen(repr=False)
class ReviewReason(Shown):
    """What asks the task force for a review: more than a bound of what went wrong in handling.

    Attributes:
        id, title: its name.
        when: a condition that only handling in bad order can bring about.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    when: "Condition"
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen(repr=False)
class HandlingSettings(Shown):
    """Order and time limits of one place; local by construction.

    Attributes:
        id, version, title: their name.
        place: where they come from.
        zone: the time zone of the place.
        order: ids of events, from the report to the closing.
        optional: those of them that not every case has.
        order_provenance, order_notes: where the order comes from.
        limits: how long something may take.
        completed_by: the event after a referral that completes it, or None where it is not said.
        review: what asks for a review.
        working_week: days on which offices work; 1 is Monday.
        holidays: days on which they do not.
        publication: what the moments that results are published for end: "month", "quarter", or
            None where nothing is said.
        sources: what they cite.
        illustrative: they are invented for illustration.
        digest: SHA-256 of the content of their file.
    """

    id: str
    version: str
    title: Text
    place: Text
    zone: str
    order: tuple[str, ...]
    optional: frozenset[str]
    order_provenance: Provenance
    order_notes: Listed[Text] = field(converter=listed)
    limits: Listed[TimeLimit] = field(converter=listed)
    completed_by: str | None
    review: Listed[ReviewReason] = field(converter=listed)
    working_week: frozenset[int]
    holidays: frozenset[dt.date]
    publication: Publication | None
    sources: Listed[Source] = field(converter=listed)
    illustrative: bool
    digest: str
