"""Editions whose rules say something else than before, as an author's change would."""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen
from hypothesis import strategies as st

from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.model.edition import Edition
from kla_rules.rulesets.files import RuleFiles
from kla_rules.testing.small import files_of, small_edition, small_rules
from kla_rules.testing.strategies.edition_given import EditionGiven, given_edition
from kla_rules.validation.corpus.folders import RuleFolder
from kla_rules.validation.mutation.edits import Edits
from kla_rules.validation.mutation.kinds import mutants_of
from kla_rules.validation.mutation.rules import EditionSet, rule_set

# Kinds of damage that leave an edition which can be evaluated against.
_FAMILIES: Final = frozenset({"meaning", "figures"})
_TRIES: Final = 20


def mutated(edition: EditionGiven) -> st.SearchStrategy[Edition]:
    """Return a strategy of editions with one place of their rules that says something else.

    A floor or a maximum has moved, a direction or a condition is turned about, a fact, a title or a
    document is another one: what `kla mutate` does to rules, as far as an edition is left that can
    be evaluated against. Of an edition under overlays, the edition itself is changed.

    Args:
        edition: an edition whose rule files lie in a folder, its id or that folder, or
            `small_edition()`.

    Raises:
        RuleError: if there is no such edition.
        ArgumentError: if there are no rule files of it.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(mutated(kla.testing.small_edition()))
    ... def holds(new):
    ...     assert new.id == "small"
    >>> holds()
    """
    return _mutated(_changes_of(given_edition(edition)))


def rule_changes(edition: EditionGiven) -> st.SearchStrategy[tuple[Edition, Edition]]:
    """Return a strategy of pairs of editions, the old one and the new one.

    One of them is the edition itself, or both are it with one place that says something else.

    Args:
        edition: as of `mutated`.

    Raises:
        RuleError: if there is no such edition.
        ArgumentError: if there are no rule files of it.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(rule_changes(kla.testing.small_edition()))
    ... def holds(pair):
    ...     assert pair[0].id == pair[1].id
    >>> holds()
    """
    rules = given_edition(edition)
    other = mutated(rules)
    one = st.just(rules.base or rules)
    return st.one_of(st.tuples(one, other), st.tuples(other, one), st.tuples(other, other))


@frozen(eq=False)
class _Changes:
    """What can be changed in the rules of an edition.

    Attributes:
        edition: the edition.
        rules: its rule files.
        edits: by kind of damage all that it can do.
    """

    edition: Edition
    rules: EditionSet
    edits: Mapping[str, Sequence[Edits]]


def _changes_of(edition: Edition) -> _Changes:
    return _changes(edition.base or edition)


# Not kept with the edition: it would be written with every copy of it, files and all.
@functools.lru_cache(maxsize=8)
def _changes(edition: Edition) -> _Changes:
    rules = _rule_set(edition)
    edits: dict[str, list[Edits]] = {}
    for kind, some in mutants_of(rules.contents, "edition"):
        if kind.family in _FAMILIES:
            edits.setdefault(kind.id, []).append(some)
    return _Changes(edition, rules, edits)


def _rule_set(edition: Edition) -> EditionSet:
    if edition.folder is None:
        if edition.digest != small_edition().digest:
            raise ArgumentError([Finding("edition.no-folder", {"folder": edition.id})])
        own: RuleFiles = files_of(small_rules())
        files = list(own)
        folder = RuleFolder(Path(), "edition", (), Path())
        return EditionSet(folder, own, {file.name: file for file in files})
    rules = rule_set(RuleFolder(edition.folder, "edition", (), edition.folder))
    assert isinstance(rules, EditionSet)  # noqa: S101 - of the folder of an edition
    return rules


@st.composite
def _mutated(draw: st.DrawFn, changes: _Changes) -> Edition:
    several = changes.edits[draw(st.sampled_from(sorted(changes.edits)))]
    first = draw(st.integers(0, len(several) - 1))
    # Where a change is refused, the next of its kind is made: none is drawn in vain.
    for turn in range(min(_TRIES, len(several))):
        made = changes.rules.made(several[(first + turn) % len(several)])
        if made.edition is not None:
            return made.edition
    return changes.edition
