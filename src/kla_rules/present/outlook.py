"""An outlook on verification in words."""

from collections import Counter
from typing import TYPE_CHECKING

from kla_rules.model import Level
from kla_rules.points import thousandths
from kla_rules.present.explanation import headline
from kla_rules.present.sources import source_lines
from kla_rules.present.telling import Teller
from kla_rules.texts.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.evaluation.outlook import VerificationOutlook


def outlook_text(outlook: "VerificationOutlook", language: Language) -> str:
    """Return the published drops, what each would leave here, and how little that says."""
    teller = Teller(outlook.evaluation, language)
    lines = [*headline(teller), ""]
    if not outlook.rows:
        lines += teller.paragraph([teller.say("outlook-none")])
        return "\n".join(map(printable, lines)) + "\n"
    lines += [*teller.paragraph([_standing(teller)]), ""]
    lines += teller.paragraph([*_drops(teller, outlook), outlook.note.get(language)])
    for row in outlook.rows:
        pair = row.published
        key = "outlook-row" if row.low == row.high else "outlook-row-range"
        text = teller.say(
            key,
            region=pair.region,
            year=pair.year,
            before=pair.before,
            after=pair.after,
            drop=pair.drop,
            low=row.low,
            high=row.high,
            levels=_named(teller, row.levels),
            source=pair.source.id,
            grade=pair.source.grade,
        )
        lines += teller.hanging("  - ", text)
        for note in pair.notes:
            lines += teller.hanging("      ", note.get(language))
    lines += ["", teller.say("outlook-sources")]
    for source in dict.fromkeys(row.published.source for row in outlook.rows):
        lines += source_lines(teller, source)
    return "\n".join(map(printable, lines)) + "\n"


def _standing(teller: Teller) -> str:
    """Say what the drops are laid beside."""
    result = teller.result
    key = "outlook-here" if result.low == result.high else "outlook-here-range"
    levels = _named(teller, result.reachable_levels)
    return teller.say(key, low=result.low, high=result.high, levels=levels)


def _drops(teller: Teller, outlook: "VerificationOutlook") -> list[str]:
    """Say how far published points fell, and in how many cases each level would be left."""
    edition = outlook.evaluation.edition
    drops = (outlook.smallest, outlook.median, outlook.largest)
    named = zip(("smallest", "median", "largest"), drops, strict=True)
    figures = {key: thousandths(drop) for key, drop in named}
    pair = outlook.rows[0].published
    stages = {
        "before": edition.stage(pair.before_stage).title,
        "after": edition.stage(pair.after_stage).title,
    }
    counts = Counter(row.levels for row in outlook.rows)
    left = "; ".join(
        teller.say("outlook-left", levels=_named(teller, levels), count=count)
        for levels, count in counts.items()
    )
    years = ", ".join(sorted({str(row.published.year) for row in outlook.rows}))
    return [
        teller.say("outlook", n=outlook.n, years=years, **figures, **stages),
        teller.say("outlook-summary", left=left),
    ]


def _named(teller: Teller, levels: tuple[Level | None, ...]) -> str:
    return ", ".join(teller.say_level(level) for level in levels)
