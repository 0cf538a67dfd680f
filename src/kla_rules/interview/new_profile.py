"""A new profile: the region, the round and the stage are asked, what was typed before is taken."""

import json
from typing import Any, Final

from attrs import evolve, frozen

from kla_rules.core.catalogues import ASK
from kla_rules.core.findings import Finding, ProfileError
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.interview.understood import understood
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile, profile_from_bytes

FIELDS: Final = ("region", "year", "stage")


@frozen
class NewProfile:
    """A profile that begins: what is known of its head, and what is asked next.

    Attributes:
        rules: the edition it is for, or overlays on the one that its year picks.
        known: by field what was given; None where it is left out.
        findings: why the last line was refused.
        stopped: nobody wants it any more.
    """

    rules: Rules
    known: dict[str, Any]
    findings: tuple[Finding, ...] = ()
    stopped: bool = False

    @property
    def asks(self) -> str | None:
        """Return the field that is asked next; None where everything was asked."""
        return next((name for name in FIELDS if name not in self.known), None)

    @property
    def profile(self) -> Profile:
        """Return the profile as far as it is known.

        Raises:
            ProfileError: if its head is refused.
        """
        head = json.dumps(self._named()).encode()
        return profile_from_bytes(head, file="", rules=self.rules, json=True)

    def take(self, line: str) -> "NewProfile":
        """Return it with a line that was typed; an empty one leaves the field out."""
        name, typed = self.asks, " ".join(line.split())
        if name is None or understood(line).kind == "quit":
            return evolve(self, stopped=True)
        value: Any = typed or None
        if name == "year" and typed.isascii() and typed.isdecimal():
            value = int(typed[:_DIGITS])
        if name == "region":
            value = {"name": typed} if typed else None
        new = evolve(self, known={**self.known, name: value}, findings=())
        try:
            _ = new.profile
        except ProfileError as error:
            return evolve(self, findings=tuple(evolve(one, file=None) for one in error.findings))
        return new

    def data(self, *, is_json: bool) -> bytes:
        """Return the content of its file; the edition is named, so that no year picks another."""
        named = {"edition": self.profile.edition.id, **self._named()}
        named = {
            name: named[name] for name in ("region", "edition", "stage", "year") if name in named
        }
        if is_json:
            return (
                json.dumps({**named, "answers": {}}, ensure_ascii=False, indent=2) + "\n"
            ).encode()
        lines = [f"{name}: {_value(value)}" for name, value in named.items()]
        return "\n".join([*lines, "answers: {}", ""]).encode()

    def _named(self) -> dict[str, Any]:
        return {name: value for name, value in self.known.items() if value is not None}

    def explain(self, language: Language) -> str:
        """Return why the last line was refused, and what is asked."""
        page = Page(ASK, language)
        page.items(finding.text(language) for finding in self.findings)
        page.gap()
        if self.asks is not None:
            edition = self.profile.edition
            stages = ", ".join(
                f"{stage.id} ({stage.title.get(language)})" for stage in edition.stages
            )
            rounds = ", ".join(map(str, edition.rounds))
            page.paragraph(page.say(f"new-{self.asks}", stages=stages, rounds=rounds))
        return str(page)


def _value(value: object) -> str:
    """Return a value in YAML: JSON is YAML too, and quotes keep every text what it is."""
    if isinstance(value, dict):
        inner = ", ".join(f"{name}: {_value(part)}" for name, part in value.items())
        return f"{{{inner}}}"
    return json.dumps(value, ensure_ascii=False)


_DIGITS: Final = 9
