"""What two versions of an edition say differently: aspect by aspect, each as a sentence."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from attrs import field, frozen

from kla_rules.core.catalogues import CHANGES
from kla_rules.core.findings import check_choice, check_language
from kla_rules.core.frozen import frozen_value
from kla_rules.core.points import plain
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Unit
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language, write
from kla_rules.model.edition import Edition
from kla_rules.rulesets.things import Thing, things_of
from kla_rules.rulesets.things_words import InWords

if TYPE_CHECKING:
    from kla_rules.typed.forms.comparison import ComparisonChangeDict

Side = Literal["was", "now"]
SIDES: Final[tuple[Side, ...]] = ("was", "now")
_LONGEST: Final = 240  # of a value in a sentence; what is longer is cut there, never in the data


@frozen(repr=False, eq=False)
class Change(Data):
    """One thing that two editions say differently.

    Attributes:
        what: what kind of thing it is, such as "maximum", "requirement" or "step".
        aspect: which of the things said of it, such as "when"; "" where it is the whole thing, or
            `what` says it.
        id: which one: id of the node, level, advisory, agency ...
        old, new: what each edition says; None where it says nothing.
        name: how a sentence names it.
        was, now: how a sentence shows what each edition says; None where it says nothing.
    """

    what: str
    aspect: str
    id: str
    old: Any = field(converter=frozen_value)
    new: Any = field(converter=frozen_value)
    name: Text
    was: "Words | None" = field(default=None, eq=False)
    now: "Words | None" = field(default=None, eq=False)

    @property
    def form(self) -> str:
        """Return "added", "removed" or "changed"."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - its figures are in words
        return {
            "what": self.what,
            "aspect": self.aspect,
            "form": self.form,
            "id": self.id,
            "text": self.text(language),
        }

    def text(self, language: Language, *, neutral: bool = True) -> str:
        """Return the sentence.

        Args:
            language: "id" or "en".
            neutral: write numbers with a decimal point whatever the language.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        values = {
            "what": CHANGES.template(self.what, language),
            "name": self.name,
            "aspect": CHANGES.template(f"aspect-{self.aspect}", language) if self.aspect else "",
            "old": self.side("was", language, neutral=neutral),
            "new": self.side("now", language, neutral=neutral),
        }
        return write(CHANGES.template(self._key(), language), values, language)

    def side(self, which: Side, language: Language, *, neutral: bool = False) -> str:
        """Return how a sentence shows what one edition says, cut where it is long.

        Where only the words of the other language have changed it is those.

        Args:
            which: "was" or "now".
            language: "id" or "en".
            neutral: write numbers with a decimal point whatever the language.

        Raises:
            ArgumentError: for another side or another language.
        """
        check_choice("which", which, SIDES)
        check_language(language)
        sides = {"was": self.was, "now": self.now}
        words = sides[which]
        if words is None:
            return "-"
        shown = [
            one and (one.neutral if neutral else one.written).get(language)
            for one in (self.was, self.now)
        ]
        text = words.neutral if neutral else words.written
        if shown[0] == shown[1]:
            (language,) = (other for other in LANGUAGES if other != language)
        return _cut(text.get(language))

    def _key(self) -> str:
        """Return the key of its sentence: its own, or that of all of its form."""
        own = "-".join(part for part in (self.what, self.aspect, self.form) if part)
        if own in CHANGES:
            return own
        if self.aspect:
            form = "added" if self.was is None else "removed" if self.now is None else "changed"
            return f"aspect-{form}" if self.what in _NAMED else f"aspect-of-{form}"
        return self.form if self.was is None and self.now is None else f"said-{self.form}"

    def to_dict(self) -> "ComparisonChangeDict":
        """Return plain JSON values; figures only of maxima and floors, which are numbers."""
        figures = self.what in {"maximum", "floor"}
        return cast(
            "ComparisonChangeDict",
            {
                "what": self.what,
                "aspect": self.aspect or None,
                "id": self.id,
                "form": self.form,
                "old": plain(self.old) if figures and self.old is not None else None,
                "new": plain(self.new) if figures and self.new is not None else None,
                "said": {
                    "old": None if self.was is None else self.was.neutral.to_dict(),
                    "new": None if self.now is None else self.now.neutral.to_dict(),
                },
                "text": {language: self.text(language) for language in LANGUAGES},
            },
        )


@frozen(repr=False, eq=False)
class Words(Data):
    """How sentences show a value.

    Attributes:
        written: with numbers as each language writes them.
        neutral: with a decimal point in both.
    """

    written: Text
    neutral: Text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 4].rstrip() + " ..."


# Things whose sentences need not say what they are: their name does.
_NAMED: Final = frozenset({"node", "edition", "level"})
# What is so much a thing of its own that it is told as one.
_OWN: Final = {
    **{("node", one): one for one in ("maximum", "cited", "cap", "agencies", "asks", "table")},
    **{("edition", one): one for one in ("title", "version", "rounds")},
    ("level", "floor_thousandths"): "floor",
    ("edge", "policy"): "edge",
    ("period", "years"): "period",
}  # fmt: skip


def changes(
    old: Edition,
    new: Edition,
    pairs: Mapping[str, str] | None = None,
    left_out: tuple[Collection[str], Collection[str]] = ((), ()),
) -> tuple[Change, ...]:
    """Return what two editions say differently, in the order of the instrument.

    Args:
        old: an edition.
        new: another; most is said of two versions of one edition.
        pairs: by id of a node of the old edition the id that the new one has for it; left out,
            nodes of one id are the same.
        left_out: ids of nodes of the old and of the new edition of which nothing is said.

    >>> import kla_rules as kla
    >>> two = (kla.edition("kla-2022"), kla.edition("kla-2024"))
    >>> next(each.text("en") for each in changes(*two) if each.what == "maximum")
    'the maximum of K0 (Institutions): 150 to 164'
    """

    def named(node: str) -> str:
        """Return what the new edition calls a node of the old one."""
        return node if pairs is None else pairs.get(node, f"{node} of before")

    sides = (things_of(old, named), things_of(new))
    before, after = (
        [one for one in things if one.what != "node" or one.id not in hidden]
        for things, hidden in zip(sides, left_out, strict=True)
    )
    return tuple(differences(before, after))


def differences(old: Iterable[Thing], new: Iterable[Thing]) -> Iterator[Change]:
    """Yield what is said differently of things, in the order of the old ones, then of new ones."""
    before, after = ({(one.what, one.key): one for one in things} for things in (old, new))
    for key in (*before, *(key for key in after if key not in before)):
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            there = now or was
            if there is not None and there.what != "period":
                before_it, after_it = (side and side.says for side in (was, now))
                yield Change(there.what, "", there.id, before_it, after_it, there.name)
        elif was.says != now.says:
            yield from _aspects(was, now)


def _aspects(was: Thing, now: Thing) -> Iterator[Change]:
    """Yield each thing that is said differently of one thing."""
    for aspect in (*was.says, *(aspect for aspect in now.says if aspect not in was.says)):
        old, new = was.says.get(aspect), now.says.get(aspect)
        if aspect == "order":  # what came or went is told by itself
            common = {*(old or ())} & {*(new or ())}
            old, new = (tuple(name for name in side or () if name in common) for side in (old, new))
        if old == new:
            continue
        if aspect == "cited" and was.says.get("maximum") != now.says.get("maximum"):
            continue  # told with the maximum
        own = _OWN.get((now.what, aspect))
        what, aspect_told = (now.what, aspect) if own is None else (own, "")
        sides = zip((was, now), _apart(old, new), strict=True)
        words = [_words(aspect, thing, value) for thing, value in sides]
        yield Change(what, aspect_told, now.id, old, new, now.name, *words)


def _apart(old: Any, new: Any) -> tuple[Any, Any]:  # noqa: ANN401 - whatever rules say
    """Return what sentences show of two values: of several texts those that the other has not."""
    if not (_are_texts(old) and _are_texts(new)):
        return old, new
    gone, come = (
        [text for text in one if text not in other] for one, other in ((old, new), (new, old))
    )
    return (tuple(gone) or None, tuple(come) or None) if gone or come else (old, new)


def _words(aspect: str, thing: Thing, value: Any) -> Words | None:  # noqa: ANN401 - as above
    """Return how a sentence shows a value."""
    if value is None:
        return None
    here, neutral = (
        Text(
            *(
                InWords(thing, language, neutral=neutral).say(aspect, value)
                for language in LANGUAGES
            )
        )
        for neutral in (False, True)
    )
    return Words(here, neutral)


def _are_texts(value: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(value, tuple) and all(isinstance(text, Text) for text in value)
