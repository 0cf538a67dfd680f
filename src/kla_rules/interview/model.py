"""What is answered in an interview, as a profile writes it."""

from typing import Any, Literal

from attrs import field, frozen

from kla_rules.core.frozen import frozen_value


@frozen
class Entry:
    """What was answered, as a profile writes it.

    Attributes:
        node_id: the question, or the node whose points were asked.
        section: what a profile has it under, "answers" or "points".
        written: an answer, such as `{"option": "full"}`; of a node its points.
    """

    node_id: str
    section: Literal["answers", "points"]
    written: Any = field(converter=frozen_value)
