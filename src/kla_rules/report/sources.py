"""What a report rests on, how to read it, and where its sources are found."""

import re
from collections.abc import Iterator
from typing import Final

from kla_rules.core.catalogues import EXPLANATION
from kla_rules.model.cited import Source
from kla_rules.report.html import Child, Html, element, markup
from kla_rules.report.writer import Writer

# An address as sources write it, with or without a scheme. Only these schemes become links, and
# only names under domains of these kinds are taken for addresses: `SK.pdf` is none.
_ADDRESS: Final = re.compile(
    r"(?<![\w@/:.-])(?P<scheme>https?://)?(?P<rest>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?(scheme)[a-z]{2,}|(?:id|com|org|net|int|co|info|edu|gov))"
    r"(?![\w-])(?::\d+)?(?:/[^\s;,<>\"']*)?)",
    re.IGNORECASE,
)


def linked(locator: str) -> Html:
    """Return where a source is found, with its web addresses as links; all else stays text.

    >>> linked("contoh.go.id/p/1, 2019; javascript:alert(1)")
    '<a href="https://contoh.go.id/p/1" rel="noreferrer noopener">contoh.go.id/p/1</a>, 2019; javascript:alert(1)'
    """  # noqa: E501 - the markup is shown whole
    return markup(_parts(locator))


def _parts(locator: str) -> Iterator[Child]:
    end = 0
    for match in _ADDRESS.finditer(locator):
        address = (match["scheme"] or "https://") + match["rest"]
        yield locator[end : match.start()]
        yield element("a", match[0], href=address, rel="noreferrer noopener")
        end = match.end()
    yield locator[end:]


def notes(writer: Writer) -> Html | None:
    """Return what a reader must know of the figures; what is invented stands on every page."""
    listed = [note for note in writer.evaluation.notes if note.id != "profile.illustrative"]
    if not listed:
        return None
    return element("ul", [element("li", note.text(writer.language)) for note in listed])


def guide(writer: Writer) -> Html:
    """Return how to read the report, sort its tables and print it."""
    keys = (
        "guide-range",
        "guide-gain",
        "guide-steps",
        "guide-award",
        "guide-tables",
        "guide-print",
    )
    return element("ul", [element("li", writer.say(key)) for key in keys])


def sources(writer: Writer) -> Html:
    """Return what the figures rest on: grades, sources, law, rules."""
    result, edition = writer.evaluation, writer.edition
    grades = [
        element(
            "li",
            writer.of(
                EXPLANATION,
                "by-grade",
                points=points,
                grade=grade,
                meaning=EXPLANATION.template(f"grade-{grade}", writer.language),
            ),
        )
        for grade, points in sorted(result.provenance.by_grade_thousandths.items())
    ]
    cannot = [writer.text(text) for text in result.cannot_say]
    rules = {"edition": edition.id, "version": edition.version, "digest": edition.digest[:16]}
    return markup(
        [
            element("p", writer.text(edition.completeness)),
            element("p", writer.of(EXPLANATION, "cannot-say", statements="; ".join(cannot)))
            if cannot
            else None,
            element("ul", grades) if grades else None,
            element("h3", writer.say("heading-source-list")),
            element("ul", [element("li", _source(writer, source)) for source in edition.sources]),
            element("h3", writer.say("heading-law")),
            element("ul", [element("li", writer.text(law)) for law in edition.legal_basis]),
            element("p", writer.of(EXPLANATION, "rules", **rules), class_="small"),
        ]
    )


def _source(writer: Writer, source: Source) -> Html:
    date = f", {source.date}" if source.date else ""
    said = writer.say(
        "source",
        title=source.title,
        publisher=source.publisher,
        date=date,
        grade=source.grade,
    )
    return markup([said, [" ", linked(source.locator)] if source.locator else None])
