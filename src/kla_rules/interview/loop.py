"""The loop of an interview: a question, a line, what it has done, until nothing is left to ask.

It speaks to whatever gives lines and takes texts: a terminal, a pipe, a test.
"""

from collections.abc import Callable

from attrs import evolve, frozen

from kla_rules.core.findings import ProfileError
from kla_rules.core.writing import Language
from kla_rules.interview.asking import Interview
from kla_rules.interview.file import ProfileFile
from kla_rules.interview.new_profile import NewProfile
from kla_rules.interview.page import closed, opened, unsaved


@frozen
class Talk:
    """Who is spoken with.

    Attributes:
        line: gives the next line; None where there is none any more.
        say: takes a text.
        language: of the texts.
    """

    line: Callable[[], str | None]
    say: Callable[[str], None]
    language: Language


def ask(interview: Interview, file: ProfileFile, talk: Talk) -> Interview:
    """Ask until nothing is left or nobody answers; every answer is in the file then.

    Raises:
        ProfileError: if an answer cannot be written; what was answered before it is.
    """
    talk.say(opened(interview, file, talk.language))
    shown: Interview | None = None
    while interview.question is not None:
        if interview is not shown:
            talk.say(interview.explain(talk.language))
            shown = interview
        line = talk.line()
        if line is None:
            break
        turn = interview.take(line)
        if len(turn.after.entries) != len(interview.entries):
            try:
                file = file.keep(turn.after)
            except ProfileError:
                talk.say(unsaved(turn, talk.language))
                raise
        talk.say(turn.explain(talk.language))
        interview = turn.after
        if turn.outcome == "stopped":
            break
    talk.say(closed(interview, file, talk.language))
    return interview


def ask_head(new: NewProfile, talk: Talk) -> NewProfile:
    """Ask for the head of a new profile, until it is complete or nobody answers."""
    while new.asks is not None and not new.stopped:
        talk.say(new.explain(talk.language))
        line = talk.line()
        new = new.take(line) if line is not None else evolve(new, stopped=True)
    return new
