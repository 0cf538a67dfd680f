"""The words of case records: what can take place, classes of risk, channels."""

import functools
from typing import Final

from kla_rules.findings import Finding, RuleError
from kla_rules.findings import Path as Place
from kla_rules.loading.citing import text_of
from kla_rules.loading.files import RuleFile, read_folder_file
from kla_rules.loading.sums import Rule
from kla_rules.loading.units import grade_of
from kla_rules.model import Measure, Provenance, Text
from kla_rules.model.handling import CaseWords
from kla_rules.places import rules_folder

FOLDER: Final = "handling"
WORDS: Final = "cases.yaml"
REPORTED: Final = "reported"
REFERRED: Final = "referred"
CLOSED: Final = "closed"
RISK: Final = "risk_"
CHANNEL: Final = "channel_"


@functools.cache
def case_words() -> CaseWords:
    """Return the words of case records.

    Raises:
        RuleError: if the installed file is damaged.

    Source: the file names the sources of its words.

    >>> list(case_words().events)[:3], case_words().words["tinggi"]
    (['reported', 'risk_identified', 'assessed'], 'high')
    """
    file = read_folder_file(rules_folder() / FOLDER, WORDS, "cases")
    if file.findings:
        raise RuleError(file.findings)
    rule = file.content
    lists = {key: rule[key] for key in ("events", "risks", "channels")}
    figures = {
        one["id"]: Measure(
            one["id"], text_of(one["title"]), one["kind"], None, provenance(one, file)
        )
        for one in rule["figures"]
    }
    events, risks, channels = (
        {one["id"]: text_of(one["title"]) for one in some} for some in lists.values()
    )
    return CaseWords(
        events,
        risks,
        channels,
        figures,
        {
            word: one["id"]
            for some in lists.values()
            for one in some
            for word in (one["id"], *one.get("also", ()))
        },
        tuple(map(text_of, rule.get("notes", ()))),
    )


def limit_facts(words: CaseWords) -> dict[str, Measure]:
    """Return what the condition of a limit may look at: risk, channel, what has taken place."""
    nowhere = Provenance("", "I")
    names = {
        **{RISK + name: title for name, title in words.risks.items()},
        **{CHANNEL + name: title for name, title in words.channels.items()},
        **words.events,
    }
    return {name: Measure(name, title, "yes_no", None, nowhere) for name, title in names.items()}


def titles_of(words: CaseWords) -> dict[str, Text]:
    """Return what every id of an event, a class of risk and a channel is called."""
    return {**words.events, **words.risks, **words.channels}


def provenance(one: Rule, file: RuleFile, place: Place = ()) -> Provenance:
    """Return source and grade of something that stands in a file with sources of its own."""
    line = file.locate(Finding("", {}, place)).line
    source = one.get("source", file.content["source"])
    return Provenance(source, grade_of(one, file), file.name, line)
