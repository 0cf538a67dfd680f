"""`verify()`: a stored result is made again from the same answers, and both are compared."""

import os
from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import evolve

from kla_rules.core.findings import ProfileError, RuleError, check_path
from kla_rules.core.given import given_file, is_given_file
from kla_rules.core.reading.read import read_value
from kla_rules.core.writing import LANGUAGES
from kla_rules.differences.replay_inputs import (
    ProfileSource,
    ScaleSource,
    evaluated_as,
    own_profile,
    rules_of,
    scale_of,
    ways_under,
)
from kla_rules.differences.replay_model import MovedValue, Replay
from kla_rules.differences.replay_reading import StoredResult, StoredSource, stored_result
from kla_rules.differences.replay_reasons import Tried, reasons_of
from kla_rules.differences.replay_values import moved_values
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile, profile_of
from kla_rules.rulesets.find import edition_with
from kla_rules.rulesets.overlays import OverlaySource, read_overlays
from kla_rules.rulesets.scales import Scale

MOST_MOVED: Final = 5_000


def verify(
    stored: StoredSource,
    profile: ProfileSource,
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    scales: ScaleSource | None = None,
) -> Replay:
    """Return whether a stored result comes out again from a profile; if not, what moved and why.

    Every option of `evaluate` is taken from the record of the stored result: the reading of the
    floors, the assumption, what is counted, the engine, whether steps were asked for. Rules,
    overlays and the table are told by their digests.

    Args:
        stored: what `Evaluation.to_dict()` gave: its values, its JSON as text or bytes, a path or
            an open file of it, an `Evaluation`; or a record alone, whose digests are compared.
        profile: the profile that it was made from, as values, a path, or a `Profile`.
        edition: the edition, its id or a folder of rule files; left out, what the record names: the
            profile's own where it is that, else the packaged one.
        overlays: those that it was made with; what the record does not name is left out.
        scales: the table that it was made with; left out, the one the profile brings along, if any.

    Returns:
        A result that is true where all is the same, with the values that moved, each with its JSON
        pointer, and the reasons.

    Raises:
        StoredResultError: (a `KlaError`) for what is no stored result, or is too large or too deep.
        ProfileError: if the profile cannot be read at all.
        RuleError: if an edition, an overlay or a table that is given cannot be read.
        TypeError: for an argument of another type, and for an `Edition` with overlays beside it.

    >>> import json
    >>> import kla_rules as kla
    >>> profile = kla.Profile.from_dict({"year": 2024, "points": {"total": 732.65}})
    >>> stored = kla.evaluate(profile).to_dict()
    >>> bool(kla.verify(json.dumps(stored), profile))
    True
    >>> replay = kla.verify({**stored, "score": 990}, profile)
    >>> replay.same, replay.edited, [(one.pointer, one.stored) for one in replay.moved]
    (False, True, [('/score', 990)])
    """
    kept = stored_result(stored)
    # An open file is read once, and looked at several times.
    profile = given_file("profile", profile) if is_given_file(profile) else profile
    scales = given_file("scales", scales) if is_given_file(scales) else scales
    every = read_overlays(overlays)
    if isinstance(edition, Edition) and every:
        expected = "given to the edition, as kla.edition(..., overlays=[...])"
        raise TypeError(f"overlays are {expected}, not beside one")
    used = tuple(file for file in every if file.content["id"] in kept.overlays)
    given = edition if isinstance(edition, Edition) else None
    if edition is not None and not isinstance(edition, Edition):
        check_path("edition", edition)
        given = edition_with(edition, used)
    own = own_profile(profile, kept, given, used)
    rules = rules_of(kept, own, given, used)
    unused = [str(file.content["id"]) for file in every if file not in used]
    tried = Tried(kept, own, rules)
    if rules.value is not None:
        scale = scale_of(kept, own, scales, rules.value)
        tried = _nearest(evolve(tried, scale=scale), profile)
        if scales is not None and kept.record.get("scale_digest") is None:
            unused.append(
                scales.id if isinstance(scales, Scale) else given_file("scales", scales).name
            )
    return Replay(
        edition=kept.edition,
        region=kept.region,
        evaluation=tried.evaluation,
        moved=tried.moved[:MOST_MOVED],
        left_out=max(len(tried.moved) - MOST_MOVED, 0),
        reasons=reasons_of(tried),
        unused=unused,
    )


def _nearest(tried: Tried, source: ProfileSource) -> Tried:
    """Return the replay from the profile, in whichever way it came to be under the edition.

    The first that is the same ends the search; where none is, the one of which least moved stays.
    """
    best = tried
    for way in ways_under(source, tried.own, tried.rules.value):
        try:
            evaluation = evaluated_as(tried.kept, way(), tried.scale.value)
        except (ProfileError, RuleError) as error:
            best = best if best.findings else evolve(best, findings=error.findings)
            continue
        moved = tuple(_moved(tried.kept, evaluation))
        if best.evaluation is None or len(moved) < len(best.moved):
            best = evolve(best, evaluation=evaluation, moved=moved)
        if any(one.kind != "text" for one in moved) or not moved:
            break  # ways tell themselves apart by notes alone
    return best


def _moved(kept: StoredResult, evaluation: Evaluation) -> Iterator[MovedValue]:
    """Yield what of a stored result an evaluation does not give again."""
    # Both engines give the same steps; durable-rules runs for nobody who has not asked for it.
    native = evolve(evaluation, engine="native")
    document: dict[str, Any] = {**native.to_dict(steps=kept.with_steps)}
    document["record"] = {**document["record"], "engine": evaluation.engine}
    if not kept.whole:
        document = document["record"]
    else:
        if "explanation" in kept.root:
            document["explanation"] = {one: native.explain(one) for one in LANGUAGES}
        if "profile" in kept.root:
            document["profile"] = _beside(kept.root["profile"], evaluation.profile)
    return moved_values(kept.root, read_value(document).root, whole=kept.whole)


def _beside(stored: Any, profile: Profile) -> Any:  # noqa: ANN401 - a stranger's value
    """Return the profile kept beside the stored result where it is the same, however written."""
    try:
        held = profile_of(stored, profile.edition) if isinstance(stored, dict) else None
    except (ProfileError, RuleError):
        held = None
    # What was noted as it was read tells what no digest does, such as another edition named in it.
    same = held is not None and (held.digest, held.notes) == (profile.digest, profile.notes)
    return stored if same else profile.to_dict()
