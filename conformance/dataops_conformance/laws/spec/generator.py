"""Schemathesis as a generator: it draws requests and sends none. It is imported on first use, for it is large."""

# The generic types of schemathesis are given without their parameters; what is read of them is narrowed here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject, JsonValue

if TYPE_CHECKING:
    from typing import Any

    from schemathesis.schemas import APIOperation

_GENERATION: JsonObject = {"with-security-parameters": False, "database": "none", "deterministic": True}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn of a request: its query and the fields of its body; path and credentials are the suite's own."""

    query: Mapping[str, JsonValue]
    body: JsonObject


def draw_request(context: Context, operation: Operation, label: str, *, valid: bool) -> Drawn:
    """Draw the query and the body of a request that keeps the operation's schemas, or that breaks one of them."""
    from schemathesis import GenerationMode  # noqa: PLC0415 - see the module's docstring

    known = known_operations(context)
    mode = GenerationMode.POSITIVE if valid else GenerationMode.NEGATIVE
    case = context.draw(known[operation.id].as_strategy(generation_mode=mode), f"{label} of {operation.id}")
    return Drawn(_fields(case.query), _fields(case.body))


def known_operations(context: Context) -> dict[str, APIOperation[Any, Any, Any, Any]]:
    """Return the contract's operations as schemathesis reads them, by id; read once in the run."""
    return context.once("operations of schemathesis", lambda: _operations(context))


def _fields(value: object) -> JsonObject:
    """Return an object that was drawn; an empty one where something else was, or nothing."""
    return {str(name): item for name, item in value.items()} if isinstance(value, dict) else {}


def _operations(context: Context) -> dict[str, APIOperation[Any, Any, Any, Any]]:
    import schemathesis  # noqa: PLC0415 - see the module's docstring
    from schemathesis.config import SchemathesisConfig  # noqa: PLC0415
    from schemathesis.core.result import Ok  # noqa: PLC0415

    config = SchemathesisConfig.from_dict({"generation": _GENERATION})
    schema = schemathesis.openapi.from_dict(dict(context.contract.document), config=config)
    found = (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok))
    return {str(operation.definition.raw["operationId"]): operation for operation in found}
