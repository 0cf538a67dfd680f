"""What was proved, for people: each claim, why, and what shows it as YAML that can be run."""

import textwrap
from typing import TYPE_CHECKING, Any, Final

import yaml

from kla_rules.core.catalogues import PROOFS
from kla_rules.core.page import WIDTH, Page
from kla_rules.core.writing import Language
from kla_rules.validation.proofs.plain import thawed

if TYPE_CHECKING:
    from kla_rules.validation.proofs.model import Proofs, RuleWitness, Verdict

_INDENT: Final = "      "
_SHORT: Final = 5  # so many lines of what is shown are told of what is proved
# What is claimed of a change is shown by pairs, before and after it.
_OF_CHANGES: Final = frozenset({
    "better-measures", "better-values", "improved-status", "improved-units", "more-points",
    "no-idle-answer", "no-idle-fact", "stated-range",
})  # fmt: skip


def proofs_text(proofs: "Proofs", language: Language) -> str:
    """Return proofs in words."""
    page = Page(PROOFS, language)
    named = {"rules": proofs.rules, "version": proofs.version}
    if proofs.overlays:
        page.title(page.say("heading-overlays", overlays=proofs.overlays, **named))
    else:
        page.title(page.say("heading", **named))
    count = len(proofs.verdicts)
    if proofs.proved:
        page.paragraph(page.say("all-proved", count=count))
    else:
        numbers = {
            "proved": len(proofs.of("proved")),
            "refuted": len(proofs.of("refuted")),
            "open": len(proofs.of("not-proved")),
        }
        page.paragraph(page.say("counts", count=count, **numbers))
    for outcome in ("refuted", "not-proved", "proved"):
        for verdict in proofs.of(outcome):
            page.gap()
            _verdict(page, verdict)
    return str(page)


def verdict_text(verdict: "Verdict", language: Language) -> str:
    """Return one verdict in words."""
    page = Page(PROOFS, language)
    _verdict(page, verdict)
    return str(page)


def _verdict(page: Page, verdict: "Verdict") -> None:
    outcome = page.say(f"outcome-{verdict.verdict}")
    page.item(page.say("verdict", outcome=outcome, claim=verdict.claim), "  - ")
    page.item(verdict.reason.get(page.language), "    ")
    changes = verdict.verdict == "refuted" and verdict.id in _OF_CHANGES
    untold = []
    for number, witness in enumerate(verdict.witnesses):
        written = _written(witness)
        if verdict.verdict == "refuted" or len(written) <= _SHORT:
            label = page.say(("before", "after")[number % 2] if changes else "shown")
            write_witness(page, witness, label, "    ")
        else:
            untold.append(_says(witness))
    if untold:
        page.item(page.say("says", says="; ".join(untold)), "    ")


def write_witness(page: Page, witness: "RuleWitness", label: str, indent: str) -> None:
    """Write what shows something, as it can be run, and what came of it.

    Args:
        page: where to.
        witness: what shows it.
        label: stands above it.
        indent: stands before its lines; those of the YAML have two more.
    """
    told = page.of(PROOFS)
    page.line(indent + label)
    if witness.edge_policy is not None:
        page.line(indent + told.say("policy", policy=witness.edge_policy))
    for line in _written(witness, indent + "  "):
        page.line(line)
    if witness.says:
        page.item(told.say("says", says=_says(witness)), indent)


def _written(witness: "RuleWitness", indent: str = _INDENT) -> list[str]:
    """Return what shows something as lines of YAML, as it can be run."""
    text = yaml.safe_dump(
        thawed(witness.content),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=WIDTH - len(indent),
    )
    return textwrap.indent(text, indent).splitlines()


def _says(witness: "RuleWitness") -> str:
    """Return what came of a witness, as JSON keys and values have it."""
    return ", ".join(f"{key} {_value(value)}" for key, value in witness.says.items())


def _value(value: Any) -> str:  # noqa: ANN401 - a plain value
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
