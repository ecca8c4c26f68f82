"""Hold the links of the contract to the operations that they lead to."""

from __future__ import annotations

from collections.abc import Iterator

from dataops_spec import JsonObject, JsonValue, Link, Operation, read_operations

from dataops_codegen.linting.examples import examples_in

_BODY = "$response.body#"
_PATH = "$request.path."


def check_links(document: JsonObject) -> Iterator[str]:
    """Yield a sentence for every link that cannot be followed.

    A link must name an operation, give each of its path parameters and none that it has not, and take them from the
    request's path or from what the answer's examples hold.
    """
    operations = {operation.id: operation for operation in read_operations(document)}
    for operation in operations.values():
        for link in operation.links:
            place = f"{operation.id}, link {link.name}"
            if link.operation_id not in operations:
                yield f"{place}: there is no operation {link.operation_id!r}."
                continue
            yield from (f"{place}: {problem}" for problem in _parameters(link, operations[link.operation_id]))
            yield from (f"{place}: {problem}" for problem in _sources(document, link, operation))


def _parameters(link: Link, target: Operation) -> Iterator[str]:
    wanted = {parameter.name for parameter in target.path_parameters}
    known = wanted | {parameter.name for parameter in target.query_parameters}
    for name in sorted(wanted - link.parameters.keys()):
        yield f"{target.id} wants the path parameter {name!r}, which the link does not give."
    for name in sorted(link.parameters.keys() - known):
        yield f"{target.id} has no parameter {name!r}."


def _sources(document: JsonObject, link: Link, operation: Operation) -> Iterator[str]:
    path = {parameter.name for parameter in operation.path_parameters}
    for expression in link.parameters.values():
        if expression.startswith(_PATH):
            if expression.removeprefix(_PATH) not in path:
                yield f"the path of {operation.id} has no parameter for {expression}."
        elif expression.startswith(_BODY):
            answers = list(_answers(document, operation, link.status))
            if not any(_holds(answer, expression.removeprefix(_BODY)) for answer in answers):
                yield f"no example of the {link.status} answer of {operation.id} holds {expression}."
        elif expression.startswith("$"):
            yield f"{expression} is no expression that the project's tools read; use {_PATH}NAME or {_BODY}/POINTER."


def _answers(document: JsonObject, operation: Operation, status: str) -> Iterator[JsonValue]:
    paths = document["paths"]
    item = paths[operation.path] if isinstance(paths, dict) else None
    raw = item[operation.method.lower()] if isinstance(item, dict) else None
    responses = raw["responses"] if isinstance(raw, dict) else None
    answer = responses[status] if isinstance(responses, dict) else None
    for example in examples_in(document, answer, status):
        yield example.value


def _holds(value: JsonValue, pointer: str) -> bool:
    for part in pointer.split("/")[1:]:
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return False
    return value is not None
