"""The same evaluation of another profile, or without the overlays."""

from typing import TYPE_CHECKING

from attrs import evolve

from kla_rules.core.findings import ProfileError, RuleError, check_type
from kla_rules.evaluation.evidence import counted
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def evaluated_again(evaluation: "Evaluation", profile: Profile) -> "Evaluation":
    """Return the same evaluation of another profile: under its edition, all else as it was."""
    check_type("profile", profile, "a Profile", Profile)
    scale = evaluation.scale and evaluation.scale.under(profile.edition)
    known, reach = counted(profile, scale, evaluation.assume, evaluation.count)
    return evolve(evaluation, profile=profile, known=known, bounds=reach, scale=scale)


def without_overlays(evaluation: "Evaluation") -> "Evaluation | None":
    """Return the same under the edition without its overlays.

    None where there are none, or where the profile only fits the edition under them.
    """
    if evaluation.edition.base is None:
        return None
    try:
        return evaluated_again(evaluation, evaluation.profile.under(evaluation.edition.base))
    except (ProfileError, RuleError):
        return None
