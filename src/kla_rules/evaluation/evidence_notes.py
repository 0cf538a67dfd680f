"""What is doubtful about the documents that a profile lists: never refused, always said."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.notes import Note
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text, both
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import evidence_names
from kla_rules.profile.answers import Evidence
from kla_rules.profile.model import Profile
from kla_rules.rulesets.edition_of_year import round_in

_LISTED: Final = 10
_Listed = Sequence[tuple[str, Evidence]]


def evidence_notes(profile: Profile) -> list[Note]:
    """Return what is doubtful about the documents that a profile lists."""
    listed = [
        (node_id, document)
        for node_id, answer in profile.answers.items()
        for document in answer.evidence
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
    names = [_named(document) for _, document in listed]
    documents = list(zip(names, listed, strict=True))
    digests = {name: one.digest for name, (_, one) in documents if one.digest}
    used: dict[Any, list[tuple[str, Evidence]]] = {}
    for name, use in documents:
        # Files with one digest are one document, whatever they are called; without a digest a
        # document is what has the same kind, title and date.
        used.setdefault(use[1].digest or digests.get(name) or name, []).append(use)
    many = [
        uses
        for uses in used.values()
        if len({(node_id, document.kind) for node_id, document in uses}) > 1
    ]
    many.sort(key=lambda uses: -len(uses))
    titles = []
    for uses in many[: _LISTED + 1]:
        nodes = _first_few(list(dict.fromkeys(node_id for node_id, _ in uses)))
        titles.append(both(PHRASES, "document-at", title=uses[0][1].title, nodes=nodes))
    if titles:
        first = _first_few(titles, len(many))
        yield Note("evidence.reused", {"count": len(many), "documents": first})


def _named(document: Evidence) -> tuple[str, str, str | None]:
    return document.kind, " ".join(document.title.casefold().split()), document.date


def _dates(profile: Profile, listed: _Listed) -> Iterator[Note]:
    """Yield notes on documents without a date, and on those of other years than are looked at."""
    undated = [
        f"{node_id}: {document.title}" for node_id, document in listed if document.date is None
    ]
    if undated:
        yield Note("evidence.no-date", {"count": len(undated), "documents": _first_few(undated)})
    edition, round_ = profile.edition, profile.year
    period = edition.evidence_period
    if round_ is not None and (period is None or not edition.in_force(round_)):
        period = round_in(round_).evidence
    if period is None:
        # Which years the round looks at is not known; what is dated after it is outside anyway.
        first, last = 0, round_
    else:
        first, last = period.first, period.last
    if last is None:
        return
    dated = [
        (node_id, document, int(document.date[:4]))
        for node_id, document in listed
        if document.date is not None
    ]
    outside = [
        f"{node_id}: {document.title} ({document.date})"
        for node_id, document, year in dated
        if not first <= year <= last
    ]
    if outside:
        years = both(PHRASES, "years" if first else "years-until", first=first, last=last)
        values = {"count": len(outside), "documents": _first_few(outside), "years": years}
        yield Note("evidence.outside-round", values)


def _kinds(edition: Edition, listed: _Listed) -> Iterator[Note]:
    """Yield a note on kinds of documents that the edition does not know."""
    known = {kind.id for kind in edition.evidence_kinds}
    strange: Mapping[str, None] = {
        document.kind: None for _, document in listed if document.kind not in known
    }
    if known and strange:
        hints = [
            both(PHRASES, "kind-near", kind=kind, near=suggestions(kind, known))
            for kind in islice(strange, _LISTED)
        ]
        ids = [kind.id for kind in edition.evidence_kinds]
        words = (evidence_names(edition, ids, language) for language in LANGUAGES)
        names_of = [
            Text(f"{kind} ({indonesian})", f"{kind} ({english})")
            for kind, indonesian, english in zip(ids, *words, strict=True)
        ]
        yield Note(
            "evidence.unknown-kind", {"kinds": _first_few(hints, len(strange)), "known": names_of}
        )


def _unanswered(profile: Profile) -> Iterator[Note]:
    """Yield a note on documents at questions that have no answer."""
    nodes = [name for name, answer in profile.answers.items() if not answer.form]
    if nodes:
        yield Note("evidence.no-answer", {"nodes": _first_few(nodes)})


def _first_few(texts: Sequence[str | Text], count: int | None = None) -> list[str | Text]:
    """Return the first few, and how many more there are of `count` in all."""
    few: list[str | Text] = list(texts[:_LISTED])
    rest = (len(texts) if count is None else count) - len(few)
    if rest:
        few.append(both(PHRASES, "more", count=rest))
    return few
