"""What a law of rules is: its sentence, what it is tried on, what is told where it is broken."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal
from unittest import SkipTest

from attrs import evolve, frozen
from hypothesis import settings as Settings  # noqa: N812 - a class with the name of a function
from hypothesis import strategies as st

from kla_rules.core.catalogues import PROPERTIES
from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    FindingsError,
    check_language,
    check_list,
    check_type,
)
from kla_rules.core.printed import Data
from kla_rules.core.text import Text, both
from kla_rules.core.writing import Language
from kla_rules.profile.model import Profile
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.testing.properties.failure_model import Broken, Example, Failure, PropertyError
from kla_rules.testing.properties.interpreters import LIBRARY, Interpreters
from kla_rules.testing.properties.rules import Given, Ruled, ruled_of
from kla_rules.testing.properties.smaller import SECONDS, smaller
from kla_rules.validation.proofs.model import RuleWitness

# What rules are that a law speaks of: whether they are an edition, have overlays over them, say
# something of units, or are settings on how cases are handled.
Kind = Literal["edition", "overlay", "units", "handling"]


Law = Callable[..., Broken | None]
Draws = Callable[..., st.SearchStrategy[Example]]
WhyNot = Callable[..., Text | None]


def _nothing_in_the_way(_: Ruled) -> None:
    return None


@frozen(repr=False, eq=False)
class Property(Data):
    """A law that rules keep to, ready to be tried on any rules.

    Called with rules it looks for an example that breaks it. `check` holds it against one example,
    such as those that `examples` draws for a test of one's own.

    Attributes:
        id: its name.
        kinds: which rules it speaks of.
        draws: returns a strategy for its examples.
        law: returns how an example breaks it, or None.
        why_not: returns why it cannot be tried on rules that it speaks of, or None.
        often: how many examples are tried where nobody says: fewer of what takes long.
    """

    id: str
    kinds: tuple[Kind, ...]
    draws: Draws
    law: Law
    why_not: WhyNot = _nothing_in_the_way
    often: int = 100

    @property
    def title(self) -> Text:
        """Return the law in one sentence."""
        return both(PROPERTIES, f"title-{self.id}")

    def applies(self, rules: Given, overlays: Iterable[OverlaySource] = ()) -> bool:
        """Return whether the law speaks of rules of this kind."""
        return not set(self.kinds).isdisjoint(ruled_of(rules, overlays).kinds)

    def skipped(self, rules: Given, overlays: Iterable[OverlaySource] = ()) -> Text | None:
        """Return why the law is not tried on these rules, or None where it is."""
        ruled = ruled_of(rules, overlays)
        if set(self.kinds).isdisjoint(ruled.kinds):
            return both(PROPERTIES, "not-spoken-of", law=self.id)
        return self.why_not(ruled)

    def examples(
        self, rules: Given, overlays: Iterable[OverlaySource] = ()
    ) -> st.SearchStrategy[Example]:
        """Return a strategy for examples, each a tuple that `check` takes apart.

        >>> from kla_rules.testing import monotone, small_edition
        >>> before, after = monotone.examples(small_edition()).example()  # doctest: +SKIP
        """
        return self.draws(ruled_of(rules, overlays))

    def __call__(
        self,
        rules: Given,
        overlays: Iterable[OverlaySource] = (),
        *,
        settings: Settings | None = None,
        language: Language = "en",
        **interpreters: Any,
    ) -> None:
        """Look for an example that breaks the law.

        Args:
            rules: an edition, its id or folder, an overlay, local rules or settings on handling, or
                the path of one.
            overlays: what to lay over the edition; of an `Edition`, the files it was built with, so
                that what breaks the law is told with its place in them.
            settings: settings of Hypothesis, such as `settings(max_examples=1000)`; left out, as
                many examples as `often` says, if the profile of Hypothesis has no fewer.
            language: of what is told.
            interpreters: what to hold to the law in place of the library: fields of `Interpreters`.

        Raises:
            PropertyError: (an `AssertionError`) if the law is broken.
            unittest.SkipTest: if it cannot be tried on these rules, with the reason.

        >>> from kla_rules.testing import monotone, small_edition
        >>> monotone(small_edition())
        """
        check_language(language)
        ruled = ruled_of(rules, overlays)
        why = self.skipped(ruled)
        if why is not None:
            raise SkipTest(why.get(language))
        using = evolve(LIBRARY, **interpreters)
        found = _tried(self, ruled, using, settings)
        if found is not None:
            raise PropertyError(_failure(self, ruled, using, found), language)

    def check(
        self,
        *example: Any,
        rules: Given | None = None,
        language: Language = "en",
        **interpreters: Any,
    ) -> None:
        """Hold the law against one example.

        Args:
            example: profiles, or what else `examples` draws for this law.
            rules: the rules; left out, those of the first profile.
            language: of what is told.
            interpreters: as when it is called.

        Raises:
            PropertyError: (an `AssertionError`) if the example breaks the law.
        """
        first: Any = example[0] if example else None
        if rules is None:
            check_type("example", first, "a profile where no rules are given", Profile)
            rules = first.edition
        ruled = ruled_of(rules)
        using = evolve(LIBRARY, **interpreters)
        if self.law(ruled, using, *example) is not None:
            raise PropertyError(_failure(self, ruled, using, example), language)

    def again(
        self,
        example: Iterable[Any],
        rules: Given,
        overlays: Iterable[OverlaySource] = (),
        **interpreters: Any,
    ) -> None:
        """Hold the law against an example that was kept as plain values (`Failure.example`).

        Raises:
            PropertyError: (an `AssertionError`) if it still breaks the law.
            FindingsError: if a profile of it does not fit the rules any more, or it is none of this
                law: a file may have been changed.
        """
        expected = "a list of plain values, as Failure.example"
        given = check_list("example", expected, example)
        ruled = ruled_of(rules, overlays)
        taken = [
            Profile.from_dict(one, ruled.edition_of(one)) if isinstance(one, Mapping) else one
            for one in given
        ]
        try:
            self.check(*taken, rules=ruled, **interpreters)
        except (TypeError, ValueError, LookupError, AttributeError) as error:
            if isinstance(error, FindingsError):
                raise
            raise ArgumentError([Finding("argument.example", {"law": self.id})]) from error


class _Drawn:
    """An example, without a repr: Hypothesis would write out whole editions, for nobody."""

    def __init__(self, example: Example) -> None:
        self.example = example

    def __repr__(self) -> str:
        """Return nothing of it: what there is to say is told by `Failure`."""
        return "an example"


_SHORT = 6  # figures that are read at a glance
_SIMPLER = 150  # examples that Hypothesis may try for a simpler one: `smaller` does the rest


class _BrokenError(AssertionError):
    """The example breaks the law: only Hypothesis sees it."""


class _EnoughError(BaseException):
    """An example is simple enough: Hypothesis lets through what is no `Exception`."""


def _tried(
    law: Property, ruled: Ruled, using: Interpreters, settings: Settings | None
) -> Example | None:
    """Return the simplest example that Hypothesis finds to break a law, or None."""
    from hypothesis import given  # noqa: PLC0415 - beside a parameter of the same name in this module

    broken: list[_Drawn] = []
    left, until = _SIMPLER, float("inf")

    # The last one that fails is the simplest so far. None is kept in a data base: the examples of
    # all laws and rules would lie in one place there.
    often = min(law.often, Settings().max_examples)

    @(settings or Settings(max_examples=often, deadline=None, database=None))
    @given(law.draws(ruled).map(_Drawn))
    def holds(drawn: _Drawn) -> None:
        nonlocal left, until
        if broken:
            left, until = left - 1, min(until, time.monotonic() + SECONDS)
            if left < 0 or time.monotonic() > until:
                raise _EnoughError
        if law.law(ruled, using, *drawn.example) is not None:
            broken[:] = [drawn]
            raise _BrokenError

    try:
        holds()
    except (_BrokenError, _EnoughError):
        return broken[0].example
    except Exception as error:
        # What Hypothesis notes down are the reprs of an edition, which run to thousands of lines.
        vars(error).pop("__notes__", None)
        raise
    return None


def _failure(law: Property, ruled: Ruled, using: Interpreters, example: Example) -> Failure:
    def breaks(one: Example) -> Broken | None:
        return law.law(ruled, using, *one)

    def settles(one: Example) -> Broken | None:
        broken = breaks(one)
        return broken if broken is not None and broken.settled else None

    if settles(example) is not None:
        example, _ = smaller(example, settles)
    # Where levels ask for so much that one level needs a long profile, a range of them is shorter.
    is_settled = settles(example) is not None and _is_short(example)
    small, broken = smaller(example, settles if is_settled else breaks)
    values = {"law": law.title, **broken.values}
    return Failure(
        property=law.id,
        title=law.title,
        reason=both(PROPERTIES, f"reason-{broken.reason}", **values),
        advice=both(PROPERTIES, f"advice-{broken.reason}", **values),
        place=ruled.place(broken.rule),
        witnesses=(*_witnesses(small, using), *broken.shown),
        example=tuple(_written(one) if isinstance(one, Profile) else one for one in small),
    )


def _is_short(example: Example) -> bool:
    return all(
        len(one.points) + len(one.answers) + len(one.measures) + len(one.ratios) <= _SHORT
        for one in example
        if isinstance(one, Profile)
    )


def _witnesses(example: Example, using: Interpreters) -> list[RuleWitness]:
    return [
        RuleWitness("profile", _written(one), said_of(one, using))
        for one in example
        if isinstance(one, Profile)
    ]


def _written(profile: Profile) -> dict[str, Any]:
    """Return a profile as a file has it: without what it says nothing in."""
    return {key: value for key, value in profile.to_dict().items() if value != {}}


def said_of(profile: Profile, using: Interpreters) -> dict[str, Any]:
    """Return what comes of a profile: points, levels, and what is not met."""
    try:
        result = using.evaluate(profile)
        low, high = (float(end) for end in result.score_range)
        says: dict[str, Any] = {"score": low} if low == high else {"score_range": [low, high]}
        levels = result.levels_possible
        says |= {"level": levels[0]} if len(levels) == 1 else {"levels_possible": list(levels)}
    except Exception as error:  # noqa: BLE001 - that it raises is what came of it
        return {"error": type(error).__name__}
    return says
