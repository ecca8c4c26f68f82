"""A request's parameters and fields held against the contract, and told as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import unquote

from dataops_spec import JsonObject, Operation, Parameter
from jsonschema_rs import ValidationError

from dataops_mock.call import Call, JsonValue
from dataops_mock.errors import FieldError
from dataops_mock.http.coercion import coerce, whole_numbers, without_nulls
from dataops_mock.http.forms import nest, parse_pairs
from dataops_mock.http.schemas import Schemas, kinds
from dataops_mock.rules import Exchange, Fields

CREDENTIAL_PARAMETERS = frozenset({"private_token", "job_token"})
_NOT_A_VALUE = frozenset({"enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})


class Validation:
    """Turn requests into calls; refuse those that the contract does not allow."""

    def __init__(self, schemas: Schemas) -> None:
        """Take the contract's schemas."""
        self._schemas = schemas

    def check(self, exchange: Exchange, fields: Fields) -> Call:
        """Return the call that a request makes.

        Raises 400 `{"error": …}` with everything that is wrong, joined by commas: what is missing, what is of the wrong
        type, what does not have a valid value. Unknown fields and parameters are left out of the call.
        """
        operation = exchange.match.operation
        if operation is None:
            msg = "Only a request of a known operation can be checked."
            raise RuntimeError(msg)
        pairs = parse_pairs(exchange.raw_query)
        if any("\0" in name or "\0" in value for name, value in pairs):
            raise FieldError("A parameter holds the character NUL")
        problems: dict[str, str] = {}
        path = self._path(operation, exchange.match.path, problems)
        query = self._query(operation, pairs, problems)
        body = self._body(operation, fields, pairs, problems)
        if problems:
            raise FieldError(", ".join(f"{name} {problem}" for name, problem in problems.items()))
        return Call(operation, exchange.world, exchange.principal, path, query, body, exchange.now, exchange.base_url)

    def _path(self, operation: Operation, raw: Mapping[str, str], problems: dict[str, str]) -> Mapping[str, str]:
        values: dict[str, str] = {}
        for parameter in operation.path_parameters:
            try:
                text = unquote(raw[parameter.name], errors="strict")
            except UnicodeDecodeError:
                problems[parameter.name] = "is invalid"
                continue
            if "\0" in text:
                problems[parameter.name] = "is invalid"
                continue
            values[parameter.name] = text
            named = frozenset[str]().union(*(kinds(a) for a in self._schemas.alternatives(parameter.schema)))
            value = text if "string" in named else coerce(self._schemas, parameter.schema, text)
            self._hold(parameter, value, problems)
        return values

    def _query(
        self, operation: Operation, pairs: Sequence[tuple[str, str]], problems: dict[str, str]
    ) -> Mapping[str, JsonValue]:
        values: dict[str, JsonValue] = {}
        for parameter in operation.query_parameters:
            given = [value for name, value in pairs if name in {parameter.name, parameter.name.removesuffix("[]")}]
            if not given:
                if parameter.required:
                    problems[parameter.name] = "is missing"
                continue
            is_list = any(kinds(a) == frozenset({"array"}) for a in self._schemas.alternatives(parameter.schema))
            text: JsonValue = given if is_list else given[-1]
            value = coerce(self._schemas, parameter.schema, text)
            self._hold(parameter, value, problems)
            values[parameter.name] = value
        return values

    def _hold(self, parameter: Parameter, value: JsonValue, problems: dict[str, str]) -> None:
        for error in self._schemas.errors(parameter.schema, value):
            name = parameter.name.removesuffix("[]") if error.instance_path else parameter.name
            _note(problems, name, error)

    def _body(
        self, operation: Operation, fields: Fields, pairs: Sequence[tuple[str, str]], problems: dict[str, str]
    ) -> Mapping[str, JsonValue]:
        if operation.body is None:
            return {}
        schema = operation.body.schema
        own = {parameter.name for parameter in operation.query_parameters} | CREDENTIAL_PARAMETERS
        from_query = cast("JsonObject", nest((name, value) for name, value in pairs if name not in own))
        sent = (
            whole_numbers(self._schemas, schema, fields.values)
            if fields.typed
            else coerce(self._schemas, schema, fields.values)
        )
        merged = {
            **cast("JsonObject", coerce(self._schemas, schema, from_query)),
            **cast("JsonObject", sent),
        }
        known = self._known(schema, cast("JsonObject", without_nulls(self._schemas, schema, merged)))
        for error in self._schemas.errors(schema, known):
            _note(problems, field_name(_where(error)), error)
        return known

    def _known(self, schema: JsonObject, fields: JsonObject) -> JsonObject:
        """Return the fields that the contract knows."""
        names: set[str] = set()
        for alternative in self._schemas.alternatives(schema):
            if "additionalProperties" in alternative or "properties" not in alternative:
                return fields
            names.update(cast("JsonObject", alternative["properties"]))
        return {name: value for name, value in fields.items() if name in names}


def _note(problems: dict[str, str], name: str, error: ValidationError) -> None:
    """Note what is wrong with a field, once; that it is of the wrong type goes before everything else."""
    if error.kind.name == "type":
        problems[name] = _problem(error)
    else:
        problems.setdefault(name, _problem(error))


def _where(error: ValidationError) -> Sequence[str | int]:
    """Return the way to the field that an error speaks of; of a list's wrong item, the way to the list."""
    where = list(error.instance_path)
    if error.kind.name == "required":
        return [*where, cast("str", error.kind.as_dict()["property"])]
    while where and isinstance(where[-1], int):
        where.pop()
    return where


def field_name(where: Sequence[str | int]) -> str:
    """Return the name of a field as a form would write it, `variables[0][key]`."""
    head, *rest = where or ["body"]
    return str(head) + "".join(f"[{part}]" for part in rest)


def _problem(error: ValidationError) -> str:
    """Return what the API says of such an error."""
    kind = error.kind.name
    if kind == "required":
        return "is missing"
    if kind in {"anyOf", "oneOfNotValid"}:
        branches = cast("list[list[ValidationError]]", error.kind.as_dict().get("context", []))
        of_the_type = [branch for branch in branches if all(inner.kind.name != "type" for inner in branch)]
        return _problem(of_the_type[0][0]) if of_the_type and of_the_type[0] else "is invalid"
    return "does not have a valid value" if kind in _NOT_A_VALUE else "is invalid"
