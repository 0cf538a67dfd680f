"""The keys of `profile`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal, NotRequired

from kla_rules.typed.forms.typed_dict import TypedDict


class ProfileRegionDict(TypedDict):
    """The city or regency."""

    name: str
    """Full name: Kota Bandung, Kabupaten Sumbawa."""
    kind: NotRequired[Literal["kota", "kabupaten"]]
    """kota (city) or kabupaten (regency)."""
    code: NotRequired[str]
    """Code of the Ministry of Home Affairs in quotes: "32.73"."""


class ProfileForumDict(TypedDict):
    """Records of the children's forum, and the answers taken from them."""

    records: str
    """Name of a table of records in the folder of the profile: CSV, YAML or JSON."""
    accept: NotRequired[list[str]]
    """Ids of questions whose suggestion is accepted; none counts otherwise."""


class ProfileAnswerUnitsDict(TypedDict):
    """How many kecamatan or desa/kelurahan have what is asked.

    Unknown points unless a scale is brought.
    """

    part: int
    """How many have it."""
    whole: int
    """How many there are."""
    unknown: NotRequired[int]
    """Of how many it is not known; left out: none."""


class ProfileDocumentDict(TypedDict):
    """One document."""

    kind: str
    """What it is, such as decree."""
    title: str
    """Its title; no names of children."""
    date: NotRequired[str | int]
    """Its date: year, month or day."""
    agency: NotRequired[str]
    """Id of the agency that holds it."""
    signed_by: NotRequired[str]
    """Id of the agency that signed it, or village-head."""
    year: NotRequired[int]
    """Year that its figures are of; where it has several, the earliest."""
    comparison: NotRequired[bool]
    """true: it has the figure to compare with, or the denominator."""
    note: NotRequired[bool]
    """true: the note field beside the question is filled in for it."""
    digest: NotRequired[str]
    """SHA-256 of the file; never the file."""


class ProfileAnswerDict(TypedDict):
    """One answer.

    Exactly one of points, option, fraction, value, units, counts, holds, not_applicable, or
    evidence alone.
    """

    points: NotRequired[float]
    """Points that an assessor has given."""
    option: NotRequired[str]
    """none, full, or an option of a scale."""
    fraction: NotRequired[float]
    """Share of the maximum, 0 to 1."""
    value: NotRequired[float]
    """A measured percentage or count; unknown points unless a scale is brought."""
    units: NotRequired[ProfileAnswerUnitsDict]
    """How many kecamatan or desa/kelurahan have what is asked.

    Unknown points unless a scale is brought.
    """
    counts: NotRequired[dict[str, int]]
    """Where a question asks for several numbers: each by its id."""
    holds: NotRequired[bool]
    """For a yes/no question: whether what it asks holds.

    Which answer is good stands in the rule.
    """
    not_applicable: NotRequired[bool]
    """true: the question does not apply here; unknown in this edition."""
    evidence: NotRequired[list[ProfileDocumentDict]]
    """Documents that back the answer."""


class ProfileMeasureDict(TypedDict):
    """A number.

    True or false, a reading, or a list of readings (of several years or definitions).
    """

    value: NotRequired[float | bool]
    """The number, or true or false."""
    year: NotRequired[int]
    """Year it was measured in; left out: that of the round."""
    definition: NotRequired[str]
    """Id of the definition it follows, such as survey."""
    part: NotRequired[int]
    """How many have it."""
    whole: NotRequired[int]
    """Out of how many."""
    unknown: NotRequired[int]
    """Of how many it is not known."""


class ProfileDict(TypedDict):
    """One region's answers in one round at one stage."""

    region: NotRequired[ProfileRegionDict]
    """The city or regency."""
    edition: NotRequired[str]
    """Id of the edition; left out, the year picks it."""
    stage: NotRequired[str]
    """Stage of the round: self, administrative, field, final."""
    year: NotRequired[int]
    """The evaluation round."""
    declared_total: NotRequired[float]
    """The total that the sheet prints, in points; compared, never used."""
    points: NotRequired[dict[str, float]]
    """Points by node id: any question, indicator or cluster, or total for the whole tree."""
    illustrative: NotRequired[bool]
    """True where the figures are invented for illustration; every output then says so."""
    scales: NotRequired[str | dict[str, Any]]
    """A table that turns values and options into points.

    The name of a file beside the profile, or the table itself (see the schema of scales).
    """
    units: NotRequired[str]
    """Name of a table of units in the folder of the profile: CSV, YAML or JSON."""
    forum: NotRequired[ProfileForumDict]
    """Records of the children's forum, and the answers taken from them."""
    answers: NotRequired[dict[str, ProfileAnswerDict]]
    """Answers by question id."""
    measures: NotRequired[dict[str, float | bool | ProfileMeasureDict | list[ProfileMeasureDict]]]
    """What requirements ask for besides points, by measure id."""
    ratios: NotRequired[dict[str, float]]
    """Shares of the maximum (0 to 1) by node id, where the maximum is not known."""
