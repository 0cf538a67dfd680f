"""Sources: used, to be found, and no worse than what is said to come from them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kla_rules.core.findings import Path
from kla_rules.rulesets.files import Rule, RuleFile
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.notes import named_sources, words
from kla_rules.validation.checks.rules import Place, Rules, listed

# From the best down. That sources conflict (C), or that nobody states it (I, U), claims nothing
# better; a source that states nothing need not be found.
_GRADES: Final = {"A": 0, "B*": 1, "B": 2, "C": 3, "I": 3, "U": 3}
_STATED: Final = frozenset({"A", "B*", "B", "C"})


def sources_known(rules: Rules, file: RuleFile) -> dict[str, str]:
    """Return by id the grades of the sources that a file may name."""
    catalogue = rules.step_files
    if catalogue is not None and any(file is one for one in catalogue):
        lists = [catalogue.sources]
    elif "sources" in file.content and file is not rules.files.sources:
        lists = [rules.files.sources, file]
    else:
        lists = [rules.files.sources, *rules.overlays]
    return {
        source["id"]: source["grade"] for one in lists for source in one.content.get("sources", ())
    }


def _unused(rules: Rules) -> Iterator[Place]:
    """Yield sources that nothing names, neither a rule nor a text."""
    used = {name for _, name in rules.cited}
    files = [*rules.all_files(), *rules.checked_files()]
    known = {name for file in files for name, _ in listed(file, "sources")}
    used |= {name for _, text in rules.texts for name in named_sources(text, known)}
    of_steps = rules.step_files.sources if rules.step_files is not None else None
    for file in rules.checked_files():
        for name, place in listed(file, "sources") if file is not of_steps else ():
            if name not in used:
                yield place.at("id", source=name)


def _no_locator(rules: Rules) -> Iterator[Place]:
    """Yield sources that nobody can find, and that do not say so."""
    for file in rules.checked_files():
        for name, place in listed(file, "sources"):
            source = place.rule
            known = "locator" in source or _says_why(source)
            if source["grade"] in _STATED and not known:
                yield place.at("id", source=name)


def _says_why(source: Rule) -> bool:
    """Return whether a note on a source speaks of its address."""
    (word,) = words("address", "id")
    return any(word in note["id"].casefold() for note in source.get("notes", ()))


def _better(rules: Rules) -> Iterator[Place]:
    """Yield figures that are graded better than the sources that they come from."""
    for file in rules.checked_files():
        known = sources_known(rules, file)
        for place, rule, source in _graded(file):
            for key in ("grade", "title_grade"):
                grade = rule.get(key, "U")
                if source in known and _GRADES[grade] < _best(known, source, rule):
                    allowed = known[source]
                    yield place.at(key, grade=grade, source=source, allowed=allowed)


def _best(known: Mapping[str, str], source: str, rule: Mapping[str, Any]) -> int:
    """Return the best grade that a figure can have: B, confirmed by another source, is B*."""
    others = [known[name] for name in rule.get("confirmed_by", ()) if name in known]
    return _GRADES["B*" if known[source] == "B" and others else known[source]]


def _graded(file: RuleFile) -> Iterator[tuple[Place, Mapping[str, Any], str]]:
    """Yield every rule with a grade of its own, and the source that it comes from."""
    top = file.content.get("source", "")

    def below(value: object, path: Path, above: str) -> Iterator[tuple[Path, Any, str]]:
        if isinstance(value, Mapping):
            own = value.get("source", above)
            if (
                not value.keys().isdisjoint({"grade", "title_grade"})
                and "publisher" not in value
                and isinstance(own, str)
            ):
                yield path, value, own
            for key, inner in value.items():
                yield from below(inner, (*path, key), top)
        elif isinstance(value, list):
            for position, inner in enumerate(value):
                yield from below(inner, (*path, position), top)

    for path, rule, source in below(file.content, (), top):
        yield Place(file, path), rule, source


def _confirmed(rules: Rules) -> Iterator[Place]:
    """Yield what is confirmed by its own source, or by the same one twice."""
    for place, name in rules.cited:
        if place.path[-1] == "source":
            continue
        rule, position = Place(place.file, place.path[:-2]).rule, place.path[-1]
        top = place.file.content.get("source", "")
        if name in {rule.get("source", top), *rule["confirmed_by"][:position]}:
            yield place.at(source=name)


CHECKS: Final = (
    Check("source.unused", "warning", _unused),
    Check("source.no-locator", "warning", _no_locator),
    Check("grade.better-than-source", "warning", _better),
    Check("source.confirms-itself", "warning", _confirmed),
)
