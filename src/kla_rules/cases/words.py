"""The words of case records: what can take place, classes of risk, channels."""

import functools
from typing import Final

from kla_rules.cases.settings_model import CaseWords
from kla_rules.core.resources import rules_folder
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure
from kla_rules.rulesets.files import read_folder_file
from kla_rules.rulesets.reader import RuleReader, in_order, text_of, titles_in, words_in

FOLDER: Final = "handling"
WORDS: Final = "cases.yaml"
REPORTED: Final = "reported"
REFERRED: Final = "referred"
CLOSED: Final = "closed"
RISK: Final = "risk_"
CHANNEL: Final = "channel_"
_LISTS: Final = ("events", "risks", "channels")


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
    in_order(file, file.findings)
    reader = RuleReader(file)
    words = _words(reader)
    return in_order(words, reader.findings)


def _words(reader: RuleReader) -> CaseWords:
    rule = reader.content
    figures = {
        figure["id"]: Measure(
            figure["id"],
            text_of(figure["title"]),
            figure["kind"],
            None,
            reader.provenance(("figures", position), figure),
        )
        for position, figure in enumerate(rule["figures"])
    }
    events, risks, channels = (titles_in(rule[key]) for key in _LISTS)
    notes = tuple(map(text_of, rule.get("notes", ())))
    return CaseWords(events, risks, channels, figures, words_in(rule, _LISTS), notes)


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
