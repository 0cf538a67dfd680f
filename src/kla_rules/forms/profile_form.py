"""The form in which offices answer: a workbook, or the same as CSV, empty or with what is known."""

from collections.abc import Mapping
from typing import Any

from kla_rules.core.findings import ProfileError, check_language, check_type, no_such_id
from kla_rules.core.narrow import whole
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.table import Table
from kla_rules.model.tree import Agency
from kla_rules.profile.answers import Answer
from kla_rules.profile.model import Profile
from kla_rules.rulesets.find import edition_of
from kla_rules.workbook.content import NO_AGENCY, Content, Ends, Given
from kla_rules.workbook.kept import lost_texts
from kla_rules.workbook.layout import agency_titles, lead_of
from kla_rules.workbook.making import content_of
from kla_rules.workbook.write import csv_form, workbook_form


def profile_form(
    edition: Edition | str,
    *,
    language: Language = "id",
    agency: str | None = None,
    region: str | None = None,
    year: int | None = None,
    stage: str | None = None,
    profile: Profile | None = None,
) -> bytes:
    """Return a workbook (.xlsx) in which the questions of an edition are answered.

    It has a sheet for each agency and an overview, which reckons what `evaluate()` says of points
    and of the levels that they leave possible. `Profile.read` takes it back.

    Args:
        edition: of which the questions are, or its id; overlays that it was built with count.
        language: "id" or "en", of all that it says.
        agency: id of the agency for whose questions alone it is; "no-agency" for what no agency is
            named for; left out, for everything.
        region: name of the city or regency.
        year: the year of the round.
        stage: the stage, by its id or its name.
        profile: what is known already; its questions are held against `edition`. The arguments
            above go before what it says.

    Raises:
        RuleError: if there is no such edition.
        ProfileError: if the profile does not fit the edition.
        UnknownIdError: (a `KeyError`) for an agency, or a stage, that the edition does not have.
        ArgumentError: for another language.
        TypeError: for an argument of another type.
        MissingExtraError: where the library that writes workbooks is not installed.

    >>> form = profile_form("kla-2024", region="Kota Contoh", year=2025, stage="self")
    >>> form[:2]
    b'PK'
    """
    return workbook_form(
        _content(edition, language, agency, region=region, year=year, stage=stage, profile=profile)
    )


def profile_form_csv(  # noqa: PLR0913 - as above
    edition: Edition | str,
    *,
    language: Language = "id",
    agency: str | None = None,
    region: str | None = None,
    year: int | None = None,
    stage: str | None = None,
    profile: Profile | None = None,
    semicolon: bool = False,
) -> str:
    """Return the same form as CSV, a row for each question, of which `Profile.read` takes it back.

    Args:
        edition: of which the questions are, or its id; overlays that it was built with count.
        language: "id" or "en", of all that it says.
        agency: id of the agency for whose questions alone it is; "no-agency" for what no agency is
            named for; left out, for everything.
        region: name of the city or regency.
        year: the year of the round.
        stage: the stage, by its id or its name.
        profile: what is known already; see `profile_form`.
        semicolon: semicolons between cells and decimal commas, as spreadsheets in Indonesian take
            them.

    Raises:
        RuleError: if there is no such edition.
        ProfileError: if the profile does not fit the edition.
        UnknownIdError: (a `KeyError`) for an agency, or a stage, that the edition does not have.
        ArgumentError: for another language.
        TypeError: for an argument of another type.

    >>> print(profile_form_csv("kla-2024", language="en", semicolon=True)[:26])
    Agency;Number;Indicator;De
    """
    check_type("semicolon", semicolon, "True or False", bool)
    content = _content(
        edition, language, agency, region=region, year=year, stage=stage, profile=profile
    )
    return csv_form(content, semicolon=semicolon)


def agencies_asked(edition: Edition) -> tuple[tuple[str, ...], tuple[Agency, ...]]:
    """Return the ids of agencies that answer questions, and those that only answer with others.

    A question is answered by the first of its agencies.
    """
    leads = {lead_of(question) for question in edition.questions}
    named = agency_titles(edition)
    asked = tuple(name for name in named if name in leads)
    return asked, tuple(edition.agency(name) for name in named if name not in leads)


def _content(
    edition: Edition | str,
    language: Language,
    agency: str | None,
    *,
    region: str | None,
    year: int | None,
    stage: str | None,
    profile: Profile | None,
) -> Content:
    """Return what a form holds, its arguments checked."""
    edition = edition_of(edition)
    check_language(language)
    for name, value in (("agency", agency), ("region", region), ("stage", stage)):
        check_type(name, value, "a text, or None", str, type(None))
    if year is not None:
        year = whole(year)
    check_type("year", year, "a whole number, or None", int, type(None))
    check_type("profile", profile, "a Profile, or None", Profile, type(None))
    if agency not in {None, NO_AGENCY}:
        edition.agency(str(agency))
        asked = agencies_asked(edition)[0]
        if agency not in asked:
            raise no_such_id("agency", agency, dict.fromkeys(asked))
    if stage is not None:
        stage = edition.stage(stage).id  # it may go by its name
    if profile is not None and profile.edition is not edition:
        profile = profile.under(edition)
    data: dict[str, Any] = dict(profile.to_dict()) if profile is not None else {}
    if region is not None:
        data["region"] = {"name": region}
    data |= {key: value for key, value in (("year", year), ("stage", stage)) if value is not None}
    if data:
        # What is written must be read back: the same checks as of any profile.
        data["edition"] = edition.id
        Profile.from_dict(data, edition)
        lost = lost_texts(data)
        if lost:
            raise ProfileError(lost)
    scale = profile.scale if profile is not None else None
    tables = {**edition.tables, **(scale.tables if scale is not None else {})}
    ends = {} if profile is None else _ends(profile, tables)
    return content_of(edition, language, agency, Given(data, tables, ends))


def _ends(profile: Profile, tables: Mapping[str, Table]) -> dict[str, Ends]:
    """Return by node the fewest and the most thousandths that a profile gives for it."""
    ends: dict[str, Ends] = {}
    for position, (node, value) in enumerate(
        zip(profile.edition.nodes, profile.values_thousandths, strict=True)
    ):
        if value is not None:
            exact = profile.finer_thousandths.get(position, value)
            points = min(exact, node.ceiling_thousandths)
            ends[node.id] = (points, points)
    for name, answer in profile.answers.items():
        if answer.pending:
            both = _by_table(answer, tables.get(name))
            if both is not None:
                ends[name] = both
    return ends


def _by_table(answer: Answer, table: Table | None) -> Ends | None:
    """Return the fewest and the most thousandths that a table gives for an answer, or None."""
    if table is None or answer.form == "counts":
        return None
    if answer.form == "option":
        worth = table.options_thousandths.get(answer.given)
        return None if worth is None else (worth, worth)
    low, high = (table.value_thousandths(end) for end in answer.ends)
    return None if low is None or high is None else (min(low, high), max(low, high))
