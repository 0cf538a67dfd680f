"""The second engine: durable-rules compares the thousandths and chains the rules itself.

Everything that durable-rules 2.0.28 asks of its host stands here:

- it is loaded lazily bound: on Python 3.13 a symbol that nothing calls is missing;
- no `Host` is made: its timer threads never end;
- every rule looks at one fact: joins of two crash the process;
- facts are whole numbers, with ids of their own;
- every run has a state of its own, which is deleted: 1,024 of them exhaust a ruleset;
- exceptions of actions are swallowed into the state: they are raised from there;
- an action has one parameter: with two it is taken for asynchronous, and the chain stops;
- one ruleset serves one thread;
- a ruleset of 512 rules or more is never finished: which step mends what is looked up in the
  catalogue, and the rules stay nine.

A crash takes the process down, so it never runs unless asked for.
"""

import itertools
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from kla_rules.findings import MissingExtraError
from kla_rules.model.step import Catalogue
from kla_rules.remedy.facts import Fact, Inferred

Action = Callable[[Any], None]


def infer(catalogue: Catalogue, facts: Iterable[Fact]) -> Inferred:
    """Return what the native engine returns, inferred by durable-rules.

    Raises:
        MissingExtraError: if durable-rules is not installed, or cannot be loaded.
        DurableError: if an action failed.
    """
    if not hasattr(_LOCAL, "rules"):
        _LOCAL.rules = Rules()
    inferred: Inferred = _LOCAL.rules.run(catalogue, facts)
    return inferred


# A ruleset serves the thread that made it, and is never freed.
_LOCAL: Final = threading.local()


class DurableError(RuntimeError):
    """An action of durable-rules failed."""


def _engine() -> Any:  # noqa: ANN401 - a module without types
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        from durable import engine  # noqa: PLC0415 - the extra is loaded by who asks for it
    except ImportError as error:
        raise MissingExtraError("durable-rules", "durable") from error
    finally:
        sys.setdlopenflags(flags)
    return engine


class Rules:
    """The rules as durable-rules holds them; what one run infers is gathered in it."""

    def __init__(self) -> None:
        self.engine = _engine()
        self.sids = itertools.count()
        self.held = self.engine.Ruleset(f"kla-{threading.get_ident()}", None, self._definition())

    def _definition(self) -> dict[str, Any]:
        """Return one rule for each comparison, and one for each kind of fact that follows."""
        return {
            "gap": _rule(_less("high", "maximum"), self._found("gap")),
            "unanswered": _rule(_less("low", "high"), self._found("unanswered")),
            "unbacked": _rule(_less("backed", "low"), self._found("unbacked")),
            "open": _rule(_less("low", "maximum"), self._open),
            "need": _rule({"$ex": {"need": 1}}, self._propose),
            "step": _rule({"$ex": {"step": 1}}, self._ask_first),
            "lack": _rule({"$ex": {"lack": 1}}, self._lacks),
            "both": _rule({"$gte": {"legs": 2}}, self._both),
            "one": _rule({"$lt": {"legs": 2}}, _nothing),
        }

    def run(self, catalogue: Catalogue, facts: Iterable[Fact]) -> Inferred:
        """Return what follows from facts, in a state of its own."""
        self.catalogue = catalogue
        self.needs: set[tuple[str, str]] = set()
        self.proposed: set[str] = set()
        self.required: set[tuple[str, str]] = set()
        self.legs: dict[str, int] = {}
        self.said: set[str] = set()
        self.sid = str(next(self.sids))
        failures: list[Any] = []
        for fact in facts:
            message = {
                "id": "fact " + fact.node, "sid": self.sid, "node": fact.node, "low": fact.low,
                "high": fact.high, "maximum": fact.maximum, "backed": fact.backed,
            }  # fmt: skip
            try:
                handle = self.held.assert_facts([message])
            except self.engine.MessageNotHandledException:
                continue  # nothing to mend there
            self.held.do_actions(handle, lambda error, _: failures.append(error))
        if failures:
            failures.append(self.held.get_state(self.sid).get("exception"))
            self.held.delete_state(self.sid)
        failed = next(filter(None, failures), None)
        if failed:
            raise DurableError(str(failed))
        return Inferred(frozenset(self.needs), frozenset(self.proposed), frozenset(self.required))

    # -- actions ---------------------------------------------------------------------------------

    def _say(self, c: Any, **message: object) -> None:  # noqa: ANN401 - a closure of durable-rules
        """Assert a fact once."""
        name = " ".join(map(str, message.values()))
        key = " ".join([*message, name])
        if key not in self.said:
            self.said.add(key)
            c.assert_fact({"id": key, "sid": self.sid, **message})

    def _found(self, state: str) -> Action:
        def found(c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
            node = c.m.node
            self.needs.add((node, state))
            if state == "gap" and node in self.catalogue.by_node:
                self._say(c, need=node)

        return found

    def _open(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.by_question.get(c.m.node, ()):
            if step in self.catalogue.waiting:
                self._say(c, lack=step)

    def _propose(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.by_node[c.m.need]:
            self.proposed.add(step)
            self._say(c, step=step)

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
        self._say(c, legs=self.legs[pair], waits=step, before=before)

    def _both(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        self.required.add((c.m.waits, c.m.before))
        self._say(c, step=c.m.before)


def _nothing(c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
    """Match a fact that nothing follows from: one that no rule matches is refused."""


def _less(left: str, right: str) -> dict[str, Any]:
    return {"$lt": {left: {"$m": right}}}


def _rule(condition: Mapping[str, Any], action: Action) -> dict[str, Any]:
    return {"all": [{"m": dict(condition)}], "run": action}
