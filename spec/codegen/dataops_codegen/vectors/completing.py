"""Complete the vectors that are written by hand with what the contract says, and refuse what it does not know."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dataops_spec import JsonObject, JsonValue, Operation

from dataops_codegen.source import Pointer, SourceFile
from dataops_codegen.vectors.contract import Contract
from dataops_codegen.vectors.encoding import decoded_target, form_text, query_pairs
from dataops_codegen.vectors.pointers import put, remove


@dataclass(frozen=True, slots=True)
class Written:
    """A vector of a file, where it stands there, and what the contract says."""

    file: SourceFile
    at: Pointer
    vector: JsonObject
    contract: Contract
    requirements: frozenset[str]

    def completed(self) -> JsonObject:
        """Return the vector with method and route, body and headers, and what its expectations imply.

        Raises `SourceError` for a requirement, an operation, a parameter, an example or a schema that there is not.
        """
        self._check_requirements()
        operation = self._operation()
        made: JsonObject = {}
        for name, value in self.vector.items():
            made[name] = value
            if name == "operation" and operation is not None and self.vector.get("kind") != "server":
                made |= {"method": operation.method, "route": operation.path}
        if isinstance(response := made.get("response"), dict):
            made["response"] = self._response(response)
        if self.vector.get("kind") == "request" and operation is not None:
            made["expect"] = self._request(operation)
        self._check_schema()
        return made

    def _check_requirements(self) -> None:
        listed = self.vector.get("requirements")
        for index, each in enumerate(listed if isinstance(listed, list) else ()):
            if each not in self.requirements:
                raise self._error(("requirements", index), f"There is no requirement {each!r} in the catalogue.")

    def _operation(self) -> Operation | None:
        name = self.vector.get("operation")
        if name is None:
            return None
        operation = self.contract.operations.get(str(name))
        if operation is None:
            raise self._error(("operation",), f"There is no operation {name!r}; write an operationId of the contract.")
        arguments = _object(self.vector.get("arguments"))
        for at, query in ((("query",), self.vector.get("query")), (("arguments", "query"), arguments.get("query"))):
            self._check_names(at, query, {each.name for each in operation.query_parameters})
        path = {each.name for each in operation.path_parameters}
        self._check_names(("arguments", "path"), arguments.get("path"), path)
        if self.vector.get("kind") == "request" and path - _object(arguments.get("path")).keys():
            raise self._error(("arguments",), f"{operation.id} needs {', '.join(sorted(path))} in its path.")
        return operation

    def _check_names(self, at: Pointer, given: JsonValue, known: set[str]) -> None:
        for name in _object(given):
            if name not in known:
                message = f"The operation has no such parameter {name!r}; it has {', '.join(sorted(known)) or 'none'}."
                raise self._error((*at, name), message)

    def _response(self, response: JsonObject) -> JsonObject:
        made = {name: value for name, value in response.items() if name not in {"from", "headers"}}
        if "from" in response:
            made["json"] = self._changed_example(_object(response["from"]))
        given = _object(response.get("headers"))
        usual: JsonObject = {}
        if "json" in made and "content-type" not in {name.lower() for name in given}:
            usual["Content-Type"] = "application/json"
        body: JsonObject = {name: made.pop(name) for name in ("json", "text") if name in made}
        return {**made, "headers": {**usual, **given}, **body}

    def _changed_example(self, source: Mapping[str, JsonValue]) -> JsonValue:
        name = str(source.get("example"))
        example = self.contract.component("examples", name)
        if example is None:
            raise self._error(("response", "from", "example"), f"The contract has no example {name!r}.")
        value = copy.deepcopy(example["value"])
        for pointer, change in _object(source.get("set")).items():
            with_pointer: Pointer = ("response", "from", "set", pointer)
            try:
                put(value, pointer, copy.deepcopy(change))
            except KeyError:
                raise self._error(with_pointer, f"The example {name} has no place for {pointer}.") from None
        removed = source.get("remove")
        for gone in removed if isinstance(removed, list) else ():
            try:
                remove(value, str(gone))
            except KeyError:
                raise self._error(("response", "from", "remove"), f"The example {name} has no {gone}.") from None
        return value

    def _request(self, operation: Operation) -> JsonObject:
        expect = _object(self.vector.get("expect"))
        arguments = _object(self.vector.get("arguments"))
        segments, query = decoded_target(str(expect.get("target")))
        given: list[JsonValue] = [list(pair) for pair in query_pairs(_object(arguments.get("query")))]
        if sorted(map(str, query)) != sorted(map(str, given)):
            raise self._error(("expect", "target"), f"The query of the target says {query}, the arguments {given}.")
        made: JsonObject = {"method": operation.method, "target": expect.get("target")}
        made |= {"segments": segments, "query": query}
        made |= {name: value for name, value in expect.items() if name not in {"target", "fields"}}
        if "fields" in expect:
            made["bodies"] = bodies_of(_object(arguments.get("body")), list(_pairs(expect["fields"])))
        return made

    def _check_schema(self) -> None:
        schema = _object(self.vector.get("expect")).get("schema")
        if schema is not None and self.contract.component("schemas", str(schema)) is None:
            raise self._error(("expect", "schema"), f"The contract has no schema {schema!r}.")

    def _error(self, pointer: Pointer, message: str) -> Exception:
        return self.file.error((*self.at, *pointer), message)


def bodies_of(body: Mapping[str, JsonValue], fields: list[tuple[str, str]]) -> JsonObject:
    """Return what a body is in each of the three content types, `fields` being those of a form."""
    listed: list[JsonValue] = [[name, value] for name, value in fields]
    return {
        "application/json": {"json": dict(body)},
        "multipart/form-data": {"fields": listed},
        "application/x-www-form-urlencoded": {"fields": listed, "text": form_text(fields)},
    }


def _pairs(value: JsonValue) -> Iterator[tuple[str, str]]:
    for pair in value if isinstance(value, list) else ():
        name, text = pair if isinstance(pair, list) and len(pair) == 2 else (str(pair), "")
        yield str(name), str(text)


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}
