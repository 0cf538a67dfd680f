"""Answers at questions: each has one of the forms that fit it, or documents alone."""

from typing import Any, Final

from kla_rules.core.points import LARGEST, as_json, plain
from kla_rules.core.text import Text
from kla_rules.forms.definitions import Definitions, Schema, bare, choice, closed, optional, points
from kla_rules.forms.patterns import DATE, WRITABLE
from kla_rules.model.asked import AnswerForm, AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.model.offices import offices_of

_AGENCIES: Final = 3


def answers(definitions: Definitions, edition: Edition) -> Schema:
    """Return the schema of the answers of a profile, by question."""
    bounds = definitions.profile["properties"]["answers"]
    documents = _documents(definitions, edition)
    asked = {
        question.id: {
            "title": f"{question.id} {question.title.get(definitions.language)}",
            "description": _about(definitions, question),
            "oneOf": [
                *(
                    alternative
                    for form in question.forms
                    for alternative in _alternatives(definitions, question, form, documents)
                ),
                _documents_alone(definitions, documents),
            ],
        }
        for question in edition.questions
    }
    return closed(
        asked,
        title=definitions.say("answers"),
        description=definitions.say("answers-about"),
        maxProperties=bounds["maxProperties"],
    )


def _about(definitions: Definitions, question: AskedQuestion) -> str:
    """Return what is to be known of a question: its maximum, who answers it, what backs it."""
    sentences = [definitions.say("most", maximum=question.ceiling_thousandths)]
    names = [agency.title.get(definitions.language) for agency in question.agencies]
    if names:
        more = len(names) - _AGENCIES
        key = "agencies-more" if more > 0 else "agencies"
        sentences.append(definitions.say(key, names="; ".join(names[:_AGENCIES]), more=more))
    if question.attach_in_words is not None:
        sentences.append(definitions.say("attach", documents=question.attach_in_words))
    sentences += [note.get(definitions.language) for note in question.notes]
    return " ".join(sentences)


def _alternatives(
    definitions: Definitions, question: AskedQuestion, form: AnswerForm, documents: Schema
) -> list[Schema]:
    """Return the schemas of one form: options of the rules, and those of the user's own scale."""
    if form.form != "option":
        name = _name(form, question)
        given = _given(definitions, form)
        one = _answer(form.form, given, form.title, definitions, documents)
        return [one if name is None else definitions.refer(name, one)]
    known = [(option.id, option.title.get(definitions.language)) for option in form.options]
    longest = _bounds(definitions, "option")["maxLength"]
    answerable = [(name, title) for name, title in known if 0 < len(name) <= longest]
    own = bare(_bounds(definitions, "option")) | {
        "pattern": WRITABLE,
        "not": {"enum": [name for name, _ in known]},
    }
    made = [
        _answer("option", choice(answerable), form.title, definitions, documents),
        _answer("option", own, definitions.say("form-option-own"), definitions, documents),
    ]
    if len(known) == len(_EVERYWHERE):
        names = ("option", "option-own")
        return [definitions.refer(name, one) for name, one in zip(names, made, strict=True)]
    return made


_EVERYWHERE: Final = ("none", "full")


def _name(form: AnswerForm, question: AskedQuestion) -> str | None:
    """Return the name of a form that many questions have; None where it is that of one alone."""
    if form.form == "counts":
        return None
    of = {
        "points": f"-{plain(question.ceiling_thousandths)}",
        "value": f"-{form.unit}" + ("" if form.most is None else f"-{form.most}"),
    }.get(form.form, "")
    return f"{form.form}{of}{'-whole' if form.whole else ''}{'-former' if form.former else ''}"


def _given(definitions: Definitions, form: AnswerForm) -> Schema:
    """Return the schema of what an answer gives under the key of its form."""
    if form.form == "points":
        most = form.most
        return points(int(most * 1000)) if most is not None else {}
    if form.form == "counts":
        bounds = _bounds(definitions, "counts")
        count = bare(bounds["additionalProperties"])
        named = {
            name: {"title": title.get(definitions.language), **count} for name, title in form.counts
        }
        return closed(named, minProperties=bounds["minProperties"])
    if form.form == "units":
        return _units(definitions)
    if form.form == "not_applicable":
        return {"const": True}
    if form.form == "holds":
        return {"type": "boolean"}
    kind = "integer" if form.whole else "number"
    return {
        "type": kind,
        "minimum": 0,
        "maximum": LARGEST if form.most is None else as_json(form.most),
    }


def _units(definitions: Definitions) -> Schema:
    bounds = _bounds(definitions, "units")
    named = {
        key: definitions.entitled(f"units-{key}", part)
        for key, part in bounds["properties"].items()
    }
    return closed(named, *bounds["required"])


def _bounds(definitions: Definitions, form: str) -> Schema:
    """Return what the schema of every profile says of a form, or of documents."""
    bounds: Schema = definitions.profile["definitions"]["answer"]["properties"][form]
    return bounds


def _answer(
    form: str, given: Schema, title: Text | str, definitions: Definitions, documents: Schema
) -> Schema:
    """Return the schema of an answer in one form, with the documents that back it."""
    name = title.get(definitions.language) if isinstance(title, Text) else title
    titled = {"title": name, **given}
    return optional({form: titled, "evidence": documents}, form, title=name)


def _documents_alone(definitions: Definitions, documents: Schema) -> Schema:
    """Return the schema of an answer that lists documents and says nothing else."""
    some = {"title": definitions.say("documents"), **documents, "minItems": 1}
    return definitions.refer(
        "documents-alone",
        optional({"evidence": some}, "evidence", title=definitions.say("form-documents")),
    )


def _documents(definitions: Definitions, edition: Edition) -> Schema:
    """Return a reference to the schema of the documents that back an answer."""
    bounds = _bounds(definitions, "evidence")
    of_one = definitions.profile["definitions"]["document"]
    properties: dict[str, Any] = {
        key: definitions.entitled(f"document-{key}", part)
        for key, part in of_one["properties"].items()
    }
    properties["date"]["pattern"] = DATE
    for key, offices in offices_of(edition).items():
        titles = {agency.id: agency.title.get(definitions.language) for agency in edition.agencies}
        properties[key] = definitions.entitled(
            f"document-{key}", choice([(name, titles.get(name, name)) for name in offices])
        )
        if not offices:
            del properties[key]
    language = definitions.language
    kinds = [(kind.id, kind.title.get(language)) for kind in edition.evidence_kinds]
    if kinds:
        other = {
            "title": definitions.say("document-kind-other"),
            **bare(of_one["properties"]["kind"]),
        }
        known = {"title": definitions.say("document-kind-known"), **choice(kinds)}
        properties["kind"] = definitions.entitled("document-kind", {"anyOf": [known, other]})
    document = definitions.refer(
        "document",
        closed(properties, *of_one["required"], title=definitions.say("document")),
    )
    listed = {"type": "array", "maxItems": bounds["maxItems"], "items": document}
    return definitions.refer("documents", {"title": definitions.say("documents"), **listed})
