"""The profiles that two editions are compared on: held against the old one."""

from collections.abc import Iterable

from kla_rules.core.findings import ProfileError, check_choice, check_list, check_type
from kla_rules.core.given import is_given_file
from kla_rules.core.showing import UNITS, Unit
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.regions.given import Against, ManyProfiles, gathered
from kla_rules.regions.sources import ProfileSource, found_in
from kla_rules.validation.comparison.stored import profile_of_stored
from kla_rules.validation.comparison.versions import versions_of


def many_profiles(
    source: ProfileSource | Iterable[Profile],
    old: Edition,
    new: Edition | None = None,
    *,
    unit: Unit = "points",
) -> ManyProfiles:
    """Return profiles held against an edition, and what is wrong with those that do not fit it.

    Args:
        source: profiles; a table with one row a profile and ids of nodes as columns, as a data
            frame or a CSV file; a file of one profile, of a list of them, of one on each line
            (`.jsonl`), or of a stored result that holds its profile; or a folder of such files.
        old: the edition.
        new: the one that it is compared with: a stored result without its answers is taken where
            both give points alike.
        unit: "points" or "thousandths", of a table.

    Raises:
        ProfileError: where nothing could be read, with everything that is wrong.
        ArgumentError: for another unit.
        TypeError: for something else.

    >>> import kla_rules as kla
    >>> read = many_profiles("examples/kota-bandung-2024.yaml", kla.edition("kla-2024"))
    >>> [one.name for one in read.given], read.findings
    (['Kota Bandung'], ())
    """
    check_choice("unit", unit, UNITS)
    against = Against(
        rules=old,
        edition=old.id,
        nodes=lambda: old.ids,
        held=lambda profile: versions_of(profile.edition, old).held(profile),
        stored=lambda value: profile_of_stored(value, old, new),
    )
    read = gathered(found_in(_checked(source), against, unit))
    if not read.given and read.findings:
        raise ProfileError(read.findings)
    return read


def _checked(source: object) -> object:
    """Return what profiles are in; of a list each must be one."""
    is_table = isinstance(getattr(source, "columns", None), Iterable)
    if is_table or is_given_file(source):
        return source
    profiles = check_list("profiles", "a list of profiles, a table, or a path", source)
    for profile in profiles:
        check_type("each profile", profile, "a Profile", Profile)
    return profiles
