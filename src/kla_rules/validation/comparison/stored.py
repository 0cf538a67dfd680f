"""Stored results: the profile that one holds, or what can be told without its answers.

A result of `kla evaluate` says what every cluster has, and neither what was answered nor what was
measured. Where no edition requires more than points, both give points alike, and only levels,
floors or edges differ, that is enough: held against the old edition it must come to just what it
says. Else it is refused: a change below a cluster would seem to move nobody.
"""

from typing import Any, Final

from kla_rules.core.points import plain
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.regions.stored import stored_kind, stored_profile, stored_refused
from kla_rules.validation.comparison.trees import said_at

_KEPT: Final = ("stage", "year", "illustrative")


def profile_of_stored(value: dict[str, Any], old: Edition, new: Edition | None) -> Profile:
    """Return the profile of a stored result, under the old edition.

    Raises:
        ProfileError: where it does not hold enough to be evaluated again.
    """
    if stored_kind(value) != "evaluation":
        return stored_profile(value, old)
    return _of_clusters(value, old, new)


def _of_clusters(value: dict[str, Any], old: Edition, new: Edition | None) -> Profile:
    """Return the points of clusters that a result says, where they are all that both look at."""
    record = value.get("record")
    digest = record.get("edition_digest") if isinstance(record, dict) else None
    if digest != old.digest:
        raise stored_refused("edition", name=str(value.get("edition")))
    plainly = value.get("count") == "claimed" and not value.get("scale") and not value.get("assume")
    if not plainly or value.get("edge_policy") != old.edge.policy:
        raise stored_refused("options")
    if old.requirements or (new and new.requirements):  # what they look at is not stored
        raise stored_refused("requirements")
    if new is None or _gives_otherwise(old, new):
        raise stored_refused("answers")
    clusters = value.get("clusters")
    listed = clusters if isinstance(clusters, list) else []
    points = {
        one["id"]: one["points"]
        for one in listed
        if isinstance(one, dict)
        and isinstance(one.get("id"), str)
        and one.get("points") is not None
    }
    data = {key: value[key] for key in _KEPT if value.get(key) is not None}
    if isinstance(value.get("region"), str):
        data["region"] = {"name": value["region"]}
    profile = Profile.from_dict({**data, "points": points}, old)
    result = evaluate(profile)
    ends = [plain(end) for end in result.bounds.ends_thousandths(0)]
    same = value.get("score_range") == ends
    if not same or value.get("levels_possible") != list(result.levels_possible):
        raise stored_refused("open")
    return profile


def _gives_otherwise(old: Edition, new: Edition) -> bool:
    """Return whether some answer gives other points."""
    return old.ids != new.ids or any(
        said_at(old, at) != said_at(new, at) for at in range(len(old.nodes))
    )
