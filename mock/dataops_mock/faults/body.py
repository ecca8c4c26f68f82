"""Faults in what is read from a body, and in what is said of a bad one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from dataops_mock.call import Call, Handler, JsonValue, Reply
from dataops_mock.errors import FieldError, Refusal
from dataops_mock.faults.corners import media_type
from dataops_mock.faults.fault import Apply, Fault, on_answer, on_body, on_handler, on_refusal, put
from dataops_mock.http.bodies import JSON, MULTIPART, URLENCODED
from dataops_mock.http.pages import part_name
from dataops_mock.rules import Answer, Exchange, Fields, Rules


def on_values(change: Callable[[Mapping[str, JsonValue]], Mapping[str, JsonValue]], *types: str) -> Apply:
    """Break the fields of bodies of these types."""

    def changed(exchange: Exchange, fields: Fields) -> Fields:
        return replace(fields, values=change(fields.values)) if media_type(exchange) in types else fields

    return on_body(changed)


def _without_last(values: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    return {name: values[name] for name in list(values)[:-1]}


def _without_nested(values: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    return {name: value for name, value in values.items() if not isinstance(value, Mapping)}


def _last_of_list(values: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    return {
        name: value[-1:] if isinstance(value, list) and value and isinstance(value[0], str) else value
        for name, value in values.items()
    }


def _merged_objects(values: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    merged: dict[str, JsonValue] = {}
    for name, value in values.items():
        objects = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
        merged[name] = [{key: item[key] for item in objects for key in item}] if objects else value
    return merged


def _without_nulls(values: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    return {name: value for name, value in values.items() if value is not None}


def _normalized(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value).strip()
    if isinstance(value, Mapping):
        return {key: _normalized(item) for key, item in value.items()}
    return [_normalized(item) for item in value] if isinstance(value, list) else value


def _normalize(_exchange: Exchange, fields: Fields) -> Fields:
    return replace(fields, values={name: _normalized(value) for name, value in fields.values.items()})


def _refuse_urlencoded(exchange: Exchange, fields: Fields) -> Fields:
    if media_type(exchange) == URLENCODED:
        raise Refusal(415, {"error": "415 Unsupported Media Type"})
    return fields


def _as_text(_exchange: Exchange, answer: Answer) -> Answer:
    plain = answer.status < 300 and answer.media_type == JSON
    return replace(answer, media_type="text/plain") if plain else answer


def _query_ignored(rules: Rules) -> Rules:
    def validate(exchange: Exchange, fields: Fields) -> Call:
        operation = exchange.match.operation
        if operation is not None and operation.body is not None:
            own = {parameter.name for parameter in operation.query_parameters}
            exchange.raw_query = "&".join(part for part in exchange.raw_query.split("&") if part_name(part) in own)
        return rules.validate(exchange, fields)

    return put(rules, validate=validate)


def on_bad_body(change: Callable[[Exchange, Refusal], Fields]) -> Apply:
    """Do something else where the rules refuse to read a body."""

    def apply(rules: Rules) -> Rules:
        async def decode(exchange: Exchange) -> Fields:
            try:
                return await rules.decode(exchange)
            except Refusal as refusal:
                return change(exchange, refusal)

        return put(rules, decode=decode)

    return apply


def _malformed_fails(exchange: Exchange, refusal: Refusal) -> Fields:
    if refusal.status == 400 and media_type(exchange) == JSON:
        msg = "A body that is not JSON was not expected."
        raise RuntimeError(msg) from refusal
    raise refusal


def _other_types_taken(_exchange: Exchange, refusal: Refusal) -> Fields:
    if refusal.status == 415:
        return Fields()
    raise refusal


def said(pattern: str, instead: str) -> Apply:
    """Say something else in a 400 with `error`."""

    def change(_exchange: Exchange, refusal: Refusal) -> Refusal:
        said = refusal.body.get("error")
        if not isinstance(refusal, FieldError) or not isinstance(said, str):
            return refusal
        return Refusal(refusal.status, {"error": re.sub(pattern, instead, said)})

    return on_refusal(change)


def _in_one_sentence(_exchange: Exchange, refusal: Refusal) -> Refusal:
    if refusal.status != 400 or not isinstance(refusal.body.get("message"), Mapping):
        return refusal
    return Refusal(400, {"message": "Validation failed"})


def _taken_as_422(_exchange: Exchange, refusal: Refusal) -> Refusal:
    taken = refusal.status == 409 or (refusal.status == 400 and "already" in str(refusal.body))
    return Refusal(422, refusal.body) if taken else refusal


def fields_dropped(complaint: str) -> Apply:
    """Drop the fields that the rules refuse with this complaint, such as `is invalid`."""

    def apply(rules: Rules) -> Rules:
        def validate(exchange: Exchange, fields: Fields) -> Call:
            try:
                return rules.validate(exchange, fields)
            except FieldError as refusal:
                wrong = {part.removesuffix(f" {complaint}") for part in str(refusal.body["error"]).split(", ")}
                kept = {name: value for name, value in fields.values.items() if name not in wrong}
                return rules.validate(exchange, replace(fields, values=kept))

        return put(rules, validate=validate)

    return apply


def _reset_unnamed(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    resets: Mapping[str, Mapping[str, JsonValue]] = {
        "update_project": {"description": ""},
        "update_group": {"description": ""},
        "update_project_variable": {"protected": False, "raw": False, "description": ""},
        "update_pipeline_schedule": {"active": False, "cron_timezone": "UTC"},
        "update_project_member": {"expires_at": None},
    }
    return handler(replace(call, body={**resets.get(call.operation.id, {}), **call.body}))


FAULTS: tuple[Fault, ...] = (
    Fault("json-loses-field", "BODY-01", "The last field of a JSON body is lost.", on_values(_without_last, JSON)),
    Fault(
        "multipart-loses-field",
        "BODY-02",
        "The last field of a multipart body is lost.",
        on_values(_without_last, MULTIPART),
    ),
    Fault(
        "urlencoded-loses-field", "BODY-03", "The last urlencoded field is lost.", on_values(_without_last, URLENCODED)
    ),
    Fault("urlencoded-refused", "BODY-03", "An urlencoded body gets 415.", on_body(_refuse_urlencoded)),
    Fault(
        "form-nesting-ignored",
        "BODY-04",
        "Nested fields of a form are lost.",
        on_values(_without_nested, MULTIPART, URLENCODED),
    ),
    Fault(
        "form-list-keeps-last",
        "BODY-05",
        "Of a list in a form the last item stays.",
        on_values(_last_of_list, MULTIPART, URLENCODED),
    ),
    Fault(
        "form-objects-merged",
        "BODY-06",
        "Objects of a list in a form become one.",
        on_values(_merged_objects, MULTIPART, URLENCODED),
    ),
    Fault("json-as-text", "BODY-07", "JSON is served as text/plain.", on_answer(_as_text)),
    Fault("query-fields-ignored", "BODY-08", "Fields in the query of a POST or PUT are lost.", _query_ignored),
    Fault("malformed-json-fails", "BODY-09", "A body that is not JSON gets 500.", on_bad_body(_malformed_fails)),
    Fault(
        "content-type-ignored",
        "BODY-10",
        "A body of an unknown type counts as empty.",
        on_bad_body(_other_types_taken),
    ),
    Fault(
        "missing-field-unnamed", "BODY-11", "A missing field is not named.", said(r".*is missing.*", "400 Bad Request")
    ),
    Fault(
        "missing-field-required",
        "BODY-11",
        "A missing field is said to be required.",
        said("is missing", "is required"),
    ),
    Fault("invalid-field-dropped", "BODY-12", "A field of the wrong type is dropped.", fields_dropped("is invalid")),
    Fault(
        "enum-as-invalid",
        "BODY-13",
        "A value outside an enum is said to be invalid.",
        said("does not have a valid value", "is invalid"),
    ),
    Fault("broken-rule-unnamed", "BODY-14", "A broken rule does not name its field.", on_refusal(_in_one_sentence)),
    Fault("taken-as-422", "BODY-15", "What is taken gets 422.", on_refusal(_taken_as_422)),
    Fault("text-normalized", "BODY-16", "Text is trimmed and normalized.", on_body(_normalize)),
    Fault("null-ignored", "BODY-17", "A null clears nothing.", on_values(_without_nulls, JSON)),
    Fault("put-resets", "BODY-18", "A PUT resets what it does not name.", on_handler(_reset_unnamed)),
)
