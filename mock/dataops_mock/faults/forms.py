"""Faults in single ways of writing a body."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dataops_mock.call import JsonValue
from dataops_mock.errors import Refusal
from dataops_mock.faults.body import on_bad_body, on_values
from dataops_mock.faults.corners import media_type
from dataops_mock.faults.fault import Fault, on_answer, on_body
from dataops_mock.faults.strike import struck
from dataops_mock.http.bodies import JSON, MULTIPART, URLENCODED
from dataops_mock.rules import Exchange, Fields

Values = Mapping[str, JsonValue]
_FORMS = (MULTIPART, URLENCODED)
_LAST_OF_THE_BASIC_PLANE = "\uffff"


def _texts(change: Callable[[str], str]) -> Callable[[Values], Values]:
    """Return a change of every text of a body, however deep."""

    def changed(value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, Mapping):
            return {key: changed(item) for key, item in value.items()}
        return [changed(item) for item in value] if isinstance(value, Sequence) else value

    return lambda values: {name: changed(value) for name, value in values.items()}


def _objects(change: Callable[[Values], Values]) -> Callable[[Values], Values]:
    """Return a change of the objects that a body holds."""
    return lambda values: {
        name: change(value) if isinstance(value, Mapping) else value for name, value in values.items()
    }


def _lists(change: Callable[[Sequence[JsonValue]], JsonValue]) -> Callable[[Values], Values]:
    """Return a change of the lists that a body holds."""
    return lambda values: {name: change(value) if isinstance(value, list) else value for name, value in values.items()}


def _of_latin_1(text: str) -> str:
    return text.encode().decode("latin-1")


def _without_astral(text: str) -> str:
    return "".join("?" if letter > _LAST_OF_THE_BASIC_PLANE else letter for letter in text)


def _flat(values: Values) -> Values:
    flat: dict[str, JsonValue] = {}
    for name, value in values.items():
        flat.update(value if isinstance(value, Mapping) else {name: value})
    return flat


def _last_object(items: Sequence[JsonValue]) -> JsonValue:
    return list(items[-1:]) if any(isinstance(item, Mapping) for item in items) else items


def _malformed_as_empty(exchange: Exchange, refusal: Refusal) -> Fields:
    if refusal.status == 400 and media_type(exchange) == JSON:
        return Fields()
    raise refusal


def _other_types_fail(_exchange: Exchange, refusal: Refusal) -> Fields:
    if refusal.status == 415:
        msg = "A body of another type was not expected."
        raise RuntimeError(msg) from refusal
    raise refusal


def _null_as_text(_exchange: Exchange, fields: Fields) -> Fields:
    return replace(fields, values={name: "null" if value is None else value for name, value in fields.values.items()})


FAULTS: tuple[Fault, ...] = (
    Fault("multipart-true-is-false", "BODY-02", "A true in a multipart body is read as false.",
          on_values(_texts(lambda text: "false" if text == "true" else text), MULTIPART)),
    Fault("urlencoded-space-is-plus", "BODY-03", "A space in an urlencoded body stays a plus.",
          on_values(_texts(lambda text: text.replace(" ", "+")), URLENCODED)),
    Fault("form-nesting-keeps-first", "BODY-04", "Of an object in a form the first field stays.",
          on_values(_objects(lambda fields: dict(list(fields.items())[:1])), *_FORMS)),
    Fault("form-nesting-flattened", "BODY-04", "The fields of an object in a form count as the body's own.",
          on_values(_flat, *_FORMS)),
    Fault("form-list-reversed", "BODY-05", "A list in a form is turned round.",
          on_values(_lists(lambda items: items[::-1]), *_FORMS)),
    Fault("form-objects-keep-last", "BODY-06", "Of the objects of a list in a form the last one stays.",
          on_values(_lists(_last_object), *_FORMS)),
    struck("errors-as-text", "BODY-07", "errors", "An error is served as text/plain.",
           on_answer(lambda _, answer: replace(answer, media_type="text/plain"))),
    Fault("malformed-json-as-empty", "BODY-09", "A body that is not JSON counts as empty.",
          on_bad_body(_malformed_as_empty)),
    Fault("unknown-type-fails", "BODY-10", "A body of an unknown type gets 500.", on_bad_body(_other_types_fail)),
    Fault("astral-text-lost", "BODY-16", "Characters beyond the basic plane become question marks.",
          on_values(_texts(_without_astral), JSON, *_FORMS)),
    Fault("multipart-as-latin-1", "BODY-16", "The texts of a multipart body are read as Latin-1.",
          on_values(_texts(_of_latin_1), MULTIPART)),
    struck("null-as-text", "BODY-17", "update_project", "A null becomes the text null.", on_body(_null_as_text)),
)  # fmt: skip
