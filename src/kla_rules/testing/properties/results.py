"""Laws of all that comes out: the same in any order, by either engine, in both languages."""

import functools
import importlib.util
import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kla_rules.conditions.judge import judge
from kla_rules.core.catalogues import PROPERTIES
from kla_rules.core.findings import FindingsError, Path
from kla_rules.core.places import dotted
from kla_rules.core.reading.schemas import schema
from kla_rules.core.text import Text, both
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.tree import name_of
from kla_rules.profile.model import Profile
from kla_rules.steps.facts import given
from kla_rules.steps.reading import catalogue_of
from kla_rules.testing.properties.failure_model import Broken
from kla_rules.testing.properties.interpreters import Interpreters
from kla_rules.testing.properties.model import Property
from kla_rules.testing.properties.rules import Ruled, backwards, mixed
from kla_rules.testing.strategies import profiles
from kla_rules.validation.checks.texts import is_name

OF_EDITIONS: Final = ("edition", "overlay")


def _any(ruled: Ruled) -> st.SearchStrategy[tuple[Profile]]:
    return st.tuples(profiles(ruled.edition))


# -- order-free ------------------------------------------------------------------------------------


def _with_order(ruled: Ruled) -> st.SearchStrategy[tuple[Profile, int]]:
    return st.tuples(profiles(ruled.edition), st.integers(0, 999))


def _in_any_order(
    ruled: Ruled, using: Interpreters, profile: Profile, seed: int = 0
) -> Broken | None:
    """Return what the order of keys or files changes, or None."""
    dice = random.Random(seed)  # noqa: S311 - repeatable examples
    data = profile.to_dict()
    straight = using.evaluate(using.read(data, profile.edition))
    found = None
    # Two keys that are mixed often stay as they were; turned round they never do.
    for turned in (mixed(data, dice), backwards(data)):
        other = using.evaluate(using.read(turned, profile.edition))
        found = found or _other("order-of-answers", straight, other)
    rules = ruled.mixed
    if found is None and rules is not None:
        if rules.digest != (ruled.edition.base or ruled.edition).digest:
            return Broken("order-of-files", {"key": "digest"})
        if ruled.edition.base is None:
            under = evolve(profile, edition=rules)
            found = _other("order-of-files", straight, using.evaluate(under))
    return found


def _other(reason: str, one: Evaluation, other: Evaluation) -> Broken | None:
    first, then = (_lineless(each.to_dict()) for each in (one, other))
    key = next((key for key in first if first[key] != then[key]), None)
    if key is None:
        return None
    wrong = [
        i
        for i in range(len(one.edition.nodes))
        if one.bounds.ends_thousandths(i) != other.bounds.ends_thousandths(i)
    ]
    rule = ("node", one.edition.ids[wrong[-1]]) if wrong else None
    return Broken(reason, {"key": key}, rule)


def _lineless(value: Any) -> Any:  # noqa: ANN401 - plain values
    """Return plain values without the lines that rules stand in: in another order they differ."""
    if isinstance(value, Mapping):
        return {key: _lineless(one) for key, one in value.items() if key != "line"}
    return [_lineless(one) for one in value] if isinstance(value, list) else value


order_free: Final[Property] = Property("order-free", OF_EDITIONS, _with_order, _in_any_order)
"""The order of answers, keys and files changes nothing."""


# -- engines agree ---------------------------------------------------------------------------------


def _same_by_both(ruled: Ruled, using: Interpreters, profile: Profile) -> Broken | None:
    """Return on which condition or step two engines differ, or None."""
    del ruled
    result = using.evaluate(profile)
    asked = given(result)
    other = using.decided(dict(asked.conditions), asked.figures)
    for name, condition in asked.conditions:
        own = judge(condition, asked.figures).state
        if other[name] is not own:
            kind, _, rule = name.partition(":")
            values = {"kind": kind, "name": rule, "own": _state(own), "other": _state(other[name])}
            return Broken("engines-judge", values, (kind, rule))
    if catalogue_of(result.edition) is None:
        return None
    steps, others = result.steps, using.other_engine(profile).steps
    if steps == others:
        return None
    ids = {one.id for one in steps} ^ {one.id for one in others}
    step = min(ids, default=steps[0].id)
    return Broken("engines-infer", {"step": step}, ("step", step))


def _state(state: bool | None) -> Text:  # noqa: FBT001 - True, False or None
    return both(PROPERTIES, {True: "met", False: "not-met", None: "not-known"}[state])


def _without_durable(_: Ruled) -> Text | None:
    return missing("durable", "durable")


def missing(module: str, extra: str) -> Text | None:
    """Return that a package is missing, with the extra that brings it, or None."""
    if importlib.util.find_spec(module) is not None:
        return None
    return both(PROPERTIES, "extra-missing", extra=extra)


engines_agree: Final[Property] = Property(
    "engines-agree", OF_EDITIONS, _any, _same_by_both, _without_durable, often=40
)
"""Both engines decide the same of conditions, and infer the same steps."""


# -- never raises ----------------------------------------------------------------------------------


def _adversarial(ruled: Ruled) -> st.SearchStrategy[tuple[Profile]]:
    edition = ruled.edition
    return st.tuples(st.one_of(profiles(edition), profiles(edition, adversarial=True)))


_WHOLE: Final = "to_dict(steps=True)"
_STEPS: Final = 20


@functools.cache
def _validator() -> Draft7Validator:
    return Draft7Validator(schema("evaluation"))


def _fewer_steps(said: Any) -> Any:  # noqa: ANN401 - plain values
    """Return a result with its first steps: hundreds have one form, and holding takes long."""
    return {**said, "steps": said["steps"][:_STEPS]}


def _asked_of(profile: Profile, using: Interpreters) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield everything that is asked of an evaluation, by what it is called."""
    result = using.evaluate(profile)
    for language in LANGUAGES:
        yield f'explain("{language}")', functools.partial(using.explain, result, language)
    yield "to_dict()", result.to_dict
    yield _WHOLE, functools.partial(result.to_dict, steps=True)
    for name in ("notes", "gaps", "evidence", "provenance"):
        yield name, functools.partial(getattr, result, name)
    yield "deciding()", result.deciding
    yield "sensitivity()", result.sensitivity
    yield "record.to_dict()", result.record.to_dict
    yield 'count="backed"', evaluate(profile, count="backed").to_dict
    yield 'assume="proportional"', evaluate(profile, assume="proportional").to_dict


def _nothing_raised(ruled: Ruled, using: Interpreters, profile: Profile) -> Broken | None:
    """Return what a valid profile makes the library raise, or None."""
    del ruled
    what = "evaluate()"
    try:
        for what, ask in _asked_of(profile, using):
            said = ask()
            if what == _WHOLE:
                error = next(_validator().iter_errors(_fewer_steps(said)), None)
                if error is not None:
                    path = dotted(tuple(error.absolute_path))
                    return Broken("misfit", {"asked": what, "path": path, "error": error.message})
    except FindingsError as error:
        first = error.findings[0]
        return Broken("refused", {"asked": what, "finding": first.line_of_text()})
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the law forbids
        return Broken("raised", {"asked": what, "error": f"{type(error).__name__}: {error}"})
    return None


never_raises: Final[Property] = Property(
    "never-raises", OF_EDITIONS, _adversarial, _nothing_raised, often=20
)
"""Every valid profile is evaluated and explained without an error."""


# -- translation complete --------------------------------------------------------------------------

_UNFILLED: Final = re.compile(r"\{[a-z_]+[:}]|\bNone\b")
_OTHERS: Final[tuple[tuple[Language, Language], ...]] = (("id", "en"), ("en", "id"))
_LONG: Final = 12  # characters: a shorter text may well be a part of another word


def _in_both(path: Path, text: Text) -> Broken | None:
    """Return that a text is missing in a language, or that nobody has translated it, or None."""
    for language in LANGUAGES:
        if not text.get(language).strip():
            values = {"path": dotted(path), "language": language}
            return Broken("text-missing", values, _rule(text))
    if text.id == text.en and not is_name(text.id):
        return Broken("text-same", {"path": dotted(path), "text": text.id}, _rule(text))
    return None


def _said_in_both(ruled: Ruled, using: Interpreters, profile: Profile) -> Broken | None:
    """Return what an evaluation says in one language only, or None."""
    for path, text in ruled.texts:
        found = _in_both(path, text)
        if found is not None:
            return found
    result = using.evaluate(profile)
    own = " ".join(profile_words(profile))
    for path, text in _texts(result.to_dict(steps=True), ()):
        found = _in_both(path, text)
        if found is not None and text.id not in own:
            return found
    said: dict[Language, str] = {
        one: " ".join(using.explain(result, one).split()) for one in LANGUAGES
    }
    for language, explained in said.items():
        of_rules = _of_rules(result, language)
        for unfilled in _UNFILLED.findall(explained):
            if unfilled not in own and unfilled not in of_rules:
                return Broken("unfilled", {"language": language, "text": unfilled})
    for text in _titles(result):
        for language, other in _OTHERS:
            here, there = text.get(language), text.get(other)
            is_other = len(there) >= _LONG and there not in here and there in said[language]
            if is_other and here not in said[language] and there not in own:
                values = {"language": language, "text": there, "wanted": here}
                return Broken("other-language", values, _rule(text))
    return None


def _of_rules(result: Evaluation, language: Language) -> str:
    return " ".join(text.get(language) for text in _titles(result))


def _rule(text: Text) -> tuple[str, str]:
    return "text", f"{text.id}\n{text.en}"


def profile_words(profile: Profile) -> Iterator[str]:
    """Yield what a profile itself says in words: nobody translates it."""
    if profile.region is not None:
        yield profile.region.name
    for answer in profile.answers.values():
        if answer.form == "option":
            yield str(answer.given)
        for document in answer.evidence:
            yield from (document.title, document.kind)
    if profile.scale is not None:
        yield profile.scale.source


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, Text]]:  # noqa: ANN401
    """Yield every text in both languages among plain values, with its path."""
    if isinstance(value, Mapping):
        if value.keys() == {*LANGUAGES}:
            if all(isinstance(one, str) for one in value.values()):
                yield path, Text(value["id"], value["en"])
            return
        for key, one in value.items():
            yield from _texts(one, (*path, key))
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            yield from _texts(one, (*path, index))


def _titles(result: Evaluation) -> Iterator[Text]:
    """Yield the texts of rules that an explanation may say."""
    edition = result.edition
    yield edition.title
    yield from (name_of(node) for node in edition.nodes)
    yield from (one.title for one in edition.levels)
    yield from (one.title for one in edition.requirements)
    yield from (one.title for one in edition.advisories)
    yield from (one.title for one in edition.measures)
    yield from (one.title for one in edition.stages)
    yield edition.completeness
    yield from (*edition.cannot_say, *edition.notes, *edition.legal_basis)


translation_complete: Final[Property] = Property(
    "translation-complete", OF_EDITIONS, _any, _said_in_both, often=40
)
"""Everything that a result says is there in both languages."""
