"""`evaluate()`: one profile in, one `Evaluation` out."""

from kla_rules.evaluation.bounds import total_bounds
from kla_rules.evaluation.result import Evaluation
from kla_rules.model import EDGE_POLICIES, EdgePolicy, Edition
from kla_rules.profile.model import Profile


def evaluate(
    profile: Profile,
    edition: Edition | None = None,
    *,
    edge_policy: EdgePolicy | None = None,
    engine: str = "native",
) -> Evaluation:
    """Evaluate one profile.

    Args:
        profile: a region's answers.
        edition: the edition to hold them against; left out, the profile's own.
        edge_policy: "floor_inclusive" or "floor_exclusive"; left out, that of the edition.
        engine: what infers the steps; "native" is the one there is.

    Returns:
        Score, range, levels, explanation, gaps and provenance; derived when asked for.

    Raises:
        ProfileError: if the profile does not fit the edition given.
        ValueError: for an engine or an edge policy that does not exist.

    >>> import kla_rules as kla
    >>> result = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": {"total": 732.65}}))
    >>> result.level, result.determined
    ('nindya', True)
    """
    if engine != "native":
        raise ValueError(f"there is no engine {engine!r}; use 'native'")
    if edition is not None and edition is not profile.edition:
        profile = profile.under(edition)
    edition = profile.edition
    policy = edge_policy or edition.edge.policy
    if policy not in EDGE_POLICIES:
        raise ValueError(f"there is no edge policy {policy!r}; one of {', '.join(EDGE_POLICIES)}")
    low, high = total_bounds(edition, profile.values)
    return Evaluation(profile, low, high, policy, engine)
