"""An outlook on verification in words."""

from typing import TYPE_CHECKING

from kla_rules.points import thousandths
from kla_rules.present.telling import Teller
from kla_rules.texts.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.evaluation.outlook import VerificationOutlook


def outlook_text(outlook: "VerificationOutlook", language: Language) -> str:
    """Return the published drops, what each would leave here, and how little that says."""
    teller = Teller(outlook.evaluation, language)
    result = outlook.evaluation
    if not outlook.rows:
        return "\n".join(teller.paragraph([teller.say("outlook-none")])) + "\n"
    drops = (outlook.smallest, outlook.median, outlook.largest)
    named = zip(("smallest", "median", "largest"), drops, strict=True)
    figures = {key: thousandths(drop) for key, drop in named}
    stages = {
        "before": result.edition.stage(outlook.rows[0].published.before_stage).title,
        "after": result.edition.stage(outlook.rows[0].published.after_stage).title,
    }
    label = [teller.say("label-illustrative")] if result.illustrative else []
    lines = teller.paragraph(label)
    lines += teller.paragraph([teller.say("outlook", n=outlook.n, **figures, **stages)])
    for row in outlook.rows:
        pair = row.published
        levels = ", ".join(teller.say_level(level) for level in row.levels)
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
            levels=levels,
            source=pair.source.id,
            grade=pair.source.grade,
        )
        lines += teller.hanging("  - ", text)
        for note in pair.notes:
            lines += teller.hanging("      ", note.get(language))
    lines += teller.paragraph([outlook.note.get(language)])
    return "\n".join(map(printable, lines)) + "\n"
