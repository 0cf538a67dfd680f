"""A text in both languages."""

from typing import TYPE_CHECKING

from attrs import frozen

from kla_rules.core.catalogues import Catalogue
from kla_rules.core.findings import check_language
from kla_rules.core.printed import Data
from kla_rules.core.writing import LANGUAGES, Language

if TYPE_CHECKING:
    from kla_rules.typed.forms.common import TextDict


@frozen(repr=False, eq=False)
class Text(Data):
    """A text for people, in Indonesian and English.

    Attributes:
        id: in Indonesian.
        en: in English.

    >>> Text("anak", "child").get("en")
    'child'
    """

    id: str
    en: str

    def get(self, language: Language) -> str:
        """Return the text in one language.

        Raises:
            ArgumentError: for another language than "id" and "en".
        """
        if language not in LANGUAGES:
            check_language(language)
        return self.id if language == "id" else self.en

    def to_dict(self) -> "TextDict":
        """Return both texts by language."""
        return {"id": self.id, "en": self.en}


def both(catalogue: Catalogue, key: str, /, **values: object) -> Text:
    """Return a sentence in both languages, its fields filled.

    >>> both(Catalogue("phrases"), "more", count=2)
    Text(id='dan 2 lainnya', en='and 2 more')
    """
    return Text(*(catalogue.say(key, language, **values) for language in LANGUAGES))
