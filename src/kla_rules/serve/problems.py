"""What a request that is refused is answered with: our findings, as a problem of RFC 9457."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from kla_rules.core.catalogues import SERVE
from kla_rules.core.findings import Finding, bounded
from kla_rules.core.writing import LANGUAGES, Language

PROBLEM: Final = "application/problem+json"
_DEFAULT: Final[Language] = "id"
# The older code of Indonesian, which some systems still send.
_OTHER: Final = {"in": "id"}
_MOST_LANGUAGES: Final = 20
_WEIGHT: Final = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def problem(status: int, findings: Iterable[Finding], language: Language) -> dict[str, Any]:
    """Return plain JSON values, as schema "problem" says.

    Args:
        status: of the answer.
        findings: why it is refused.
        language: of its two sentences for people; the findings have both languages.

    >>> problem(404, [Finding("serve.no-path", {"path": "/x"})], "en")["title"]
    'There is nothing at this address'
    """
    told = bounded(findings)
    return {
        "type": "about:blank",
        "title": SERVE.say(f"status-{int(status)}", language),
        "status": int(status),
        "detail": "\n".join(finding.line_of_text(language) for finding in told),
        "findings": [finding.to_dict() for finding in told],
    }


def status_of(findings: Iterable[Finding]) -> HTTPStatus:
    """Return the status that refuses an input: 400 where it is no document, else 422."""
    broken = any(finding.id.startswith("document.") for finding in findings)
    return HTTPStatus.BAD_REQUEST if broken else HTTPStatus.UNPROCESSABLE_ENTITY


def language_asked(accepted: str) -> Language:
    """Return the language that a client prefers, of those that there are.

    Args:
        accepted: its header `Accept-Language`; empty where there is none.

    >>> language_asked("fr, en-GB;q=0.8, id;q=0.5"), language_asked("fr"), language_asked("")
    ('en', 'id', 'id')
    """
    best, most = _DEFAULT, 0.0
    for part in accepted.split(",")[:_MOST_LANGUAGES]:
        name, _, parameter = part.strip().partition(";")
        code = name.strip().partition("-")[0].lower()
        weight = _WEIGHT.fullmatch(parameter.strip())
        own = float(weight[1]) if weight else 0.0 if parameter else 1.0
        for language in LANGUAGES:
            if language == _OTHER.get(code, code) and own > most:
                best, most = language, own
    return best
