"""Why a stored result is not the same: what it was made from is another, or it was edited."""

import functools
from collections.abc import Iterator
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.findings import Finding
from kla_rules.core.frozen import frozen_list
from kla_rules.differences.replay_inputs import Found
from kla_rules.differences.replay_model import MovedValue, ReplayReason
from kla_rules.differences.replay_reading import VERSION_OF_FORM, StoredResult
from kla_rules.differences.replay_values import pointer_of
from kla_rules.differences.replay_within import contradictions
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.model import Profile
from kla_rules.version import VERSION

_POINTERS: Final = 20
_DIGITS: Final = 12  # of a digest, in a sentence
# Notes that tell how a profile was read: what was read once is read no second time from its values.
_OF_READING: Final = ("units.", "forum.", "profile.", "region.", "points.rounded", "measure.")


@frozen
class Tried:
    """A replay, as far as it came.

    Attributes:
        kept: the stored result.
        own: the profile as it reads by itself.
        rules, scale: what it was replayed with.
        evaluation: the result of today, or None.
        moved: what the stored result has otherwise.
        findings: why there is none.
    """

    kept: StoredResult
    own: Profile
    rules: Found
    scale: Found = field(factory=functools.partial(Found, None))
    evaluation: Evaluation | None = None
    moved: tuple[MovedValue, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), converter=frozen_list)


def reasons_of(tried: Tried) -> list[ReplayReason]:
    """Return why a stored result is not the same; none where it is."""
    if tried.evaluation is not None and not tried.moved:
        return []
    paths = contradictions(tried.kept)
    found = [_edited("within", paths)] if paths else []
    found += _of_inputs(tried)
    return found or [_of_values(tried.moved)]


def _edited(case: str, paths: list[Any]) -> ReplayReason:
    pointers = [pointer_of(path) for path in paths]
    return ReplayReason("edited", case, tuple(pointers[:_POINTERS]))


def _of_inputs(tried: Tried) -> Iterator[ReplayReason]:
    """Yield what a stored result was made from that is another now."""
    kept, evaluation = tried.kept, tried.evaluation
    profile = tried.own if evaluation is None else evaluation.profile
    rules = [*_of_rules(tried)]
    same_answers = profile.digest == kept.record.get("profile_digest")
    if not same_answers:
        yield from _of_profile(tried, profile, other_rules=bool(rules))
    yield from rules
    yield from _of_scale(tried)
    yield from _of_library(kept)
    if evaluation is None:
        findings = tried.findings or tried.rules.findings
        yield ReplayReason("unfit", "edition" if tried.rules.value is None else None,
                           values={"edition": kept.edition}, findings=findings)  # fmt: skip
    elif kept.with_steps and not rules:
        yield from (
            ReplayReason("steps", None, (one.pointer,), one.stored, one.replayed,
                         _short(one.stored, one.replayed))
            for one in tried.moved
            if one.pointer == kept_at(kept, "catalogue_digest") and one.stored is not None
        )  # fmt: skip


def kept_at(kept: StoredResult, key: str) -> str:
    """Return the pointer of a value of the record."""
    return pointer_of(("record", key) if kept.whole else (key,))


def _compared(
    reason: str, pointer: str, stored: object, replayed: object, case: str | None = None
) -> ReplayReason:
    return ReplayReason(reason, case, (pointer,), stored, replayed, _short(stored, replayed))


def _short(stored: object, replayed: object) -> dict[str, Any]:
    """Return two digests as a sentence writes them."""
    then, now = (
        value[:_DIGITS] if isinstance(value, str) else value for value in (stored, replayed)
    )
    return {"then": then, "now": now}


def _of_profile(tried: Tried, profile: Profile, *, other_rules: bool) -> Iterator[ReplayReason]:
    """Yield in what the profile is another: its region, round or stage, or its answers."""
    kept = tried.kept
    named: list[ReplayReason] = []
    ids = (tried.own.edition.id, profile.edition.id)
    other = next((one for one in ids if one != kept.edition), None)
    if kept.edition is not None and other is not None:
        named.append(_compared("edition", kept_at(kept, "edition"), kept.edition, other))
    if kept.whole:
        region = profile.region.name if profile.region else None
        for reason, key, now in (
            ("region", "region", region),
            ("round", "year", profile.year),
            ("stage", "stage", profile.stage),
        ):
            then = kept.root.get(key)
            if key in kept.root and (then != now or isinstance(then, bool)):
                named.append(_compared(reason, f"/{key}", then, now))
    yield from named
    if not named:
        pointer, then = kept_at(kept, "profile_digest"), kept.record["profile_digest"]
        case = "perhaps" if other_rules else None
        yield _compared("answers", pointer, then, profile.digest, case)


def _of_rules(tried: Tried) -> Iterator[ReplayReason]:
    """Yield what of the rules, or of what was laid over them, is another."""
    kept, edition = tried.kept, tried.rules.value
    if edition is None:
        return
    used = {one.id: one.digest for one in edition.overlays}
    at = kept_at(kept, "overlays")
    others = []
    for name, digest in kept.overlays.items():
        if name not in used:
            case = "unfit" if tried.rules.findings else "missing"
            values: dict[str, Any] = {"id": name}
            others.append(
                ReplayReason(
                    "overlay",
                    case,
                    (at,),
                    digest,
                    None,
                    values | _short(digest, None),
                    tried.rules.findings,
                )
            )
        elif used[name] != digest:
            values = {"id": name, **_short(digest, used[name])}
            others.append(ReplayReason("overlay", "other", (at,), digest, used[name], values))
    for name, digest in used.items():
        if name not in kept.overlays:
            others.append(ReplayReason("overlay", "come", (at,), None, digest, {"id": name}))
    yield from others
    record = kept.record
    then, now = record.get("edition_version"), edition.version
    is_other = edition.digest != record["edition_digest"]
    if kept.edition == edition.id and is_other and (not others or then != now):
        values = {"edition": edition.id, "version": then, "version_now": now}
        values |= _short(record["edition_digest"], edition.digest)
        pointers = (kept_at(kept, "edition_version"), kept_at(kept, "edition_digest"))
        digests = (record["edition_digest"], edition.digest)
        yield ReplayReason("rules", None, pointers, *digests, values)


def _of_scale(tried: Tried) -> Iterator[ReplayReason]:
    """Yield whether the table that turns answers into points is another."""
    wanted = tried.kept.record.get("scale_digest")
    evaluation = tried.evaluation
    used = tried.scale.value if evaluation is None else evaluation.scale
    now = used.digest if used else None
    if tried.rules.value is None or now == wanted:
        return
    case = "come" if wanted is None else "other" if used else "missing"
    case = "unfit" if tried.scale.findings and not used else case
    values = {"id": used.id if used else None, **_short(wanted, now)}
    pointer = kept_at(tried.kept, "scale_digest")
    yield ReplayReason("scale", case, (pointer,), wanted, now, values, tried.scale.findings)


def _of_library(kept: StoredResult) -> Iterator[ReplayReason]:
    """Yield whether another version of the library, or another form, wrote the stored result."""
    then = kept.record.get("library_version")
    if then != VERSION:
        yield _compared("library", kept_at(kept, "library_version"), then, VERSION)
    form = kept.root.get("schema_version")
    if kept.whole and (form != VERSION_OF_FORM or isinstance(form, bool)):
        yield _compared("form", "/schema_version", form, VERSION_OF_FORM)


def _of_values(moved: tuple[MovedValue, ...]) -> ReplayReason:
    """Return why values moved though all that the result was made from is the same."""
    pointers = tuple(one.pointer for one in moved[:_POINTERS])
    if all(map(_of_reading, moved)):
        return ReplayReason("reading", None, pointers)
    if all(map(_of_places, moved)):
        return ReplayReason("places", None, pointers)
    return ReplayReason("edited", "inputs", pointers)


def _of_places(one: MovedValue) -> bool:
    """Return whether it is the file or the line of a figure, and such a one."""
    if one.kind != "source" or isinstance(one.stored, bool):
        return False
    is_file = one.pointer.endswith("/file") and isinstance(one.stored, str)
    return is_file or (
        one.pointer.endswith("/line") and isinstance(one.stored, int) and one.stored > 0
    )


def _of_reading(one: MovedValue) -> bool:
    """Return whether it is a note on how the profile was read, which the replay does not have."""
    note = one.stored.get("id") if isinstance(one.stored, dict) else None
    is_note = one.change == "gone" and one.pointer.startswith("/notes/")
    return is_note and isinstance(note, str) and note.startswith(_OF_READING)
