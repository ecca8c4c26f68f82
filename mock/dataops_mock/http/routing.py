"""Which operation a method and a path name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from dataops_spec import Operation

from dataops_mock.errors import Refusal
from dataops_mock.rules import Exchange, Match


@dataclass(slots=True)
class _Node:
    literals: dict[str, _Node] = field(default_factory=dict[str, "_Node"])
    template: _Node | None = None
    operations: dict[str, tuple[Operation, tuple[str, ...]]] = field(
        default_factory=dict[str, tuple[Operation, tuple[str, ...]]]
    )


class Router:
    """Find operations by path; a literal segment goes before a templated one, as OpenAPI has it.

    Segments are matched while they are percent-encoded, so that `team%2Fdata` stays one.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        """Take the operations; raise `ValueError` where two share a method and a path."""
        self._root = _Node()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        node = self._root
        names: list[str] = []
        for segment in operation.path.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.template = node.template or _Node()
                node = node.template
            else:
                node = node.literals.setdefault(segment, _Node())
        if operation.method in node.operations:
            msg = f"The contract names {operation.method} {operation.path} twice."
            raise ValueError(msg)
        node.operations[operation.method] = (operation, tuple(names))

    def find(self, method: str, raw_path: str) -> Match:
        """Return what the contract knows of this method and path; HEAD is the GET of the path."""
        found = _walk(self._root, raw_path.split("/")[1:], ())
        if found is None:
            return Match()
        node, values = found
        allowed = sorted({*node.operations, "HEAD"} if "GET" in node.operations else node.operations)
        wanted = node.operations.get("GET" if method == "HEAD" else method)
        if wanted is None:
            return Match(allowed=tuple(allowed))
        operation, names = wanted
        return Match(operation, dict(zip(names, values, strict=True)), tuple(allowed))


def _walk(node: _Node, segments: list[str], values: tuple[str, ...]) -> tuple[_Node, tuple[str, ...]] | None:
    if not segments:
        return (node, values) if node.operations else None
    head, rest = segments[0], segments[1:]
    literal = node.literals.get(head) or ("%" in head and node.literals.get(unquote(head))) or None
    found = _walk(literal, rest, values) if literal else None
    if found is None and node.template is not None and head:
        found = _walk(node.template, rest, (*values, head))
    return found


def require_operation(exchange: Exchange) -> Match:
    """Return the match of a request; raise 404 for a path that no operation has, 405 for a method that it has not."""
    match = exchange.match
    if match.operation is not None:
        return match
    if match.allowed:
        raise Refusal(405, {"error": "405 Not Allowed"}, {"Allow": ", ".join(match.allowed)})
    raise Refusal(404, {"error": "404 Not Found"})
