"""Every sentence for people, as data: one catalogue for each language and each part of the library.

The catalogues are gettext PO files, which translators have tools for. A `msgid` is the key by which
the code asks for a sentence; it is public where it is the id of a finding or a note. A finding has
three entries: what is wrong, what was expected, and how to mend it.
"""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from kla_rules.core.entries import entries
from kla_rules.core.writing import Language, write


@frozen
class Catalogue:
    """The sentences of one part of the library.

    Attributes:
        name: of its files, one in the folder of each language.
    """

    name: str

    def template(self, key: str, language: Language) -> str:
        """Return a sentence whose fields are not filled.

        Raises:
            KeyError: if there is none by this key.
        """
        return entries(self.name, language)[key]

    def say(self, key: str, language: Language, /, **values: object) -> str:
        """Return a sentence, its fields filled.

        >>> Catalogue("interface").say("clean", "en", path="rules")
        'rules: in order.'
        """
        return write(self.template(key, language), values, language)

    def __contains__(self, key: str) -> bool:
        """Return whether there is a sentence by this key."""
        return key in entries(self.name, "en")

    def keys(self) -> Iterator[str]:
        """Yield the keys."""
        yield from (key for key in entries(self.name, "en") if key)


CARDS: Final = Catalogue("cards")
ASK: Final = Catalogue("ask")
CHANGES: Final = Catalogue("changes")
CHARTS: Final = Catalogue("charts")
COMPARISON: Final = Catalogue("comparison")
CONDITIONS: Final = Catalogue("conditions")
COVERAGE: Final = Catalogue("coverage")
DIFFERENCES: Final = Catalogue("differences")
EXPLANATION: Final = Catalogue("explanation")
FINDINGS: Final = Catalogue("findings")
FORUM: Final = Catalogue("forum")
HANDLING: Final = Catalogue("handling")
HEADINGS: Final = Catalogue("headings")
HISTORY: Final = Catalogue("history")
IMPORTS: Final = Catalogue("imports")
INTERFACE: Final = Catalogue("interface")
LEXICON: Final = Catalogue("lexicon")
MERGING: Final = Catalogue("merging")
MOVED: Final = Catalogue("moved")
MUTATION: Final = Catalogue("mutation")
NOTES: Final = Catalogue("notes")
PHRASES: Final = Catalogue("phrases")
PLAN: Final = Catalogue("plan")
PROFILE_FORM: Final = Catalogue("profile-form")
PROGRESS: Final = Catalogue("progress")
PROOFS: Final = Catalogue("proofs")
PROPERTIES: Final = Catalogue("properties")
QUESTIONS: Final = Catalogue("questions")
RECAP: Final = Catalogue("recap")
REGIONS: Final = Catalogue("regions")
REPLAY: Final = Catalogue("replay")
REPORT: Final = Catalogue("report")
RULES: Final = Catalogue("rules")
SENSITIVITY: Final = Catalogue("sensitivity")
SERVE: Final = Catalogue("serve")
STEPS: Final = Catalogue("steps")
SWEEPS: Final = Catalogue("sweeps")
TABLE_FILE: Final = Catalogue("table-file")
TABLES: Final = Catalogue("tables")
TEMPLATES: Final = Catalogue("templates")
TESTING: Final = Catalogue("testing")
UNIT_STATUS: Final = Catalogue("unit-status")
UNITS: Final = Catalogue("units")
