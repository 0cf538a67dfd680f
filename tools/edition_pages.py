"""Write a page for each packaged edition from its rule files: `docs/editions/<id>.md`.

The pages are generated so that they cannot drift from the rules; a test holds them against this.
"""

from collections.abc import Iterator
from pathlib import Path

import kla_rules as kla
from kla_rules.conditions.words import Words
from kla_rules.core.points import written
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Advisory, Requirement
from kla_rules.model.tree import Node
from kla_rules.rulesets.edition_of_year import rounds_of
from kla_rules.rulesets.edition_page import round_lines
from kla_rules.steps.model import Catalogue, Step
from kla_rules.steps.reading import catalogue_of

FOLDER = Path(__file__).parents[1] / "docs" / "editions"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of every page."""
    for summary in kla.editions():
        edition = kla.edition(summary.id)
        yield FOLDER / f"{edition.id}.md", "\n".join(page(edition)) + "\n"
        if catalogue_of(edition) is not None:
            yield FOLDER / f"{edition.id}-steps.md", "\n".join(steps(edition)) + "\n"


def page(edition: Edition) -> Iterator[str]:
    """Yield the lines of the page of one edition."""
    yield f"# {edition.id}: {edition.title.en}"
    yield ""
    yield f"*{edition.title.id}*"
    yield ""
    rounds = ", ".join(map(str, edition.rounds))
    yield (
        f"Rounds: {rounds}. Version {edition.version} of the rule files; maximum "
        f"{points(edition.maximum_thousandths)}."
    )
    yield ""
    yield f"<!-- Written by tools/edition_pages.py from rules/{edition.id}/; do not edit. -->"
    yield ""
    yield edition.completeness.en
    yield ""
    if edition.cannot_say:
        yield "What it cannot say:"
        yield ""
        yield from (f"- {text.en}" for text in edition.cannot_say)
        yield ""
    yield from (f"> {note.en}\n" for note in edition.notes)
    yield from known_rounds(edition)
    yield from levels(edition)
    yield from asked(edition)
    yield from tree(edition)
    yield from questions(edition)
    yield from evidence(edition)
    yield from sources(edition)


def known_rounds(edition: Edition) -> Iterator[str]:
    """Yield what is known of its rounds."""
    told = [(known.year, round_lines(known, "en")) for known in rounds_of(edition.id)]
    if any(lines for _, lines in told):
        yield "## Rounds"
        yield ""
        yield from (f"- {year}: {line}" for year, lines in told for line in lines)
        yield ""


def levels(edition: Edition) -> Iterator[str]:
    """Yield the levels and what holds exactly on a floor."""
    yield "## Levels"
    yield ""
    yield "| level | points | source | grade |"
    yield "|---|---|---|---|"
    for level in edition.levels:
        inclusive = level.threshold_thousandths(edition.edge.policy) == level.floor_thousandths
        words = f"{'from' if inclusive else 'above'} {points(level.floor_thousandths)}"
        place = level.provenance
        yield f"| {level.id} | {words} | {place.source} | {place.grade} |"
    edge = edition.edge
    yield ""
    yield (
        f"Exactly on a floor: `{edge.policy}` (grade {edge.provenance.grade}, source "
        f"{edge.provenance.source}). {edge.reason.en}"
    )
    yield ""
    yield (
        f"The other documented reading: `{edge.other_policy}` (source {edge.other_source}). "
        f"{edge.other_reason.en}"
    )
    yield ""


def asked(edition: Edition) -> Iterator[str]:
    """Yield requirements, advisories and the measures they ask for."""
    parts: tuple[tuple[str, tuple[Requirement, ...] | tuple[Advisory, ...]], ...] = (
        ("What levels ask for besides points", edition.requirements),
        ("Advisories, which change no level", edition.advisories),
    )
    telling = Words(edition, "en")
    for heading, entries in parts:
        if not entries:
            continue
        yield f"## {heading}"
        yield ""
        yield "| id | level | asked | rounds | source | grade |"
        yield "|---|---|---|---|---|---|"
        for one in entries:
            told = f"{one.title.en}: *{telling.condition(one.when)}*"
            rounds = ", ".join(map(str, getattr(one, "rounds", edition.rounds)))
            place = one.provenance
            cells = (f"`{one.id}`", one.level, told, rounds, place.source, place.grade)
            yield row(cells)
        yield ""
        yield from remarks((one.id, one.notes) for one in entries)
    if edition.measures:
        yield "Measures that a profile can give for these:"
        yield ""
        yield "| id | name | kind | counts |"
        yield "|---|---|---|---|"
        for measure in edition.measures:
            units = measure.units.en if measure.units else ""
            yield row((f"`{measure.id}`", both(measure.title), measure.kind, units))
        yield ""
        yield from remarks((one.id, one.notes) for one in edition.measures)


def tree(edition: Edition) -> Iterator[str]:
    """Yield clusters and indicators with their maxima."""
    yield "## Clusters and indicators"
    yield ""
    yield "| id | name | maximum | grade | source |"
    yield "|---|---|---|---|---|"
    nodes = [node for node in edition.nodes if node.rank in {"cluster", "indicator"}]
    for node in nodes:
        name = f"**{node.title.en}**" if node.rank == "cluster" else node.title.en
        if node.title_grade:
            name += f" (name: grade {node.title_grade})"
        place = node.provenance
        source = ", ".join((place.source, *place.confirmed_by))
        yield row((node.id, f"{name}<br>*{node.title.id}*", most(node), place.grade, source))
    yield ""
    yield from remarks((node.id, told(node)) for node in nodes)


def questions(edition: Edition) -> Iterator[str]:
    """Yield the questions of each indicator."""
    indicators = [node for node in edition.nodes if node.rank == "indicator" and node.children]
    if not indicators:
        return
    yield "## Questions"
    yield ""
    for indicator in indicators:
        yield f"### {indicator.id} {indicator.title.en}"
        yield ""
        yield "| id | question | maximum | kind | answer | direction | agencies |"
        yield "|---|---|---|---|---|---|---|"
        nodes = [edition.node(child) for child in indicator.children]
        for node in nodes:
            question = node.question
            if question is None:
                continue
            name = f"{node.title.en}<br>*{node.title.id}*"
            agencies = ", ".join(node.agencies)
            facts = (question.kind, question.answer, question.direction, agencies)
            yield row((node.id, name, most(node), *facts))
        yield ""
        yield from remarks((node.id, told(node)) for node in nodes)


def evidence(edition: Edition) -> Iterator[str]:
    """Yield what is to be attached to an answer, and the questions that ask for it."""
    if not edition.evidence:
        return
    yield "## Evidence"
    yield ""
    period = edition.evidence_period
    if period is not None:
        place = period.provenance
        years = f"Years looked at: {period.first} to {period.last}"
        yield f"{years} (grade {place.grade}, source {place.source})."
        yield ""
    yield (
        "What is to be attached. Of each part that `and` joins one is needed; what an assessor "
        "accepts as enough is not known."
    )
    yield ""
    yield "| attached | questions | grade |"
    yield "|---|---|---|"
    alike: dict[tuple[str, str], list[str]] = {}
    for node in edition.nodes:
        if node.id in edition.evidence:
            one = edition.evidence[node.id]
            alike.setdefault((documents(one.groups), one.provenance.grade), []).append(node.id)
    for (asked_for, grade), nodes in alike.items():
        yield row((asked_for, ", ".join(nodes), grade))
    yield ""
    yield "| document | what belongs to it |"
    yield "|---|---|"
    for kind in edition.evidence_kinds:
        also = f" Counts as a {kind.counts_as}." if kind.counts_as else ""
        yield row((kind.id, kind.definition.en + also))
    for attribute in edition.evidence_attributes:
        yield row((attribute.id, attribute.definition.en))
    yield ""


def documents(groups: tuple[tuple[str, ...], ...]) -> str:
    """Return groups of documents in words."""
    return " and ".join(" or ".join(group) for group in groups) or "any"


def steps(edition: Edition) -> Iterator[str]:
    """Yield the lines of the page of the steps of an edition."""
    known = catalogue_of(edition)
    if known is None:
        return
    yield f"# {edition.id}: remediation steps"
    yield ""
    place = f"rules/{edition.id}/remediation/"
    yield f"<!-- Written by tools/edition_pages.py from {place}; do not edit. -->"
    yield ""
    cited = sum(bool(step.provenance.source) for step in known.steps.values())
    yield (
        f"{len(known.steps)} steps, {cited} of them supported by a source; the rest are derived "
        "from their questions (grade I)."
    )
    yield ""
    yield f"> ASSUMED, from no source: effort, months and share. {known.title.en}."
    yield ""
    yield "| kind | effort | months | share of a gap |"
    yield "|---|---|---|---|"
    for kind in sorted({step.kind for step in known.steps.values()} | {"answer", "file", "meet"}):
        one = known.assumptions["kind:" + kind]
        yield row((kind, str(one.effort), str(one.months), str(one.share)))
    yield ""
    if known.places_title is not None:
        yield from step_places(known, known.places_title)
    by_question = {node.id: known.by_question.get(node.id, ()) for node in edition.nodes}
    told: set[str] = set()
    for node in edition.nodes:
        if node.rank == "indicator":
            yield f"## {node.id} {node.title.en}"
            yield ""
        for name in by_question[node.id]:
            if name not in told:
                told.add(name)
                yield from step_lines(known.steps[name])


def step_places(known: Catalogue, title: Text) -> Iterator[str]:
    """Yield where steps are done that are done in more than one place."""
    yield f"> ASSUMED as well: {title.en}. Effort and months above are those in one place."
    yield ""
    yield "| place | how many, where not known | each further adds to effort | to months | steps |"
    yield "|---|---|---|---|---|"
    for place in known.places.values():
        count = str(place.number) if place.like is None else f"as many as `{place.like}`"
        steps = sum(step.place == place.id for step in known.steps.values())
        added = (f"{place.effort} of that in one", str(place.months), str(steps))
        yield row((f"`{place.id}`: {both(place.title)}", count, *added))
    yield ""
    yield from remarks((place.id, place.notes) for place in known.places.values())


def step_lines(step: Step) -> Iterator[str]:
    """Yield one step in both languages."""
    who = " with ".join((step.responsible or "-", ", ".join(step.supporting)))
    who = who.removesuffix(" with ")
    facts = [f"mends {', '.join(step.mends)}", step.kind, who]
    facts += [f"in each of: {step.place}"] if step.place else []
    facts += [f"after {', '.join(step.after)}"] if step.after else []
    facts += ["every year"] if step.recurrence == "yearly" else []
    facts += ["no act decides the result: no gain is counted"] if step.is_outcome else []
    source = f"{step.provenance.source}, grade {step.provenance.grade}"
    facts += [source if step.provenance.source else "grade I"]
    yield f"- **{step.title.en}** (`{step.id}`; {'; '.join(facts)})"
    yield f"  {step.instruction.en}"
    yield f"  *{step.title.id}.* {step.instruction.id}"
    yield from (f"  Note: {note.en}" for note in step.notes)
    yield ""


def sources(edition: Edition) -> Iterator[str]:
    """Yield the sources and the legal basis."""
    yield "## Sources"
    yield ""
    yield "| id | grade | what | publisher | date | where |"
    yield "|---|---|---|---|---|---|"
    for one in edition.sources:
        cells = (one.id, one.grade, one.title.en, one.publisher, one.date or "", one.locator or "")
        yield row(cells)
    yield ""
    yield from remarks((one.id, one.notes) for one in edition.sources)
    yield "Legal basis (never the source of a figure):"
    yield ""
    yield from (f"- {law.en}" for law in edition.legal_basis)


def told(node: Node) -> tuple[Text, ...]:
    """Return the notes of a node, with the reason of its cap."""
    return node.notes if node.cap is None else (*node.notes, node.cap)


def remarks(entries: Iterator[tuple[str, tuple[Text, ...]]]) -> Iterator[str]:
    """Yield notes below a table."""
    lines = [f"- `{name}`: {note.en}" for name, notes in entries for note in notes]
    if lines:
        yield from lines
        yield ""


def row(cells: tuple[str, ...]) -> str:
    """Return a row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def both(text: Text) -> str:
    """Return a name in both languages."""
    return text.en if text.en == text.id else f"{text.en} (*{text.id}*)"


def most(node: Node) -> str:
    """Return a maximum as people write it."""
    return "not known" if node.maximum_thousandths is None else points(node.maximum_thousandths)


def points(thousandths: int) -> str:
    """Return points as people write them."""
    return written(thousandths, "en")


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
