"""What if steps were done: how much they are assumed to mend, and which proof they file."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from kla_rules.core.findings import ArgumentError, Finding, UnknownIdError, check_list, no_such_id
from kla_rules.core.points import cut, share
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import shown
from kla_rules.evaluation.evidence import lacking
from kla_rules.evaluation.whatif import WhatIf, proofs, raised_above, risen, what_if
from kla_rules.model.evidence import last_year_looked_at
from kla_rules.steps.model import NO_STEPS, Assumption, Catalogue, Step
from kla_rules.steps.reading import catalogue_of

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def with_steps(evaluation: "Evaluation", steps: Iterable[str]) -> WhatIf:
    """Return what steps would give, as far as they are assumed to mend a gap.

    Steps whose result no act decides gain nothing here. Several that mend one question mend the sum
    of their shares of its gap. An unknown answer becomes full where all of a gap is mended, and
    stays unknown otherwise: part of an unknown gap is no figure. Points given above a question rise
    with it, unless its answer was unknown: how much of what is missing above lay there, nobody
    knows. Where documents matter (some are listed, or only what they back counts), a step is taken
    to file those that are missing at what it mends.

    Args:
        evaluation: what is.
        steps: ids of steps of the catalogue, or of `evaluation.steps` that file a proof.

    Raises:
        ArgumentError: for a step that there is not, and for one that finds out what is not known:
            `with_answers` tells what an answer would give.
        TypeError: for what is no list of ids.
    """
    entries = check_list("steps", "a list of ids", steps)
    names = [name if isinstance(name, str) else shown(name) for name in entries]
    listed, filed = _known(evaluation, dict.fromkeys(names))
    edition, exact = evaluation.edition, evaluation.claims[1].exact_thousandths[0]
    gained = _gains(evaluation, listed)
    data: Any = evaluation.profile.to_dict()
    own, points = data.get("answers", {}), data.get("points", {})
    proves = filed or evaluation.count == "backed" or evaluation.evidence.documents
    answers = {}
    for node in dict.fromkeys((*gained, *filed)):
        answer = own.get(node, {"points": points[node]} if node in points else {})
        if node in gained:
            then = risen(exact[edition.positions[node]], gained[node])
            answer = {"points": then, **proofs(answer)}
        proof = _proof(evaluation, node) if proves else []
        answers[node] = {**answer, "evidence": [*answer.get("evidence", ()), *proof]}
    above = raised_above(
        evaluation,
        {n: p for n, p in gained.items() if edition.positions[n] not in evaluation.hidden},
    )
    done = what_if(evaluation, above, answers)
    return evolve(done, waits=_waits(evaluation, [step for step, _ in listed]))


def _gains(evaluation: "Evaluation", listed: Iterable[tuple[Step, Assumption]]) -> dict[str, int]:
    """Return by question the thousandths that steps are assumed to mend together."""
    edition, reach = evaluation.edition, evaluation.claims[1]
    gains: dict[str, int] = {}
    for step, assumed in listed:
        for node in () if step.is_outcome else step.mends:
            position = edition.positions[node]
            gap = cut(edition.ceilings_thousandths[position] - reach.exact_thousandths[0][position])
            gains[node] = min(gap, gains.get(node, 0) + share(assumed.share, 1, gap))
    return {
        node: gain
        for node, gain in gains.items()
        for low in (reach.exact_thousandths[0][edition.positions[node]],)
        if gain
        and (
            low == reach.exact_thousandths[1][edition.positions[node]]
            or gain == cut(edition.ceilings_thousandths[edition.positions[node]] - low)
        )
    }


def _known(
    evaluation: "Evaluation", names: Iterable[str]
) -> tuple[list[tuple[Step, Assumption]], list[str]]:
    """Return steps with what is assumed of them, and the questions to file proof at."""
    known, scored = catalogue_of(evaluation.edition), evaluation.edition.positions
    steps = known.steps if known else {}
    listed, filed = [], []
    for name in names:
        kind, _, node = name.partition("-")
        if known is not None and name in steps:
            listed.append((steps[name], known.assumptions[name]))
        elif kind == "file" and node in scored:
            filed.append(node)
        elif kind in {"answer", "find", "meet"} and any(
            step.id == name for step in evaluation.steps
        ):
            raise ArgumentError([Finding("argument.unknown-gain", {"found": name})])
        else:
            raise _not_known(known or NO_STEPS, name)
    return listed, filed


def _not_known(catalogue: Catalogue, name: str) -> Exception:
    """Return what refuses a step that there is not, or is another one now."""
    gone = catalogue.not_known(name, (), suggestions(name, catalogue.steps))
    if "reason" in gone.values:
        return UnknownIdError([gone])
    return no_such_id("step", name, catalogue.steps)


def _proof(evaluation: "Evaluation", question: str) -> list[dict[str, Any]]:
    """Return the documents that are missing at a question; their titles say they are assumed."""
    edition, answer = evaluation.edition, evaluation.profile.answers.get(question)
    groups = lacking(evaluation.profile, question)
    title = f"(anggapan/assumed) {question}"
    kinds = [kind.id for kind in edition.evidence_kinds] or ["document"]
    if not groups:
        return [] if answer and answer.evidence else [{"kind": kinds[0], "title": title}]
    attributes = {one.id: one for one in edition.evidence_attributes}
    documents = [{"kind": group[0], "title": title} for group in groups if group[0] in kinds]
    had = [attributes[group[0]] for group in groups if group[0] in attributes]
    if not had:
        return documents
    # One document with every attribute, of a kind that is asked for where one is.
    required = edition.evidence[question].groups
    kind = next((group[0] for group in required if group[0] in kinds), kinds[0])
    document: dict[str, Any] = {"kind": kind, "title": title}
    for one in had:
        if one.marked:
            document[one.marked] = True
        elif one.earlier_year:
            document["year"] = (last_year_looked_at(edition, evaluation.year) or _ANY_YEAR) - 1
        else:
            document["signed_by"] = one.signed_by
    return [*documents, document]


_ANY_YEAR: Final = 2001  # where no round is known, every year is an earlier one


def _waits(evaluation: "Evaluation", steps: Iterable[Step]) -> tuple[tuple[str, str], ...]:
    """Return pairs of a step and one that must come before it and is not done."""
    edition, low = evaluation.edition, evaluation.claims[1].low_thousandths
    known, chosen = catalogue_of(edition), {step.id: step for step in steps}
    missing = {
        node
        for node, now, most in zip(edition.ids, low, edition.ceilings_thousandths, strict=True)
        if now < most
    }
    return tuple(
        (step.id, before)
        for step in chosen.values()
        for before in step.after
        if known is not None
        and before not in chosen
        and not missing.isdisjoint(known.steps[before].mends)
    )
