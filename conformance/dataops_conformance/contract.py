"""The suite's own reading of the contract: operations by id, resources by its links, validators by its schemas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import dataops_spec
from dataops_spec import Operation, Requirement

from dataops_conformance.exchange import JsonObject, JsonValue, Response
from dataops_conformance.own import OwnLaw, installed, joined
from dataops_conformance.schemas import SchemaError, Validators

_DOCUMENTS: Mapping[str, str] = {
    "U": 'the page "Using the REST API"',
    "R": 'the page "REST API Resources"',
    "G": "GitLab's REST API documentation, the ancestor's",
    "project": "this project",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What one kind of thing can undergo, by the links of its creation; `list` is on the creation's own path."""

    create: Operation
    get: Operation | None = None
    update: Operation | None = None
    delete: Operation | None = None
    list: Operation | None = None

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Its operations, the creation first."""
        found = (self.create, self.get, self.update, self.delete, self.list)
        return tuple(operation for operation in found if operation is not None)


class Contract:
    """The contract, read once."""

    def __init__(
        self, document: JsonObject, operations: Sequence[Operation], requirements: Sequence[Requirement], sha256: str
    ) -> None:
        """Take the 3.1 document and what was read from it; `load` does it from the package's data."""
        self.document = document
        self.operations = tuple(operations)
        self.requirements = tuple(requirements)
        self.sha256 = sha256
        self._by_id = {operation.id: operation for operation in self.operations}
        self._requirements = {requirement.id: requirement for requirement in self.requirements}
        self._validators = Validators(document)
        self._routes = tuple((operation.method, _pattern(operation.path), operation) for operation in self.operations)

    @classmethod
    def load(cls, own: Sequence[OwnLaw] = ()) -> Contract:
        """Return the contract and the catalogue that this distribution carries.

        The rules of installed projects are part of the catalogue, and so are those of `own`.

        Raises:
            UsageError: two rules have the same id, or one covers an operation that there is not.
        """
        operations = dataops_spec.operations()
        requirements = joined(dataops_spec.requirements(), operations, (*installed(), *own))
        return cls(dataops_spec.document(), operations, requirements, dataops_spec.contract_hash())

    @cached_property
    def version(self) -> str:
        """The contract's own version."""
        info = self.document.get("info")
        return str(info.get("version", "")) if isinstance(info, dict) else ""

    def operation(self, identifier: str) -> Operation:
        """Return the operation of this id; raise KeyError where there is none."""
        return self._by_id[identifier]

    def find(self, identifier: str) -> Operation | None:
        """Return the operation of this id, None where there is none."""
        return self._by_id.get(identifier)

    def requirement(self, identifier: str) -> Requirement:
        """Return the requirement of this id; raise KeyError where there is none."""
        return self._requirements[identifier]

    def match(self, method: str, path: str) -> Operation | None:
        """Return the operation that a request is for, None where no operation knows it.

        `path` is relative to the base URL and percent-encoded. A path without parameters wins over one with.
        """
        found = [operation for verb, pattern, operation in self._routes if verb == method and pattern.fullmatch(path)]
        return min(found, key=lambda operation: operation.path.count("{"), default=None)

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Every resource that can be created, in the contract's order."""
        created = (operation for operation in self.operations if operation.method == "POST")
        return tuple(self._resource(operation) for operation in created if _makes(operation))

    def resource_of(self, operation: Operation | str) -> Resource | None:
        """Return the resource that an operation belongs to, None where it belongs to none."""
        wanted = operation if isinstance(operation, str) else operation.id
        return self._resource_by_operation.get(wanted)

    @cached_property
    def _resource_by_operation(self) -> Mapping[str, Resource]:
        found: dict[str, Resource] = {}
        for resource in self.resources:
            for operation in resource.operations:
                # A second way to make a thing (a fork) does not take its operations from the first.
                if operation.id not in found:
                    found[operation.id] = resource
        return found

    def _resource(self, create: Operation) -> Resource:
        linked = [self._by_id[link.operation_id] for link in create.links if link.status == "201"]
        beneath = [operation for operation in linked if operation.path != create.path]
        listing = next((item for item in self.operations if item.path == create.path and item.method == "GET"), None)
        own = "get", "update", "delete", "remove", "revoke"
        named = {link.name: self._by_id[link.operation_id] for link in create.links if link.status == "201"}
        preferred = [named[name] for name in own if name in named] + beneath
        return Resource(
            create=create,
            get=next((item for item in preferred if item.method == "GET"), None) if "get" in named else None,
            update=next((item for item in preferred if item.method in {"PUT", "PATCH"}), None),
            delete=next((item for item in preferred if item.method == "DELETE"), None),
            list=listing if listing is not None and self.lists(listing) else None,
        )

    def lists(self, operation: Operation) -> bool:
        """Tell whether the operation answers 200 with a JSON list."""
        schema = self.response_schema(operation, 200)
        return operation.method == "GET" and schema is not None and self.resolve(schema).get("type") == "array"

    def success_statuses(self, operation: Operation) -> tuple[int, ...]:
        """Return the statuses below 300 that the operation documents."""
        return tuple(sorted(int(status) for status in operation.responses if status.isdigit() and int(status) < 300))

    def resolve(self, schema: JsonValue) -> JsonObject:
        """Return the schema, or the component that it refers to; an empty one where it is no object."""
        return self._validators.resolve(schema)

    def body_schema(self, operation: Operation) -> JsonObject | None:
        """Return the resolved schema of the operation's body, None where it takes none."""
        return None if operation.body is None else self.resolve(operation.body.schema)

    def response_schema(
        self, operation: Operation, status: int, media_type: str = "application/json"
    ) -> JsonObject | None:
        """Return the schema of a response as the contract writes it, None where it gives none."""
        response = operation.responses.get(str(status)) or operation.responses.get("default")
        return None if response is None else response.media.get(media_type)

    def schema_errors(self, schema: JsonObject, value: JsonValue) -> tuple[SchemaError, ...]:
        """Return where `value` breaks `schema` (`$ref`s to components are followed), none where it does not."""
        return self._validators.errors(schema, value)

    def response_errors(self, operation: Operation, response: Response) -> tuple[SchemaError, ...]:
        """Return where a JSON response breaks its schema; none where the contract gives it no schema.

        Raises:
            ValueError: the body is no JSON though its content type says so.
        """
        schema = self.response_schema(operation, response.status, response.media_type)
        return () if schema is None or "json" not in response.media_type else self.schema_errors(schema, response.json)


def source_text(requirement: Requirement) -> str:
    """Return where a requirement comes from: the document's name and its section."""
    return f"{_DOCUMENTS[requirement.source.document]}, {requirement.source.section}"


def kind_made(operation: str) -> str:
    """Return what an operation makes: `create_project_variable` makes a project variable."""
    return re.sub(r"^[a-z]+_(to_)?", "", operation).replace("_", " ")


def _makes(operation: Operation) -> bool:
    return "201" in operation.responses and any(link.status == "201" for link in operation.links)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"({[^}]+})", template)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))
