"""YAML as events, with the surprises of YAML 1.1 refused instead of resolved.

`no` is a boolean to one reader and a word to another, `1:30` is ninety, `010` is eight. A rule file
that two readers understand differently is refused, with the way to write it so that all agree.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from kla_rules.core.findings import Finding, Position
from kla_rules.core.points import LARGEST
from kla_rules.core.reading.events import Event, PlainEvent, plain_decimal

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
# Booleans of YAML 1.1.
_SURPRISING_WORDS: Final = frozenset(
    {"y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO"}
    | {"on", "On", "ON", "off", "Off", "OFF"}
)
# Compiled when a text first starts like one.
_SURPRISE: Final = r"""(?:
          [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?                   # base sixty
        | [-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)[eE][-+]?[0-9]+      # exponents
        | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
        | [-+]?0(?:[0-9_]+|o[0-7]+|x[0-9a-fA-F_]+|b[01_]+)(?:\.[0-9]*)?      # octal and its kin
        | \+[0-9][0-9_]*(?:\.[0-9_]*)? | -?[0-9]+_[0-9_]*(?:\.[0-9_]*)?
        | [-+]?\.[0-9][0-9_]* | [-+]?[0-9][0-9_]*\.
        | =
    )\Z"""
_LONGEST: Final = 64  # nobody writes a longer number, and the pattern is not linear
_SURPRISING: Final = frozenset("=+-.0123456789")  # what a surprise that is no word can start with
_NUMERIC: Final = frozenset("-0123456789")  # what a number can start with
_END: Final = Event("end")
_LONG_TAG: Final = "tag:yaml.org,2002:"  # what `!!` in a text stands for
_WORDS: Final = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def yaml_events(text: str, largest: int = LARGEST) -> Iterator[PlainEvent]:
    """Yield the events of one YAML document; what is wrong with it comes as problems.

    Args:
        text: the document.
        largest: up to which whole numbers are taken.
    """
    documents = 0
    try:
        following = _LOADER(text).get_event
        while (event := following()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                yield _scalar(event, largest)
            elif kind is yaml.MappingStartEvent:
                yield Event("map", None, _position(event), _decorated(event))
            elif kind is yaml.SequenceStartEvent:
                yield Event("list", None, _position(event), _decorated(event))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                yield _END
            elif kind is yaml.AliasEvent:
                yield Event("value", None, _position(event), Finding("document.anchor"))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    yield Event("value", None, _position(event), Finding("document.several"))
                    return
        if not documents:
            yield Event("value", None, (1, 1), Finding("document.empty"))
    except yaml.MarkedYAMLError as error:
        from kla_rules.core.reading.yaml_problems import yaml_problem  # noqa: PLC0415 - for refused input only

        finding, place = yaml_problem(error, text)
        yield Event("value", None, place, finding)
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        position = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        finding = Finding("document.syntax", {"reason": "character"})
        yield Event("value", None, position, finding)


def _position(event: yaml.Event) -> Position:
    mark: Any = event.start_mark  # always set by a parser
    return mark.line + 1, mark.column + 1


def _decorated(event: yaml.Event) -> Finding | None:
    """Return the finding that a tag or an anchor is."""
    if getattr(event, "anchor", None) is not None:
        return Finding("document.anchor")
    if getattr(event, "tag", None) is not None:
        tag = str(getattr(event, "tag", ""))
        return Finding("document.tag", {"tag": tag.replace(_LONG_TAG, "!!", 1)})
    return None


def _scalar(event: yaml.ScalarEvent, largest: int) -> PlainEvent:
    mark: Any = event.start_mark
    position = mark.line + 1, mark.column + 1
    value = event.value
    if event.anchor is not None or event.tag is not None:
        return Event("value", value, position, _decorated(event))
    if event.style:  # quoted or block text is text
        return "value", value, position, None
    if value in _WORDS:
        return "value", _WORDS[value], position, None
    if value[0] in _NUMERIC and _NUMBER.match(value):
        exact = plain_decimal(value, largest)
        if exact is None:
            return Event("value", 0, position, Finding("document.number-size"))
        return "value", exact, position, None
    if value == "<<":
        return Event("value", value, position, Finding("document.merge-key"))
    if value in _SURPRISING_WORDS or (
        value[0] in _SURPRISING
        and len(value) <= _LONGEST
        and re.match(_SURPRISE, value, re.VERBOSE)
    ):
        return Event("value", value, position, Finding("document.ambiguous", {"value": value}))
    return "value", value, position, None
