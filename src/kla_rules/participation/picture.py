"""`forum()`: what the children's forum has done, what of it is documented, what could be answered.

A suggestion is a draft of an answer with its evidence. It counts only where a profile accepts it.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from attrs import field, frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.findings import KlaError
from kla_rules.loading.forum import forum_rules
from kla_rules.loading.units import looked_at
from kla_rules.model import Edition, Node, Reading, Text
from kla_rules.model.forum import ForumQuestion
from kla_rules.participation.model import ForumRecord, ForumRecords
from kla_rules.participation.read import ACTIVITY, COUNTS, ForumError
from kla_rules.tables.checked import other_units
from kla_rules.texts.writing import Language, check_language
from kla_rules.units.model import Units

CHANNELS: Final = "reporting-channels"
SuggestionState = Literal["documented", "partly", "nothing"]


@frozen
class Suggestion:
    """What the records say of one question.

    Attributes:
        node: the question.
        rule: what stands behind it.
        state: "documented" where everything that it names is, and the documents fit what it asks
            for; "partly" where something is recorded; "nothing" where nothing is.
        answer: what could be answered, with its evidence; of what is not documented in full the
            evidence alone, and None where there is none.
        lacking: ids of kinds and roles of which no documented record is there.
        counts: by kind and role that it names how many documented records there are.
        undocumented: ids of records that no document shows.
        documents: kinds of documents of which one is still needed, in groups.
    """

    node: Node
    rule: ForumQuestion
    state: SuggestionState
    answer: Mapping[str, Any] | None = field(hash=False)
    lacking: tuple[str, ...]
    counts: Mapping[str, int] = field(hash=False)
    undocumented: tuple[str, ...]
    documents: tuple[tuple[str, ...], ...]


@frozen
class ForumUnit:
    """What the records say of one unit.

    Attributes:
        id, name: the unit; of the whole city both are None.
        documented: by kind, and of activities by role, how many records a document shows.
        undocumented: ids of records that none does.
        lacking: ids of the roles of which no documented record is there.
        unrecorded: ids of the roles of which no record is there at all.
        themes: ids of the themes of its records.
        teaching: sessions, schools and pupils reached, as far as they are recorded.
    """

    id: str | None
    name: str | None
    documented: Mapping[str, int] = field(hash=False)
    undocumented: tuple[str, ...]
    lacking: tuple[str, ...]
    unrecorded: tuple[str, ...]
    themes: tuple[str, ...]
    teaching: Mapping[str, int | None] = field(hash=False)


class NotSuggestedError(KlaError):
    """An answer was accepted that the records do not suggest."""


@frozen(repr=False, eq=False)
class ForumPicture:
    """What the children's forum has done, by question and by unit.

    Attributes:
        records: the records.
        suggestions: by question id, in the order of the edition.
        units: the units of the table, or those that records name; the whole city first, where a
            record names no unit.
        channels: by unit id what a child can report through there, as the unit answers itself:
            ids of facts by "yes", "no" and "unknown". Empty without a table of units.
        channel_titles: what those facts are called, by id.
    """

    records: ForumRecords
    suggestions: Mapping[str, Suggestion]
    units: tuple[ForumUnit, ...]
    channels: Mapping[str, Mapping[str, tuple[str, ...]]] = field(factory=dict)
    channel_titles: Mapping[str, Text] = field(factory=dict)

    @property
    def suggested(self) -> tuple[str, ...]:
        """Return the ids of the questions for which there is an answer to accept."""
        return tuple(name for name, one in self.suggestions.items() if one.state == "documented")

    def answers(self, accept: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the answers that are accepted, for a profile.

        Args:
            accept: ids of questions, each of them suggested.

        Raises:
            NotSuggestedError: for a question that is not.

        >>> records = [{"id": "a", "kind": "innovation", "document": "report", "title": "Laporan"}]
        >>> forum(records).answers(["6.7"])
        {'6.7': {'option': 'full', 'evidence': [{'kind': 'report', 'title': 'Laporan'}]}}
        """
        found = {}
        for name in accept:
            if name not in self.suggested:
                raise NotSuggestedError(f"the records do not suggest an answer to {name!r}")
            found[name] = dict(self.suggestions[name].answer or {})
        return found

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ValueError: for another language.
        """
        check_language(language)
        from kla_rules.present.forum import forum_text  # noqa: PLC0415 - loaded by who reads it

        return forum_text(self, language)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, as `schemas/forum-result.schema.json` says."""
        from kla_rules.present.forum import forum_as_json  # noqa: PLC0415 - as above

        return forum_as_json(self)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"ForumPicture({len(self.records)} records, suggests {', '.join(self.suggested)})"


def forum(
    records: ForumRecords | str | os.PathLike[str] | Any,  # noqa: ANN401 - rows or a data frame as well
    edition: Edition | str | None = None,
    *,
    units: Units | str | os.PathLike[str] | None = None,
) -> ForumPicture:
    """Return what the children's forum has done, and which answers and evidence it suggests.

    Args:
        records: records, the path of a file, rows, or a data frame.
        edition: the edition whose questions to look at; left out, that of the records, or the
            default.
        units: the units of the region, or their table: a record of another unit is refused, every
            unit is in the picture, and so is what a child can report through there.

    Raises:
        ForumError: if the records are refused.
        RuleError: if the edition has no rules on such records.
        UnitsError: if the table of units is refused.

    Source: which records stand behind a question is in the rule file `forum.yaml` of the edition.

    >>> season = forum([
    ...     {"id": "a", "kind": "activity", "role": "pioneer", "document": "report"},
    ...     {"id": "b", "kind": "activity", "role": "reporter"},
    ... ])
    >>> one = season.suggestions["6.3"]
    >>> one.state, one.lacking, one.undocumented, season.suggested
    ('partly', ('reporter',), ('b',), ())
    """
    table = Units.read(units) if isinstance(units, str | os.PathLike) else units
    if isinstance(records, ForumRecords):
        named = [one.unit for one in records.records]
        if table is not None and (wrong := other_units(named, frozenset(table.ids))):
            raise ForumError(wrong)
        taken = (
            records
            if edition is None
            else ForumRecords(_edition(edition), records.records, records.illustrative)
        )
    elif isinstance(records, str | os.PathLike):
        taken = ForumRecords.read(records, edition, units=table)
    else:
        taken = ForumRecords.from_rows(records, edition, units=table)
    rules = forum_rules(taken.edition)
    suggestions = {name: _suggestion(taken, one) for name, one in rules.questions.items()}
    channels, titles = ({}, {}) if table is None else _channels(table)
    return ForumPicture(taken, suggestions, tuple(_units(taken, table)), channels, titles)


def _edition(given: Edition | str) -> Edition:
    from kla_rules.loading.find import edition  # noqa: PLC0415 - seldom needed

    return given if isinstance(given, Edition) else edition(given)


def documented(records: Iterable[ForumRecord]) -> dict[str, int]:
    """Return how many records a document shows: by kind, and of activities by role."""
    found: dict[str, int] = {}
    for one in records:
        if one.document is not None:
            for name in _names(one):
                found[name] = found.get(name, 0) + 1
    return found


def _names(one: ForumRecord) -> tuple[str, ...]:
    return (one.kind, one.role) if one.kind == ACTIVITY and one.role else (one.kind,)


def _suggestion(records: ForumRecords, rule: ForumQuestion) -> Suggestion:
    edition, rules = records.edition, forum_rules(records.edition)
    asked = looked_at(rule.when) or set()
    behind = [one for one in records.records if not {*asked, *rule.also}.isdisjoint(_names(one))]
    counts = documented(behind)
    figures = {name: (Reading(value=counts.get(name, 0)),) for name in (*rules.kinds, *rules.roles)}
    holds = judge(rule.when, Facts(None, readings=figures)).state
    shown = [one for one in behind if one.document is not None]
    # What is evidence as well stands in for nothing that the question names.
    named = (one for one in shown if not asked.isdisjoint(_names(one)))
    kinds = frozenset(one.document for one in named if one.document is not None)
    evidence = edition.evidence.get(rule.id)
    needed = evidence.missing(kinds) if evidence is not None else ()
    full = holds is True and not needed
    answer: dict[str, Any] | None = {"evidence": [_document(one, rules.kinds) for one in shown]}
    if full:
        answer = {**rule.answer, **(answer or {})}
    elif not shown:
        answer = None
    order = (*rules.kinds, *rules.roles)
    return Suggestion(
        edition.node(rule.id),
        rule,
        "documented" if full else "partly" if behind else "nothing",
        answer,
        tuple(name for name in order if name in asked and not counts.get(name)),
        {name: counts[name] for name in order if counts.get(name) and name != ACTIVITY},
        tuple(one.id for one in behind if one.document is None),
        needed,
    )


def _document(one: ForumRecord, kinds: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a record, as a profile lists it."""
    title = one.title or f"{kinds[one.kind].id} ({one.id})"
    found: dict[str, Any] = {"kind": one.document, "title": title}
    return found if one.date is None else {**found, "date": one.date}


def _units(records: ForumRecords, table: Units | None) -> Iterable[ForumUnit]:
    by_unit: dict[str | None, list[ForumRecord]] = {}
    for one in records.records:
        by_unit.setdefault(one.unit, []).append(one)
    units = sorted(unit for unit in by_unit if unit is not None) if table is None else table.ids
    called: Mapping[str, str] = {} if table is None else table.called
    city = [None] if None in by_unit else []
    roles = forum_rules(records.edition).roles
    for unit in (*city, *units):
        own = by_unit.get(unit, [])
        counts = documented(own)
        yield ForumUnit(
            unit,
            None if unit is None else called.get(unit),
            counts,
            tuple(one.id for one in own if one.document is None),
            tuple(role for role in roles if not counts.get(role)),
            tuple(role for role in roles if all(one.role != role for one in own)),
            tuple(dict.fromkeys(one.theme for one in own if one.theme is not None)),
            teaching(own),
        )


def teaching(records: Sequence[ForumRecord]) -> dict[str, int | None]:
    """Return the sums of sessions, schools and pupils reached; None where none is recorded."""
    found: dict[str, int | None] = {}
    for name in COUNTS:
        known = [count for one in records if (count := getattr(one, name)) is not None]
        found[name] = sum(known) if known else None
    return found


def _channels(
    table: Units,
) -> tuple[dict[str, Mapping[str, tuple[str, ...]]], dict[str, Text]]:
    """Return by unit what a child can report through, as the unit answers itself; and titles."""
    from kla_rules.units.status import unit_status  # noqa: PLC0415 - only with a table of units

    facts = [name for one in table.local.checklists if one.id == CHANNELS for name in one.facts]
    if not facts:
        return {}, {}
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for one in unit_status(table):
        own = one.checklists[CHANNELS]
        found[one.id] = {"yes": own.yes, "no": own.no, "unknown": own.unknown}
    return found, {name: table.local.facts[name].title for name in facts}
