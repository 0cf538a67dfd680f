"""What records of the children's forum say of questions: rules of an edition."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map, frozen_value
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance, Source

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition


@frozen
class ForumQuestion:
    """What stands behind one question.

    Attributes:
        id: id of the question.
        when: holds where everything that the question names is documented; over numbers of
            documented records by kind and role.
        also: kinds of records that are evidence as well.
        answer: what is suggested then, as a profile writes it.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    when: "Condition"
    also: tuple[str, ...]
    answer: Mapping[str, object] = field(converter=frozen_value)
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen
class ForumRules:
    """What records of the children's forum can say, and what follows.

    Attributes:
        kinds, roles, themes: what they are called, by id.
        words: by word, in small letters, the id that it stands for.
        questions: by id, in the order of the edition.
        sources: what the rules cite besides the sources of the edition.
        digest: SHA-256 of the content of their file.
    """

    kinds: Mapping[str, Text] = field(converter=frozen_map)
    roles: Mapping[str, Text] = field(converter=frozen_map)
    themes: Mapping[str, Text] = field(converter=frozen_map)
    words: Mapping[str, str] = field(converter=frozen_map, repr=False)
    questions: Mapping[str, ForumQuestion] = field(converter=frozen_map)
    sources: tuple[Source, ...]
    digest: str
