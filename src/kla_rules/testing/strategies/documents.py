"""Documents that answers list: all that a question asks for, and others."""

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve

from kla_rules.model.edition import Edition
from kla_rules.model.evidence import last_year_looked_at
from kla_rules.model.offices import offices_of
from kla_rules.profile.model import Profile

Document = dict[str, Any]
_TITLE: Final = "Dokumen rekaan / invented document"
_ANY_YEAR: Final = 2001  # where no round is known, every year is an earlier one
_DIGEST: Final = "0f" * 32


def backing(edition: Edition, question: str) -> list[Document]:
    """Return documents that show all that a question asks for; any, where it asks for none."""
    required = edition.evidence.get(question)
    asked = [group[0] for group in required.groups] if required else []
    attributes = {one.id: one for one in edition.evidence_attributes}
    had: Document = {}
    for one in (attributes[name] for name in asked if name in attributes):
        if one.marked:
            had[one.marked] = True
        elif one.earlier_year:
            had["year"] = (last_year_looked_at(edition, None) or _ANY_YEAR) - 1
        else:
            had["signed_by"] = one.signed_by
    kinds = [name for name in asked if name not in attributes] or [_kinds(edition)[0]]
    return [{"kind": kind, "title": _TITLE, **had} for kind in kinds]


def listed(edition: Edition, question: str) -> Iterator[list[Document]]:
    """Yield what can be listed at a question: all that it asks for, the first of it, others."""
    whole = backing(edition, question)
    yield whole
    yield [{"kind": whole[0]["kind"], "title": _TITLE}]
    yield [{"kind": "other", "title": _TITLE, "date": "2024-02-01", "digest": _DIGEST}]
    last = last_year_looked_at(edition, None) or _ANY_YEAR
    yield [{"kind": _kinds(edition)[-1], "title": _TITLE, "date": str(last - 4), "year": last}]
    yield [{**whole[0], "comparison": False, "note": True}]
    offices = offices_of(edition)
    yield [
        *whole,
        {"kind": "other", "title": _TITLE}
        | {key: next(iter(names)) for key, names in offices.items() if names},
    ]


def _kinds(edition: Edition) -> list[str]:
    return [kind.id for kind in edition.evidence_kinds] or ["document"]


def without_documents(profile: Profile) -> Profile:
    """Return a profile that lists no documents; what gave nothing else is not answered."""
    answers = {
        name: evolve(answer, evidence=()) if answer.evidence else answer
        for name, answer in profile.answers.items()
        if answer.form
    }
    return evolve(profile, answers=answers)
