"""Schemathesis as a generator: it draws requests and sends none. It is imported on first use, for that takes a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject, JsonValue

if TYPE_CHECKING:
    from typing import Any

    from schemathesis.schemas import APIOperation

_CONFIG = {
    "generation": {"with-security-parameters": False, "database": "none", "deterministic": True},
    "phases": {"coverage": {"unexpected-methods": []}},
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn of a request: its query and the fields of its body. Its path and credentials are the suite's own."""

    query: Mapping[str, JsonValue] = field(default_factory=dict)
    body: JsonObject = field(default_factory=dict)


def draw_request(context: Context, operation: Operation, label: str, *, valid: bool) -> Drawn:
    """Draw the query and the body of a request that keeps the operation's schemas, or that breaks one of them."""
    from schemathesis import GenerationMode  # noqa: PLC0415 - see the module's docstring

    known = context.once("operations of schemathesis", lambda: _operations(context))
    mode = GenerationMode.POSITIVE if valid else GenerationMode.NEGATIVE
    case = context.draw(known[operation.id].as_strategy(generation_mode=mode), f"{label} of {operation.id}")
    query = case.query if isinstance(case.query, Mapping) else {}
    body = case.body if isinstance(case.body, dict) else {}
    return Drawn(
        {str(name): value for name, value in query.items()}, {str(name): value for name, value in body.items()}
    )


def _operations(context: Context) -> dict[str, APIOperation[Any, Any, Any, Any]]:
    import schemathesis  # noqa: PLC0415 - see the module's docstring
    from schemathesis.config import SchemathesisConfig  # noqa: PLC0415
    from schemathesis.core.result import Ok  # noqa: PLC0415

    config = SchemathesisConfig.from_dict(_CONFIG)
    schema = schemathesis.openapi.from_dict(dict(context.contract.document), config=config)
    found = (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok))
    return {str(operation.definition.raw["operationId"]): operation for operation in found}
