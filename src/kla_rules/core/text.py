"""A text in both languages."""

from attrs import frozen

from kla_rules.core.printed import Data
from kla_rules.core.writing import Language


@frozen(repr=False, eq=False)
class Text(Data):
    """A text for people, in Indonesian (`id`) and English (`en`).

    >>> Text("anak", "child").get("en")
    'child'
    """

    id: str
    en: str

    def get(self, language: Language) -> str:
        """Return the text in one language."""
        return self.id if language == "id" else self.en

    def to_dict(self) -> dict[str, str]:
        """Return both texts by language."""
        return {"id": self.id, "en": self.en}
