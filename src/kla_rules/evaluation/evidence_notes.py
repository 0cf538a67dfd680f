"""What is doubtful about the documents that a profile lists: never refused, always said."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.notes import Note
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import LANGUAGES
from kla_rules.evaluation.evidence import kinds_in_words
from kla_rules.model import Edition, Text
from kla_rules.profile.answers import Evidence
from kla_rules.profile.model import Profile

_TOLD: Final = 10
_Listed = Sequence[tuple[str, Evidence]]


def evidence_notes(profile: Profile) -> list[Note]:
    """Return what is doubtful about the documents that a profile lists."""
    listed = [
        (node_id, one) for node_id, answer in profile.answers.items() for one in answer.evidence
    ]
    if not listed:
        return []
    return [
        *_reused(listed),
        *_dates(profile, listed),
        *_kinds(profile.edition, listed),
        *_unanswered(profile),
    ]


def _reused(listed: _Listed) -> Iterator[Note]:
    """Yield a note on documents that serve several questions, or as several kinds."""
    digests = {_named(one): one.digest for _, one in listed if one.digest}
    used: dict[Any, list[tuple[str, Evidence]]] = {}
    for node_id, one in listed:
        # Files with one digest are one document, whatever they are called; without a digest a
        # document is what has the same kind, title and date.
        used.setdefault(one.digest or digests.get(_named(one)) or _named(one), []).append(
            (node_id, one)
        )
    many = [
        uses for uses in used.values() if len({(node_id, one.kind) for node_id, one in uses}) > 1
    ]
    many.sort(key=lambda uses: -len(uses))
    told = []
    for uses in many[: _TOLD + 1]:
        nodes = _some(list(dict.fromkeys(node_id for node_id, _ in uses)))
        told.append(PHRASES.both("document-at", title=uses[0][1].title, nodes=nodes))
    if told:
        documents = _some(told, len(many))
        yield Note("evidence.reused", {"count": len(many), "documents": documents})


def _named(one: Evidence) -> tuple[str, str, str | None]:
    return one.kind, " ".join(one.title.casefold().split()), one.date


def _dates(profile: Profile, listed: _Listed) -> Iterator[Note]:
    """Yield notes on documents without a date, and on those of other years than are looked at."""
    undated = [f"{node_id}: {one.title}" for node_id, one in listed if one.date is None]
    if undated:
        yield Note("evidence.no-date", {"count": len(undated), "documents": _some(undated)})
    edition, round_ = profile.edition, profile.year
    period = edition.evidence_period
    if period is None or (round_ is not None and not edition.in_force(round_)):
        # Which years another round looks at is not known; what is dated after it is outside anyway.
        first, last = 0, round_
    else:
        first, last = period.first, period.last
    if last is None:
        return
    dated = [(node_id, one, int(one.date[:4])) for node_id, one in listed if one.date is not None]
    outside = [
        f"{node_id}: {one.title} ({one.date})"
        for node_id, one, year in dated
        if not first <= year <= last
    ]
    if outside:
        years = PHRASES.both("years" if first else "years-until", first=first, last=last)
        values = {"count": len(outside), "documents": _some(outside), "years": years}
        yield Note("evidence.outside-round", values)


def _kinds(edition: Edition, listed: _Listed) -> Iterator[Note]:
    """Yield a note on kinds of documents that the edition does not know."""
    known = {kind.id for kind in edition.evidence_kinds}
    strange: Mapping[str, None] = {one.kind: None for _, one in listed if one.kind not in known}
    if known and strange:
        told = [
            PHRASES.both("kind-near", kind=kind, near=suggestions(kind, known)) for kind in strange
        ]
        ids = [one.id for one in edition.evidence_kinds]
        words = (kinds_in_words(edition, ids, language) for language in LANGUAGES)
        names_of = [
            Text(f"{kind} ({one})", f"{kind} ({other})")
            for kind, one, other in zip(ids, *words, strict=True)
        ]
        yield Note("evidence.unknown-kind", {"kinds": _some(told), "known": names_of})


def _unanswered(profile: Profile) -> Iterator[Note]:
    """Yield a note on documents at questions that have no answer."""
    nodes = [name for name, answer in profile.answers.items() if not answer.form]
    if nodes:
        yield Note("evidence.no-answer", {"nodes": _some(nodes)})


def _some(told: Sequence[str | Text], count: int | None = None) -> list[str | Text]:
    """Return the first few, and how many more there are of `count` in all."""
    some: list[str | Text] = list(told[:_TOLD])
    more = (len(told) if count is None else count) - len(some)
    if more:
        some.append(PHRASES.both("more", count=more))
    return some
