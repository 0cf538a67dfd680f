"""What was imported, on one screen: how much, what is a guess, and what was left."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import IMPORTS
from kla_rules.core.screen import Screen
from kla_rules.core.writing import Language
from kla_rules.imports.page import counts

if TYPE_CHECKING:
    from kla_rules.imports.model import Imported

_GUESSES: Final = 17
_LEFT: Final = 10


def imported_in_brief(imported: "Imported", language: Language) -> str:
    """Return what was taken, guessed and left, on one screen."""
    screen = Screen(IMPORTS, language)
    screen.title(screen.say("title", files=len(imported.files)))
    for sentence in counts(imported, language):
        screen.paragraph(sentence, most=2)
    for kind, room in (("guessed", _GUESSES), ("left", _LEFT)):
        remarks = getattr(imported, kind)
        if remarks:
            screen.lead(screen.say(f"heading-{kind}"))
            screen.items_in([remark.text(language) for remark in remarks], room)
    if imported.recognised:
        screen.gap()
        screen.line(screen.say("recognised", count=len(imported.recognised)))
    return str(screen)
