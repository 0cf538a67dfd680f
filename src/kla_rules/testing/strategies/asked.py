"""What levels ask for besides points: measures in all their forms, and shares of unknown maxima."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.core.points import decimal
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure, Reading
from kla_rules.profile.measures import written_readings
from kla_rules.testing.strategies.coded import Code

# Bytes of a measure, and of a share.
ASKED: Final = 12
_PERCENT: Final = 100_000
_MOST_COUNTED: Final = 20
_FORMS: Final = ("unknown", "value", "counts", "years")
# Readings that are doubtful and yet taken: each has a note.
_DOUBTFUL: Final = ("later", "two-definitions", "counts-differ", "small")
_SHARES: Final = tuple(map(decimal, (0, 500, 700, 1000, 699)))


def measured(
    code: Code, edition: Edition, year: int, *, complete: bool, adversarial: bool
) -> dict[str, Any]:
    """Return readings by measure, as a profile gives them.

    Args:
        code: `ASKED` bytes for each.
        edition: what asks.
        year: the round.
        complete: nothing stays unknown.
        adversarial: also readings that are doubtful.
    """
    given = {}
    for measure, part in zip(edition.measures, code.parts(ASKED), strict=False):
        form = part.one_of(_forms(measure, complete=complete, adversarial=adversarial))
        reading = _reading(part, form, measure, year)
        if reading is not None:
            given[measure.id] = reading
    return given


def _forms(measure: Measure, *, complete: bool, adversarial: bool) -> Sequence[str]:
    """Return what a profile can say of a measure, the simplest first."""
    if measure.kind == "yes_no":
        return ("no", "yes") if complete else ("unknown", "no", "yes")
    if complete:
        return ("years",)
    forms = (*_FORMS, *(_DOUBTFUL if adversarial else ()))
    counted = {"counts", "counts-differ"} if measure.kind == "number" else set()
    return [form for form in forms if form not in counted]


def _reading(code: Code, form: str, measure: Measure, year: int) -> Any:  # noqa: ANN401 - any form
    """Return what a profile says of one measure in a form; None is nothing."""
    if form in {"no", "yes"}:
        return form == "yes"
    if form == "counts":
        part, unknown, rest = (code.number() % (_MOST_COUNTED + 1) for _ in range(3))
        return {"part": part, "unknown": unknown, "whole": part + unknown + rest + 1}
    value = _value(code, measure)
    earlier = {"year": year - 1, "value": _value(code, measure)}
    forms: dict[str, Any] = {
        "value": value,
        "years": [earlier, {"year": year, "value": value}],
        "later": {"value": value, "year": year + 1},
        "two-definitions": [
            {"value": value, "definition": "survey"}, {"value": 1, "definition": "register"}
        ],
        "counts-differ": {"value": value, "part": 1, "whole": 3},
        "small": decimal(5),
    }  # fmt: skip
    return forms.get(form)


def _value(code: Code, measure: Measure) -> Any:  # noqa: ANN401 - a number
    value = code.points(_PERCENT)
    return -value if measure.kind == "number" and code.number() % 2 else value


def shares(code: Code, edition: Edition, *, complete: bool) -> dict[str, Any]:
    """Return by node of unknown maximum what share of it the points are; a byte for each."""
    known = _SHARES if complete else (None, *_SHARES)
    every = {edition.ids[position]: code.one_of(known) for position in sorted(edition.holes)}
    return {name: share for name, share in every.items() if share is not None}


def known_measures(
    code: Code, edition: Edition, given: Mapping[str, tuple[Reading, ...]], year: int
) -> dict[str, Any]:
    """Return readings of every measure that agree with those that are given.

    What is given stays; of counts, those that are not known become known; what is measured once
    gets the year before it as well, so that a trend is known.
    """
    whole: dict[str, Any] = {name: written_readings(one) for name, one in given.items()}
    for measure, part in zip(edition.measures, code.parts(ASKED), strict=False):
        known = given.get(measure.id)
        if known is None:
            form = part.one_of(_forms(measure, complete=True, adversarial=False))
            whole[measure.id] = _reading(part, form, measure, year)
        elif measure.kind != "yes_no":
            learnt = [_learnt(part, one) for one in known]
            years = {one.get("year", year) for one in learnt}
            if len(learnt) == 1 and year - 1 not in years:
                earlier = {"year": year - 1, "value": _value(part, measure)}
                learnt = [earlier, {"year": year, **learnt[0]}]
            whole[measure.id] = learnt
    return whole


def _learnt(code: Code, reading: Reading) -> dict[str, Any]:
    known: dict[str, Any] = dict(written_readings([reading]))
    unknown = known.pop("unknown", 0)
    if unknown:
        known["part"] += code.below(unknown)
    return known
