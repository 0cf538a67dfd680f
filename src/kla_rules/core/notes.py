"""Notes: what a reader of a result must know, as data with a sentence in each language."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from attrs import field, frozen

from kla_rules.core.catalogues import NOTES
from kla_rules.core.findings import check_language
from kla_rules.core.frozen import frozen_value
from kla_rules.core.points import plain
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Unit
from kla_rules.core.writing import LANGUAGES, Language, write

if TYPE_CHECKING:
    from kla_rules.typed.forms.common import NoteDict


@frozen(repr=False, eq=False)
class Note(Data):
    """One thing to know about a result.

    Attributes:
        id: what it is, stable over versions, such as "total.declared-differs".
        values: the figures and names the sentence needs; points are thousandths.
        node: id of the node it is about, or None.

    >>> Note("total.declared-differs", {"declared": 880_380, "sum": 880_390}, "total").text("en")
    'The total printed on the sheet is 880.38, but its parts give 880.39; 880.39 is used.'
    """

    id: str
    values: Mapping[str, Any] = field(factory=dict, converter=frozen_value)
    node: str | None = None

    def text(self, language: Language) -> str:
        """Return the sentence.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        return NOTES.say(self.id, language, **self.values)

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - its figures are in words
        return {"id": self.id, "node": self.node, "text": self.text(language)}

    def to_dict(self) -> "NoteDict":
        """Return plain JSON values; numbers in the sentences have a decimal point."""
        templates = {language: NOTES.template(self.id, language) for language in LANGUAGES}
        return cast(
            "NoteDict",
            {
                "id": self.id,
                "node": self.node,
                "figures": {
                    key: plain(value)
                    for key, value in self.values.items()
                    if isinstance(value, int) and "{" + key + ":points" in templates["en"]
                },
                "text": {
                    language: write(templates[language], self.values, language, neutral=True)
                    for language in LANGUAGES
                },
            },
        )
