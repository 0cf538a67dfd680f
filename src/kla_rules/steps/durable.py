"""Steps as durable-rules infers them: it compares the thousandths and chains the rules itself."""

from collections.abc import Iterator
from typing import Any, Final

from kla_rules.conditions.durable import (
    Action,
    Message,
    OfThread,
    Ruleset,
    decided,
    matched,
    rule,
)
from kla_rules.conditions.judgement import State
from kla_rules.steps.facts import Given, Inferred
from kla_rules.steps.model import Catalogue

_LOCAL: Final = OfThread()


def infer(catalogue: Catalogue, facts: Given) -> Inferred:
    """Return what the native engine returns, inferred by durable-rules.

    Raises:
        MissingExtraError: if durable-rules is not installed, or cannot be loaded.
        DurableError: if an action failed.
    """
    states = decided(dict(facts.conditions), facts.figures)
    inferred: Inferred = _LOCAL.own(Steps).infer(catalogue, facts, states)
    return inferred


class Steps:
    """The rules of the steps; what one run infers is gathered in it."""

    def __init__(self) -> None:
        self.ruleset = Ruleset("kla-steps", self._definition())

    def _definition(self) -> dict[str, Any]:
        """Return one rule for each comparison, and one for each kind of fact that follows."""
        return {
            "gap": rule(_less("high", "maximum"), self._found("gap")),
            "unanswered": rule(_less("low", "high"), self._found("unanswered")),
            "unbacked": rule(_less("backed", "low"), self._found("unbacked")),
            "open": rule(_less("low", "maximum"), self._open),
            "need": rule({"$ex": {"need": 1}}, self._propose),
            "step": rule({"$ex": {"step": 1}}, self._ask_first),
            "lack": rule({"$ex": {"lack": 1}}, self._lacks),
            "both": rule({"$gte": {"legs": 2}}, self._both),
            "one": rule({"$lt": {"legs": 2}}, matched),
        }

    def infer(self, catalogue: Catalogue, facts: Given, states: dict[str, State]) -> Inferred:
        """Return what follows from questions, and from conditions that do not hold."""
        self.catalogue = catalogue
        self.needs: set[tuple[str, str]] = set()
        self.proposed: set[str] = set()
        self.required: set[tuple[str, str]] = set()
        self.legs: dict[str, int] = {}
        self.needs |= {(name, "gap") for name, state in states.items() if state is False}
        self.needs |= {(name, "unanswered") for name, state in states.items() if state is None}
        self.ruleset.run(self._messages(facts, states))
        return Inferred(frozenset(self.needs), frozenset(self.proposed), frozenset(self.required))

    def _messages(self, facts: Given, states: dict[str, State]) -> Iterator[Message]:
        for fact in facts.questions:
            low, high, most, backed = fact.low, fact.high, fact.maximum, fact.backed
            figures = {"low": low, "high": high, "maximum": most, "backed": backed}
            yield {"id": "fact " + fact.node, "node": fact.node, **figures}
        for name, state in states.items():
            if state is False and name in self.catalogue.by_node:
                yield {"id": "need " + name, "need": name}

    # -- actions ---------------------------------------------------------------------------------

    def _found(self, state: str) -> Action:
        def found(c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
            node = c.m.node
            self.needs.add((node, state))
            if state == "gap" and node in self.catalogue.by_node:
                self.ruleset.say(c, need=node)

        return found

    def _open(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.by_question.get(c.m.node, ()):
            if step in self.catalogue.waiting:
                self.ruleset.say(c, lack=step)

    def _propose(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.by_node[c.m.need]:
            self.proposed.add(step)
            self.ruleset.say(c, step=step)

    def _ask_first(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for before in self.catalogue.steps[c.m.step].after:
            self._leg(c, c.m.step, before)

    def _lacks(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.waiting[c.m.lack]:
            self._leg(c, step, c.m.lack)

    def _leg(self, c: Any, step: str, before: str) -> None:  # noqa: ANN401 - as above
        """Count one of the two things that make a step required: it is waited for, and not done."""
        pair = f"{step} {before}"
        self.legs[pair] = self.legs.get(pair, 0) + 1
        self.ruleset.say(c, legs=self.legs[pair], waits=step, before=before)

    def _both(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        self.required.add((c.m.waits, c.m.before))
        self.ruleset.say(c, step=c.m.before)


def _less(left: str, right: str) -> dict[str, Any]:
    return {"$lt": {left: {"$m": right}}}
