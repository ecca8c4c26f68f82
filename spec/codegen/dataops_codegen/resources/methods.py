"""Make the methods of the resources from the operations of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dataops_spec import JsonObject, JsonValue, Operation, Parameter, Response

from dataops_codegen.resources import names
from dataops_codegen.resources.answers import Answers, Place
from dataops_codegen.resources.inputs import Inputs
from dataops_codegen.resources.schemas import Schemas

GROUP = "x-fern-sdk-group-name"
METHOD = "x-fern-sdk-method-name"
ORDERS = "x-keyset-orders"
_JSON = "application/json"
_NO_CONTENT = frozenset({"202", "204"})
_MODELS = "models."
# The arguments that every method or every list has besides its own.
_OPTIONS = frozenset({"self", "options"})
_WALK = frozenset({"limit", "resume"})
_KINDS_OF_CREDENTIALS = {"PrivateToken": "token", "BearerToken": "token", "JobToken": "job"}

Part = Literal["path", "query", "body"]
Answer = Literal["value", "nothing", "text", "content", "pages"]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method: `wire` is its name in the path, the query or the body; `default` is empty for none."""

    name: str
    wire: str
    part: Part
    annotation: str
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a method returns: how it is asked of a caller, and the type of it (of one item, for a list in pages)."""

    answer: Answer
    type: str
    accept: str
    description: str


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a resource group."""

    group: str
    name: str
    operation: Operation
    arguments: tuple[Argument, ...]
    result: Result
    keyset_orders: tuple[str, ...]

    @property
    def constant(self) -> str:
        """The name of the constant that holds its operation."""
        return f"_{self.name.upper()}"

    @property
    def stream(self) -> str | None:
        """The name of the method that gives the content as it comes in; `None` where the answer is no content."""
        if self.result.answer not in {"text", "content"}:
            return None
        return "_".join(["stream", *self.name.split("_")[1:]])

    @property
    def credentials(self) -> Sequence[str]:
        """The kinds of credentials that it takes in a header, `none` where it answers without any."""
        kinds = {_KINDS_OF_CREDENTIALS[scheme] for schemes in self.operation.security for scheme in schemes}
        anonymous = self.operation.allows_anonymous or not self.operation.security
        return [kind for kind in ("token", "job") if kind in kinds] + (["none"] if anonymous else [])

    @property
    def days(self) -> Sequence[str]:
        """The names in the query and the body that take a day, which a time must not stand for."""
        return sorted(argument.wire for argument in self.keywords if _is_day(argument.annotation))

    @property
    def keywords(self) -> Sequence[Argument]:
        """The arguments that are given by name: those of the query, then those of the body."""
        return [*self.of("query"), *self.of("body")]

    def of(self, part: Part) -> Sequence[Argument]:
        """Return the arguments that stand in `part` of the request."""
        return [argument for argument in self.arguments if argument.part == part]


class Methods:
    """What makes methods; it notes in `answers` and `inputs` the types that they need."""

    def __init__(self, document: JsonObject) -> None:
        self._document = document
        self._schemas = Schemas(document)
        self.answers = Answers(self._schemas)
        self.inputs = Inputs(self._schemas)

    def method(self, operation: Operation) -> Method:
        """Return the method of `operation`.

        Raises `ValueError` where the contract does not say its name, or two of its arguments would have one name.
        """
        raw = self._raw(operation)
        group = _said(raw, GROUP) or operation.tag
        method = Method(
            group=group,
            name=_name_of(operation, raw),
            operation=operation,
            arguments=tuple(self._arguments(operation)),
            result=self._result(operation, group),
            keyset_orders=_keyset_orders(operation, raw),
        )
        _refuse_collisions(method)
        return method

    def _raw(self, operation: Operation) -> JsonObject:
        paths = self._document["paths"]
        item = paths[operation.path] if isinstance(paths, dict) else None
        raw = item[operation.method.lower()] if isinstance(item, dict) else None
        return raw if isinstance(raw, dict) else {}

    def _arguments(self, operation: Operation) -> Iterator[Argument]:
        place = names.camel(operation.id)
        for parameter in operation.path_parameters:
            yield self._parameter(parameter, "path", place)
        yield from _required_first(self._parameter(entry, "query", place) for entry in operation.query_parameters)
        yield from _required_first(self._fields(operation, place))

    def _parameter(self, parameter: Parameter, part: Part, place: str) -> Argument:
        name = names.snake(parameter.name)
        annotation = self.inputs.type_of(parameter.schema, place + names.camel(name))
        if part == "path":
            annotation = "int | str" if set(annotation.split(" | ")) == {"int", "str"} else annotation
        elif not parameter.required and not annotation.endswith("| None"):
            annotation = f"{annotation} | None"
        default = "" if parameter.required else "None"
        description = " ".join(parameter.description.split())
        return Argument(name, parameter.name, part, annotation, default, description)

    def _fields(self, operation: Operation, place: str) -> Iterator[Argument]:
        if operation.body is None:
            return
        schema = self._schemas.read(operation.body.schema)
        if not schema.properties:
            msg = f"The body of {operation.id} has no fields to make arguments of; describe its properties."
            raise ValueError(msg)
        for wire, raw in schema.properties.items():
            name = names.snake(wire)
            annotation = self.inputs.type_of(raw, place + names.camel(name))
            required = wire in schema.required
            said = self._schemas.read(raw).description
            if required:
                yield Argument(name, wire, "body", annotation, "", said)
            else:
                yield Argument(name, wire, "body", f"{annotation} | UnsetType", "UNSET", said)

    def _result(self, operation: Operation, group: str) -> Result:
        answers = [response for status, response in operation.responses.items() if status.startswith("2")]
        if len(answers) != 1:
            found = ", ".join(answer.status for answer in answers) or "none"
            msg = f"{operation.id} must have one answer of success to return, not {found}."
            raise ValueError(msg)
        answer = answers[0]
        description = " ".join(answer.description.split())
        if answer.status in _NO_CONTENT or not answer.media:
            return Result("nothing", "None", _JSON, description)
        if _JSON in answer.media:
            return self._json(operation, group, answer)
        is_text = set(answer.media) == {"text/plain"} and not _is_binary(answer.media)
        accept = ", ".join(answer.media)
        kind: Answer
        kind, type_ = ("text", "str") if is_text else ("content", "bytes")
        return Result(kind, type_, accept, description)

    def _json(self, operation: Operation, group: str, answer: Response) -> Result:
        type_ = self.answers.type_of(answer.media[_JSON], Place(group, f"{names.camel(operation.id)}Answer"))
        description = " ".join(answer.description.split())
        is_list = type_.startswith("list[") and type_.endswith("]")
        item = type_.removeprefix("list[").removesuffix("]") if is_list else type_
        if not item.isidentifier() or (operation.is_paginated and not is_list):
            wanted = "a list of objects" if operation.is_paginated else "an object or a list of objects"
            msg = f"{operation.id} answers {type_}; a method returns {wanted}."
            raise ValueError(msg)
        qualified = f"{_MODELS}{item}" if item[0].isupper() else item
        if operation.is_paginated:
            return Result("pages", qualified, _JSON, description)
        return Result("value", f"builtins.list[{qualified}]" if is_list else qualified, _JSON, description)


def grouped(methods: Sequence[Method]) -> Mapping[str, Sequence[Method]]:
    """Return the methods by their groups, in the order of the contract.

    Raises `ValueError` where two methods of one group have one name.
    """
    groups: dict[str, list[Method]] = {}
    taken: dict[tuple[str, str], str] = {}
    for method in methods:
        for name in filter(None, (method.name, method.stream)):
            other = taken.setdefault((method.group, name), method.operation.id)
            if other != method.operation.id:
                msg = f"{method.operation.id} and {other} are both {method.group}.{name}; change the {METHOD} of one."
                raise ValueError(msg)
        groups.setdefault(method.group, []).append(method)
    return groups


def _name_of(operation: Operation, raw: JsonObject) -> str:
    name = _said(raw, METHOD)
    if not name:
        msg = f"{operation.id} has no {METHOD}; say what its method is called in its group."
        raise ValueError(msg)
    if names.snake(name) != name or name in {"builtins", "datetime", "inputs", "models"}:
        msg = f"The {METHOD} of {operation.id} is {name!r}, which is no name for a method; write it in snake_case."
        raise ValueError(msg)
    return name


def _said(raw: JsonObject, key: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def _keyset_orders(operation: Operation, raw: JsonObject) -> tuple[str, ...]:
    listed = raw.get(ORDERS)
    orders = tuple(map(str, listed)) if isinstance(listed, list) else ()
    if bool(orders) is not ("keyset" in operation.pagination):
        msg = f"{operation.id} must have {ORDERS}, the values of order_by for the keyset walk, if it offers that walk."
        raise ValueError(msg)
    return orders


def _refuse_collisions(method: Method) -> None:
    taken: dict[str, str] = dict.fromkeys(_OPTIONS, "what every method has")
    if method.result.answer == "pages":
        taken |= dict.fromkeys(_WALK, "what every list has")
    for argument in method.arguments:
        here = f"{argument.wire!r} of the {argument.part}"
        if argument.name in taken:
            both = f"{taken[argument.name]} and for {here}"
            msg = f"In {method.operation.id} the argument {argument.name} would be for {both}; rename one."
            raise ValueError(msg)
        taken[argument.name] = here


def _required_first(arguments: Iterator[Argument]) -> list[Argument]:
    return sorted(arguments, key=lambda argument: bool(argument.default))


def _is_day(annotation: str) -> bool:
    return "datetime.date" in {kind.strip() for kind in annotation.split("|")}


def _is_binary(media: Mapping[str, JsonObject]) -> bool:
    binary: JsonValue = "binary"
    return any(schema.get("format") == binary for schema in media.values())
