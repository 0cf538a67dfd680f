"""Stored results: which of them hold the profile that they were made from."""

from typing import Any, Final

from kla_rules.core.findings import Finding, ProfileError
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile, profile_of

_SCHEMA: Final = "kla-rules/"
_RECORD: Final = frozenset({"edition_digest", "profile_digest"})


def stored_kind(value: Any) -> str | None:  # noqa: ANN401 - a stranger's value
    """Return what a stored value is: "profile" of one that holds its profile, "evaluation", ...

    None where it is none of ours, such as a profile.
    """
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("profile"), dict):
        return "profile"
    if value.keys() >= _RECORD:
        return "record"
    schema = value.get("schema")
    ours = isinstance(schema, str) and schema.startswith(_SCHEMA)
    return str(schema).removeprefix(_SCHEMA) if ours else None


def stored_profile(value: dict[str, Any], rules: Rules) -> Profile:
    """Return the profile that stands beside a result; with a record it must be the one of that.

    Raises:
        ProfileError: where the result does not hold its profile, or that is refused.
    """
    kind = stored_kind(value)
    if kind != "profile":
        raise stored_refused("kind", name=str(kind))
    try:
        profile = profile_of(value["profile"], rules)
    except ProfileError as error:
        raise ProfileError(
            Finding(one.id, one.values, ("profile", *one.path), one.severity)
            for one in error.findings
        ) from error
    record = value.get("record")
    digest = record.get("profile_digest") if isinstance(record, dict) else None
    named = value["profile"].get("edition", profile.edition.id)
    # Of a profile that is held against another edition, the digest is another one.
    if digest not in (None, profile.digest) and named == profile.edition.id:
        raise ProfileError([Finding("profiles.other-profile", {}, ("record", "profile_digest"))])
    return profile


def stored_refused(reason: str, **values: str) -> ProfileError:
    """Return what refuses a stored result that does not hold enough."""
    return ProfileError([Finding("profiles.stored", {"reason": reason, **values})])
