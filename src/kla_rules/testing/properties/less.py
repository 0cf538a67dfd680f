"""A profile without some of what it says."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from kla_rules.profile.model import Profile


def without(profile: Profile, names: Iterable[tuple[str, str]]) -> Profile:
    """Return a profile without some of what it says: answers and points, measures, shares."""
    values, finer = list(profile.values_thousandths), dict(profile.finer_thousandths)
    answers, ratios = dict(profile.answers), dict(profile.ratios)
    measures = dict(profile.measures)
    for kind, name in names:
        if kind == "node":
            position = profile.edition.positions[name]
            values[position] = None
            finer.pop(position, None)
            answers.pop(name, None)
        else:
            gone: dict[str, Any] = measures if kind == "measures" else ratios
            gone.pop(name, None)
    return evolve(
        profile,
        values_thousandths=tuple(values),
        finer_thousandths=finer,
        answers=answers,
        measures=measures,
        ratios=ratios,
        rollup=None,
    )
