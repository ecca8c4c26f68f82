"""The contract as the vectors need it: operations, examples, headers, with their references followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dataops_spec import JsonObject, JsonValue, Operation, read_operations


@dataclass(frozen=True, slots=True)
class Example:
    """An example of an answer or a body: its component's name, where it stands, and what it is."""

    name: str
    operation: Operation
    status: int
    media_type: str
    value: JsonValue


class Contract:
    """The assembled document."""

    def __init__(self, document: JsonObject) -> None:
        self._document = document
        self.operations: Mapping[str, Operation] = {each.id: each for each in read_operations(document)}
        self.version = str(_object(document["info"])["version"])

    def component(self, kind: str, name: str) -> JsonObject | None:
        """Return a component; None where there is none of this name."""
        found = _object(_object(self._document["components"]).get(kind, {})).get(name)
        return _object(found) if found is not None else None

    def answers(self) -> Iterator[Example]:
        """Yield the examples of all answers, in the contract's order."""
        for operation, written in self._written():
            for status, reference in _object(written["responses"]).items():
                response = self._followed(reference)
                for media_type, name, value in self._examples(response.get("content", {})):
                    yield Example(name, operation, int(status), media_type, value)

    def bodies(self) -> Iterator[Example]:
        """Yield the examples of all bodies of requests, as JSON."""
        for operation, written in self._written():
            body = _object(written.get("requestBody", {}))
            for media_type, name, value in self._examples(body.get("content", {})):
                if media_type == "application/json":
                    yield Example(name, operation, 0, media_type, value)

    def headers_of(self, example: Example) -> dict[str, str]:
        """Return the headers that the answer must bear, with the values of their own examples."""
        response = example.operation.responses[str(example.status)]
        written = self._followed(_object(self._responses(example.operation))[str(example.status)])
        listed = _object(written.get("headers", {}))
        return {
            name: str(self._followed(listed[name]).get("example", ""))
            for name, header in response.headers.items()
            if header.required
        }

    def _responses(self, operation: Operation) -> JsonValue:
        return next(written["responses"] for each, written in self._written() if each.id == operation.id)

    def _written(self) -> Iterator[tuple[Operation, JsonObject]]:
        paths = _object(self._document["paths"])
        for operation in self.operations.values():
            yield operation, _object(_object(paths[operation.path])[operation.method.lower()])

    def _examples(self, content: JsonValue) -> Iterator[tuple[str, str, JsonValue]]:
        for media_type, media in _object(content).items():
            for name, example in _object(_object(media).get("examples", {})).items():
                reference = _object(example).get("$ref")
                shown = str(reference).rpartition("/")[2] if reference is not None else name
                yield media_type, shown, self._followed(example)["value"]

    def _followed(self, value: JsonValue) -> JsonObject:
        found = _object(value)
        while isinstance(reference := found.get("$ref"), str):
            _, kind, name = reference.removeprefix("#/").split("/")
            found = _object(_object(_object(self._document["components"])[kind])[name])
        return found


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} stands where the contract has an object.")
    return value
