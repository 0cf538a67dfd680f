"""Cases on documents: each kind given where nothing stands in for it, and each alone missing."""

from collections.abc import Sequence
from typing import Any, Final

from kla_rules.model.evidence import last_year_looked_at
from kla_rules.validation.covered.making import Maker
from kla_rules.validation.covered.targets import asked_for

_TRIED: Final = 6  # questions that ask for the same
_TITLE: Final = "Contoh"
_FIGURES: Final = ("claimed", "backed", "at_risk")


def evidence_cases(maker: Maker) -> None:
    """Answer a question in full, with all that it asks for, and with all but one."""
    for target in maker.of("evidence"):
        for question in asked_for(maker.edition, target.name)[:_TRIED]:
            documents = _documents(maker, question, target.name, given=target.state == "given")
            answer: dict[str, Any] = {"option": "full"}
            if documents:
                answer["evidence"] = documents
            given = {"profile": maker.profile({"answers": {question: answer}})}
            name = f"evidence-{target.name}-{target.state}"
            if maker.offer(name, f"{question}: {target.name}", given, {"evidence": _FIGURES}):
                break


def _documents(maker: Maker, question: str, name: str, *, given: bool) -> list[dict[str, Any]]:
    """Return what a question asks for: with what is looked at, or without it."""
    edition = maker.edition
    attributes = {one.id: one for one in edition.evidence_attributes}
    general = {one.id: one.counts_as for one in edition.evidence_kinds}
    kinds: list[str] = []
    marks: dict[str, Any] = {}
    groups = edition.evidence[question].groups
    # What is not asked for by its own name is taken as what it counts as.
    sought = name if any(name in group for group in groups) else general.get(name, "")
    for group in groups:
        own = name if sought in group else ""
        if own and not given:
            continue
        chosen = own or _first(group, kinds)
        if chosen not in attributes:
            kinds.append(chosen)
            continue
        one = attributes[chosen]
        if one.marked:
            marks[one.marked] = True
        elif one.earlier_year:
            marks["year"] = (last_year_looked_at(edition, maker.year) or 2) - 1
        else:
            marks["signed_by"] = one.signed_by
    if marks and not kinds:
        kinds = [edition.evidence_kinds[0].id]
    return [{"kind": kind, "title": _TITLE, **marks} for kind in dict.fromkeys(kinds)]


def _first(group: Sequence[str], kinds: Sequence[str]) -> str:
    """Return one of a group, if possible one that is listed already."""
    return next((name for name in group if name in kinds), group[0])
