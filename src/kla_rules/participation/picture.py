"""`assess_forum()`: what the children's forum has done, what is documented, what could be answered.

A suggestion is a draft of an answer with its evidence. It counts only where a profile accepts it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import evolve, field, frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.core.findings import ArgumentError, Finding, check_ids, check_language
from kla_rules.core.frozen import frozen_map, frozen_value
from kla_rules.core.given import GivenFile
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.points import as_json
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import evidence_shown
from kla_rules.model.measure import Reading
from kla_rules.model.tree import Node
from kla_rules.participation.channels import channels_of
from kla_rules.participation.model import ForumError, ForumRecords
from kla_rules.participation.reading import ACTIVITY
from kla_rules.participation.record import ForumRecord, teaching
from kla_rules.participation.rules_model import ForumQuestion
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.rulesets.find import edition_of, edition_under
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.tiers import looked_at
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.records import check_units, records_from
from kla_rules.tables.words import Meanings
from kla_rules.units.given import units_from
from kla_rules.units.model import Units

if TYPE_CHECKING:
    from kla_rules.typed.forms.forum import ForumDict

SuggestionState = Literal["documented", "partly", "nothing"]


@frozen(repr=False)
class Suggestion(Shown):
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
    answer: Mapping[str, Any] | None = field(converter=frozen_value)
    lacking: tuple[str, ...]
    counts: Mapping[str, int] = field(converter=frozen_map)
    undocumented: tuple[str, ...]
    documents: tuple[tuple[str, ...], ...]


@frozen(repr=False)
class ForumUnit(Shown):
    """What the records say of one unit.

    Attributes:
        id, name: the unit; both None of the whole city.
        documented: by kind, and of activities by role, how many records a document shows.
        undocumented: ids of records that none does.
        lacking: ids of the roles of which no documented record is there.
        unrecorded: ids of the roles of which no record is there at all.
        themes: ids of the themes of its records.
        teaching: how many sessions, schools and pupils, as far as they are recorded.
    """

    id: str | None
    name: str | None
    documented: Mapping[str, int] = field(converter=frozen_map)
    undocumented: tuple[str, ...]
    lacking: tuple[str, ...]
    unrecorded: tuple[str, ...]
    themes: tuple[str, ...]
    teaching: Mapping[str, int | None] = field(converter=frozen_map)


class NotSuggestedError(ArgumentError):
    """An answer was accepted that the records do not suggest."""


@frozen(repr=False, eq=False)
class ForumPicture(Data):
    """What the children's forum has done, by question and by unit.

    Attributes:
        records: the records.
        suggestions: by question id, in the order of the edition.
        units: the units of the table, or those that records name; the whole city first, where a
            record names no unit.
        channels: by unit id what a child can report through there, as the unit answers itself:
            ids of facts by "yes", "no" and "unknown". Empty without a table of units.
        channel_titles: what those facts are called, by id.
        notes: what a reader should know of how the tables were read.
    """

    records: ForumRecords
    suggestions: Mapping[str, Suggestion] = field(converter=frozen_map)
    units: Listed[ForumUnit] = field(converter=listed)
    channels: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        factory=dict, converter=frozen_value
    )
    channel_titles: Mapping[str, Text] = field(factory=dict, converter=frozen_map)
    notes: Listed[Note] = field(default=(), converter=listed)

    @property
    def suggested(self) -> tuple[str, ...]:
        """Return the ids of the questions for which there is an answer to accept."""
        return tuple(
            question
            for question, suggestion in self.suggestions.items()
            if suggestion.state == "documented"
        )

    def answers(self, accept: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the answers that are accepted, for a profile.

        Args:
            accept: ids of questions, each of them suggested.

        Raises:
            NotSuggestedError: for a question that is not.

        >>> records = [{"id": "a", "kind": "innovation", "document": "report", "title": "Laporan"}]
        >>> assess_forum(records).answers(["6.7"])
        {'6.7': {'option': 'full', 'evidence': [{'kind': 'report', 'title': 'Laporan'}]}}
        """
        answers = {}
        for question in check_ids("accept", accept):
            if question not in self.suggested:
                raise NotSuggestedError([Finding("argument.not-suggested", {"found": question})])
            answers[question] = as_json(self.suggestions[question].answer or {})
        return answers

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.participation.page import forum_text  # noqa: PLC0415 - loaded by who reads it

        return forum_text(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return it on one screen of at most 39 lines, in one language; see `explain()`."""
        check_language(language)
        from kla_rules.participation.brief import forum_in_brief  # noqa: PLC0415 - as above

        return forum_in_brief(self, language)

    def to_dict(self) -> "ForumDict":
        """Return plain JSON values, as `schemas/forum-result.schema.json` says."""
        from kla_rules.participation.page import forum_as_json  # noqa: PLC0415 - as above

        return cast("ForumDict", forum_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"ForumPicture({len(self.records)} records, suggests {', '.join(self.suggested)})"

    def _showing(self) -> Showing:
        from kla_rules.participation.card import forum_shown  # noqa: PLC0415 - asked for by few

        return forum_shown(self)


def assess_forum(
    records: ForumRecords | GivenFile | Any,  # noqa: ANN401 - rows or a data frame as well
    edition: Edition | str | None = None,
    *,
    units: Units | GivenFile | None = None,
    overlays: Iterable[OverlaySource] = (),
    encoding: Encoding | None = None,
    meanings: Meanings = None,
) -> ForumPicture:
    """Return what the children's forum has done, and which answers and evidence it suggests.

    Args:
        records: records; a file of them: its path, its bytes, or open; rows, or a data frame.
        edition: the edition whose questions to look at; left out, that of the records, or the
            default.
        units: the units of the region, or their table: a record of another unit is refused, every
            unit is in the picture, and so is what a child can report through there.
        overlays: what to lay over the edition, given by its id.
        encoding: as of `ForumRecords.read`; of records in a CSV.
        meanings: as of `Units.read`: what marks mean in the table of records.

    Raises:
        ForumError: if the records are refused.
        RuleError: if the edition has no rules on such records.
        UnitsError: if the table of units is refused.
        ArgumentError: for an encoding that there is not.
        TypeError: for an argument of another type, and for overlays beside an `Edition`.

    Source: which records stand behind a question is in the rule file `forum.yaml` of the edition.

    >>> season = assess_forum([
    ...     {"id": "a", "kind": "activity", "role": "pioneer", "document": "report"},
    ...     {"id": "b", "kind": "activity", "role": "reporter"},
    ... ])
    >>> first = season.suggestions["6.3"]
    >>> first.state, first.lacking, first.undocumented, season.suggested
    ('partly', ('reporter',), ('b',), ())
    """
    rules: Any = edition_under(edition, overlays)
    tree = None if rules is None else edition_of(rules)
    table = None if units is None else units_from(units)
    own = {"edition": tree, "units": table, "meanings": meanings}
    season = records_from(records, ForumRecords, {"encoding": encoding}, **own)
    if table is not None:
        check_units((one.unit for one in season.records), frozenset(table.ids), ForumError)
    if tree is not None:
        season = evolve(season, edition=tree)
    rules = forum_rules(season.edition)
    suggestions = {name: _suggestion(season, rule) for name, rule in rules.questions.items()}
    channels, titles = ({}, {}) if table is None else channels_of(table)
    notes = (*(() if table is None else table.read_notes), *season.notes)
    return ForumPicture(season, suggestions, tuple(_units(season, table)), channels, titles, notes)


def documented(records: Iterable[ForumRecord]) -> dict[str, int]:
    """Return how many records a document shows: by kind, and of activities by role."""
    backed = (_names(record) for record in records if record.document is not None)
    return dict(Counter(name for names in backed for name in names))


def _names(record: ForumRecord) -> tuple[str, ...]:
    """Return what a record counts as: its kind, and of an activity its role."""
    if record.kind == ACTIVITY and record.role:
        return record.kind, record.role
    return (record.kind,)


def _suggestion(season: ForumRecords, rule: ForumQuestion) -> Suggestion:
    edition, rules = season.edition, forum_rules(season.edition)
    order = (*rules.kinds, *rules.roles)
    named, behind = looked_at(rule.when) or set(), _behind(season, rule)
    counts = documented(behind)
    holds = judge(rule.when, Facts(None, readings=figures_behind(season, rule))).state
    backed = [record for record in behind if record.document is not None]
    # What is evidence as well stands in for nothing that the question names.
    kinds = frozenset(
        record.document
        for record in backed
        if record.document is not None and not named.isdisjoint(_names(record))
    )
    evidence = edition.evidence.get(rule.id)
    listed = ((kind, None, None, ()) for kind in kinds)  # a record says no more of it
    shown = evidence_shown(edition, rule.id, listed)
    needed = evidence.missing(shown) if evidence is not None else ()
    # What the question asks for besides, such as a matrix, no record stands for.
    is_full = holds is True and (evidence is None or not needed or needed != evidence.groups)
    answer: dict[str, Any] = {"evidence": [_document(record, rules.kinds) for record in backed]}
    if is_full:
        answer = {**rule.answer, **answer}
    return Suggestion(
        node=edition.node(rule.id),
        rule=rule,
        state="documented" if is_full else "partly" if behind else "nothing",
        answer=answer if is_full or backed else None,
        lacking=tuple(name for name in order if name in named and not counts.get(name)),
        counts={name: counts[name] for name in order if counts.get(name) and name != ACTIVITY},
        undocumented=_undocumented(behind),
        documents=needed,
    )


def _behind(season: ForumRecords, rule: ForumQuestion) -> list[ForumRecord]:
    """Return the records that stand behind a question, and those that are evidence as well."""
    names = {*(looked_at(rule.when) or ()), *rule.also}
    return [record for record in season.records if not names.isdisjoint(_names(record))]


def figures_behind(season: ForumRecords, rule: ForumQuestion) -> dict[str, tuple[Reading, ...]]:
    """Return by kind and role what the condition of a question looks at."""
    rules, counts = forum_rules(season.edition), documented(_behind(season, rule))
    return {name: (Reading(value=counts.get(name, 0)),) for name in (*rules.kinds, *rules.roles)}


def _undocumented(records: Iterable[ForumRecord]) -> tuple[str, ...]:
    return tuple(record.id for record in records if record.document is None)


def _document(record: ForumRecord, kinds: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a record, as a profile lists it."""
    title = record.title or f"{kinds[record.kind].id} ({record.id})"
    dated = {} if record.date is None else {"date": record.date}
    return {"kind": record.document, "title": title, **dated}


def _units(season: ForumRecords, table: Units | None) -> Iterable[ForumUnit]:
    by_unit: dict[str | None, list[ForumRecord]] = {}
    for record in season.records:
        by_unit.setdefault(record.unit, []).append(record)
    units = sorted(unit for unit in by_unit if unit is not None) if table is None else table.ids
    called: Mapping[str, str] = {} if table is None else table.called
    roles = forum_rules(season.edition).roles
    for unit in (*([None] if None in by_unit else ()), *units):
        own = by_unit.get(unit, [])
        counts = documented(own)
        recorded = {record.role for record in own}
        yield ForumUnit(
            id=unit,
            name=None if unit is None else called.get(unit),
            documented=counts,
            undocumented=_undocumented(own),
            lacking=tuple(role for role in roles if not counts.get(role)),
            unrecorded=tuple(role for role in roles if role not in recorded),
            themes=tuple(dict.fromkeys(record.theme for record in own if record.theme is not None)),
            teaching=teaching(own),
        )
