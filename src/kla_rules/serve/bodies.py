"""The body of a request: read within its limit, and taken as JSON as far as that can be done at once.

The standard library reads JSON in C, and takes things that are none: a key twice, NaN, numbers that
no program keeps. At the first of these nothing is taken, and the careful reader says what is wrong.
"""  # noqa: E501

import contextlib
import functools
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NoReturn

from attrs import evolve, frozen

from kla_rules.core.findings import FindingsError, ProfileError
from kla_rules.core.printed import Data
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_bytes
from kla_rules.core.reading.schemas import schema_findings
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.profile.reading import carefully, directly

ProfileRules = Edition | Mapping[str, Edition]


class BodyError(FindingsError):
    """A body was refused: it is no JSON, or not of the form that is asked for."""


@frozen(repr=False, eq=False)
class Body(Data):
    """The body of a request.

    Attributes:
        data: its bytes.
        plain: the value that it plainly is; None where that must be looked at carefully.
    """

    data: bytes
    plain: Any = None

    def direct_profile(self, rules: ProfileRules) -> Profile | None:
        """Return the profile that it is, or None where something may be wrong with it."""
        fields = None if self.plain is None else directly(self.plain, rules)
        return None if fields is None else Profile(**fields)

    def profile(self, rules: ProfileRules) -> Profile:
        """Return the profile that it is.

        Raises:
            ProfileError: with everything that is wrong with it, and its place.
        """
        fields = None if self.plain is None else directly(self.plain, rules)
        return Profile(**(carefully(self.document(), rules) if fields is None else fields))

    def document(self) -> Document:
        """Return it as a document, in which each value knows its place.

        Raises:
            BodyError: where it is no JSON.
        """
        document = read_bytes(self.data, file=None, json=True)
        if document.findings:
            raise BodyError(document.findings)
        return document

    def request(self, schema: str) -> dict[str, Any]:
        """Return it as an object of a form.

        Args:
            schema: one of `schemas/`.

        Raises:
            BodyError: where it is no JSON, or of another form.
        """
        document = self.document()
        findings = schema_findings(document, schema)
        if findings:
            raise BodyError(findings)
        asked: dict[str, Any] = document.root
        return asked


def profile_in(value: object, key: str, rules: ProfileRules) -> Profile:
    """Return the profile that stands under a key of a body.

    Raises:
        ProfileError: with everything that is wrong with it, and its place in the body.
    """
    with placed(key, ProfileError):
        return Profile(**carefully(Document(value, None, ()), rules))


@contextlib.contextmanager
def placed(key: str, refused: type[FindingsError]) -> Iterator[None]:
    """Give what is found in a part of a body its place in the whole.

    Args:
        key: under which the part stands.
        refused: what refuses it.
    """
    try:
        yield
    except refused as error:
        raise type(error)(
            evolve(finding, path=(key, *finding.path)) for finding in error.findings
        ) from None


def body_of(data: bytes) -> Body:
    """Return a body, taken as JSON where nothing about it is doubtful.

    >>> body_of(b'{"year": 2024}').plain, body_of(b'{"year": 2024, "year": 2025}').plain
    ({'year': 2024}, None)
    """
    try:
        return Body(data, _decoder().decode(data.decode()))
    except (ValueError, ArithmeticError, RecursionError):
        return Body(data)


@functools.cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_each_once, parse_float=_exact, parse_constant=_no_number
    )


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError
    return values


def _exact(text: str) -> float | Decimal:
    """Return a number with all its digits; as a float, read faster, where that has them."""
    if len(text) <= _DIGITS_OF_FLOATS and "e" not in text and "E" not in text:
        return float(text)
    if len(text) > _LONGEST:
        raise ValueError
    return Decimal(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


# Of so many digits there is one float for each number, and it prints as that.
_DIGITS_OF_FLOATS: Final = 15
_LONGEST: Final = 40
