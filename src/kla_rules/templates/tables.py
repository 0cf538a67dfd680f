"""`table_template()`: a table of units, cases or the children's forum, to be filled in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from kla_rules.cases.reading import LONG
from kla_rules.cases.reading import OWN as INCIDENTS
from kla_rules.cases.reading import form as form_of_cases
from kla_rules.cases.words import case_words
from kla_rules.core.catalogues import TEMPLATES
from kla_rules.core.dates import ZONES
from kla_rules.core.findings import ArgumentError, Finding, check_choice
from kla_rules.core.given import GivenFile
from kla_rules.core.text import Text, both
from kla_rules.core.word_lists import listed
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.edition import Edition
from kla_rules.participation.reading import FORM as FORM_OF_FORUM
from kla_rules.participation.reading import OWN as FORUM
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.rulesets.find import edition_of
from kla_rules.tables.form import ILLUSTRATIVE, Form
from kla_rules.templates.codes import units_of_codes
from kla_rules.templates.model import TableTemplate, TemplateColumn
from kla_rules.units.reading import OWN as UNITS
from kla_rules.units.reading import form_of as form_of_units
from kla_rules.units.rules import Local, rules_for

TemplateOf = Literal["units", "incidents", "forum"]
OF: Final[tuple[TemplateOf, ...]] = ("units", "incidents", "forum")
Choices = Mapping[str, Sequence[str]]


def table_template(
    of: TemplateOf,
    edition: Edition | str | None = None,
    *,
    local: Local = None,
    codes: GivenFile | None = None,
    regency: str | None = None,
    per_case: bool = False,
) -> TableTemplate:
    r"""Return a table to be filled in.

    Args:
        of: "units", "incidents" (case records) or "forum".
        edition: of units and the forum: id, folder or edition; left out, the newest.
        local: of units: local rules, whose facts it asks for as well.
        codes: of units: a list of codes and names, whose kecamatan, desa and kelurahan it begins
            with: a CSV file: its path, its bytes, or open.
        regency: code of the regency or city whose units of the list are meant.
        per_case: of cases: a row for each case and a column for each event, not a row for each
            event.

    Raises:
        ArgumentError: for another table, what the table does not have, and everything that is wrong
            with the list of codes.
        RuleError: if the edition or the local rules are not in order.

    >>> from kla_rules.templates import table_template
    >>> table_template("units").columns[0].text.id
    'Kode'
    >>> listed = b"35.75.01,Gadingrejo\n35.75.01.1002,Krapyakrejo"
    >>> table_template("units", codes=listed).units[1]
    ('35.75.01.1002', 'Krapyakrejo', 'kelurahan', '35.75.01')
    """
    check_choice("of", of, OF)
    others = {"codes": codes, "regency": regency, "local": local}
    wrong = [name for name, value in others.items() if value is not None and of != "units"]
    wrong += ["per_case"] if per_case and of != "incidents" else []
    wrong += ["regency"] if regency is not None and codes is None and of == "units" else []
    if wrong:
        raise ArgumentError([Finding("template.not-of", {"of": of}, (name,)) for name in wrong])
    if of == "incidents":
        return TableTemplate(of, tuple(_of_cases(per_case=per_case)))
    if of == "forum":
        return TableTemplate(of, tuple(_of_forum(edition_of(edition))))
    columns = tuple(_of_units(edition_of(edition), local))
    return TableTemplate(of, columns, () if codes is None else units_of_codes(codes, regency))


def _of_units(edition: Edition, local: Local) -> Iterable[TemplateColumn]:
    rules = rules_for(edition, local)
    form = form_of_units(rules)
    kinds = {one: [*rules.units.kinds] for one in LANGUAGES}
    facts = {name: fact for name, fact in rules.facts.items() if not fact.replaced_by}
    for name in UNITS:
        yield _column(form, name, choices=kinds if name == "kind" else _yes_no(name))
    for name, fact in facts.items():
        how = both(TEMPLATES, f"fact-{fact.kind}")
        asks = Text(*(f"{fact.title.get(one)}: {how.get(one)}" for one in LANGUAGES))
        yield _column(form, name, asks, _answers() if fact.kind == "yes_no" else {})


def _of_cases(*, per_case: bool) -> Iterable[TemplateColumn]:
    words, form = case_words(), form_of_cases()
    known = {
        "risk": _words(words.risks, words.words),
        "channel": _words(words.channels, words.words),
        "event": _words(words.events, words.words),
        "zone": {one: [*ZONES] for one in LANGUAGES},
    }
    for name in (*INCIDENTS, *(words.events if per_case else LONG), ILLUSTRATIVE):
        asks = both(TEMPLATES, "incidents-when") if name in words.events else None
        yield _column(form, name, asks, known.get(name) or _yes_no(name))


def _of_forum(edition: Edition) -> Iterable[TemplateColumn]:
    rules = forum_rules(edition)
    known = {
        "kind": _words(rules.kinds, rules.words),
        "role": _words(rules.roles, rules.words),
        "theme": _words(rules.themes, rules.words),
        "document": {
            language: [kind.title.get(language).lower() for kind in edition.evidence_kinds]
            for language in LANGUAGES
        },
    }
    for name in (*FORUM, ILLUSTRATIVE):
        yield _column(FORM_OF_FORUM, name, None, known.get(name) or _yes_no(name))


def _column(
    form: Form, name: str, asks: Text | None = None, choices: Choices | None = None
) -> TemplateColumn:
    """Return a column with the heading by which the table knows it."""
    text = next(one.text for one in form.headings if one.id == name)
    key = name if name == ILLUSTRATIVE else f"{form.key}-{name}"
    return TemplateColumn(name, text, asks or both(TEMPLATES, key), choices or {})


def _yes_no(name: str) -> Choices:
    return _answers() if name == ILLUSTRATIVE else {}


def _answers() -> Choices:
    """Return yes and no as tables read them: the first words of each language."""
    return {one: [listed(f"words-{key}", one)[0] for key in ("yes", "no")] for one in LANGUAGES}


def _words(ids: Iterable[str], words: Mapping[str, str]) -> Choices:
    """Return what is written for ids: in Indonesian the longest of their words, else themselves."""
    own: dict[str, str] = {}
    for word, name in words.items():
        if word != name and len(word) > len(own.get(name, "")):
            own[name] = word
    names = [*ids]
    return {"id": [own.get(name, name) for name in names], "en": names}
