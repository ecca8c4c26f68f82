"""Keep the ledger by the contract: what creates, where that is deleted, and what was seen to be gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from dataops_spec import Link, Operation

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import JsonValue, Request, Response
from dataops_conformance.target.ledger import Ledger
from dataops_conformance.target.wire import build_path, decode_fields, encode_query

# Fields that tell a thing among others of its list; a value of one of these is never a secret.
_NAMES = ("name", "path", "branch", "key", "description", "file_path", "user_id", "target_project_id")
_FULL_PATHS = ("path_with_namespace", "full_path")
_GONE = frozenset({200, 202, 204})
_OVER = ("marked_for_deletion_at", "marked_for_deletion_on", "revoked")


class LedgerTracker:
    """Writes the ledger of every request that passes the target."""

    def __init__(self, ledger: Ledger, contract: Contract) -> None:
        """Take the ledger to keep, and the contract that says what creates."""
        self.ledger = ledger
        self._contract = contract

    def before(self, request: Request) -> int | None:
        """Write an intent where the request may create something; return its number."""
        operation = self._creating(request)
        if operation is None:
            return None
        return self.ledger.intend(operation.id, request.path, dict(_named(request)), request.credential)

    def after(self, note: int | None, request: Request, response: Response) -> None:
        """Write what the answer says that was created or deleted."""
        if note is not None:
            self._settle(note, request, response)
        elif request.method == "DELETE" and response.status in _GONE:
            for entry in self.ledger.live:
                if request.path in entry.paths:
                    self.ledger.deleted(entry)
        elif request.method == "GET" and response.status == 200:
            self._find_again(request.path, response)

    def _find_again(self, path: str, response: Response) -> None:
        """Take back that a thing is gone where a read shows it all the same."""
        known = [entry for entry in self.ledger.entries if path in entry.paths]
        if known and all(entry.state == "gone" for entry in known) and not _is_over(response):
            self.ledger.found_again(known[-1])

    def reserve(self) -> int:
        """Return the requests that the clean-up wants.

        To delete each thing and to see it gone, one more to find it; and one to see that the oldest is the run's own.
        """
        roots = self.ledger.roots()
        return sum(2 if entry.state == "created" else 3 for entry in roots) + bool(roots)

    def cost(self, request: Request) -> int:
        """Return what the request may add to the reserve."""
        return 0 if self._creating(request) is None else 2 if self.ledger.roots() else 3

    def _creating(self, request: Request) -> Operation | None:
        if request.method != "POST" or request.operation is None:
            return None
        operation = self._contract.find(request.operation)
        return operation if operation is not None and "201" in operation.responses else None

    def _settle(self, note: int, request: Request, response: Response) -> None:
        if not 200 <= response.status < 300:
            # After a 5xx nobody knows; the clean-up looks for it.
            if response.status < 500:
                self.ledger.void(note)
            return
        operation = self._contract.operation(str(request.operation))
        link = self._deletion(operation)
        body = _body(response)
        if link is None:
            self.ledger.created(note, None)
            return
        target = self._contract.operation(link.operation_id)
        delete = delete_path(link, operation, target, request.path, body)
        if delete is not None:
            self.ledger.created(note, delete, list(_aliases(target, body)), list(_inside(body)))

    def _deletion(self, operation: Operation) -> Link | None:
        links = (link for link in operation.links if link.status == "201")
        return next((link for link in links if self._contract.operation(link.operation_id).method == "DELETE"), None)


def _is_over(response: Response) -> bool:
    """Tell whether an answered thing is one that only waits for its deletion, or a token that was revoked."""
    body = response.object()
    return any(body.get(name) for name in _OVER)


def delete_path(link: Link, source: Operation, target: Operation, path: str, body: JsonValue) -> str | None:
    """Return path and query of the request that deletes what an answer says was created; None where it does not tell.

    `source` is the operation that created by a request for `path`, `target` the one that deletes.
    """
    values = path_values(source.path, path)
    found = {name: _evaluate(expression, values, body) for name, expression in link.parameters.items()}
    if any(value is None for value in found.values()):
        return None
    known = {name: value for name, value in found.items() if value is not None}
    in_path = {item.name: known[item.name] for item in target.path_parameters if item.name in known}
    if len(in_path) < len(target.path_parameters):
        return None
    query = [(item.name, known.get(item.name, "")) for item in target.query_parameters if item.name in known]
    # A commit needs words, and no answer gives them.
    query += [
        (item.name, "Clean up after a conformance run")
        for item in target.query_parameters
        if item.required and item.name not in known
    ]
    built = build_path(target.path, in_path)
    return f"{built}?{encode_query(query)}" if query else built


def path_values(template: str, path: str) -> Mapping[str, str]:
    """Return the values, decoded, that `path` gives the parameters of the template; none where it does not fit."""
    parts = re.split(r"{([^}]+)}", template)
    pattern = "".join(re.escape(part) if index % 2 == 0 else "([^/]+)" for index, part in enumerate(parts))
    match = re.fullmatch(pattern, path)
    return dict(zip(parts[1::2], map(unquote, match.groups()), strict=True)) if match else {}


def _evaluate(expression: str, values: Mapping[str, str], body: JsonValue) -> str | None:
    if expression.startswith("$request.path."):
        return values.get(expression.removeprefix("$request.path."))
    if not expression.startswith("$response.body#"):
        return None if expression.startswith("$") else expression
    found = body
    for part in expression.removeprefix("$response.body#/").split("/"):
        found = found.get(part) if isinstance(found, dict) else None
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else None


def _named(request: Request) -> Iterator[tuple[str, str]]:
    """Yield the fields of the query and of the body, of whatever type, that tell the thing."""
    kind = next((value for name, value in request.headers if name.lower() == "content-type"), "")
    sent: Mapping[str, JsonValue] = {**dict(request.query), **decode_fields(request.body or b"", kind)}
    yield from ((name, str(sent[name])) for name in _NAMES if isinstance(sent.get(name), str | int))


def _aliases(target: Operation, body: JsonValue) -> Iterator[str]:
    if isinstance(body, dict) and len(target.path_parameters) == 1:
        for name in _FULL_PATHS:
            value = body.get(name)
            if isinstance(value, str):
                yield build_path(target.path, {target.path_parameters[0].name: value})


def _inside(body: JsonValue) -> Iterator[str]:
    """Yield the groups that an answered project or group lies in: it is deleted with them."""
    if not isinstance(body, dict):
        return
    namespace = body.get("namespace")
    places = [body.get("parent_id"), namespace.get("id") if isinstance(namespace, dict) else None]
    yield from (f"/groups/{place}" for place in places if isinstance(place, int))
    for name in _FULL_PATHS:
        value = body.get(name)
        if isinstance(value, str) and "/" in value:
            yield f"/groups/{quote(value.rpartition('/')[0], safe='')}"


def _body(response: Response) -> JsonValue:
    try:
        return response.json
    except ValueError:
        return None
