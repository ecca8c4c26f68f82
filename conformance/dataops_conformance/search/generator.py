"""The contract as schemathesis reads it. It is imported on first use, for it is large."""

# The generic types of schemathesis are given without their parameters; what is read of them is narrowed here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject

if TYPE_CHECKING:
    from typing import Any

    from schemathesis.schemas import APIOperation

_GENERATION: JsonObject = {"with-security-parameters": False, "database": "none", "deterministic": True}


def known_operations(context: Context) -> dict[str, APIOperation[Any, Any, Any, Any]]:
    """Return the contract's operations as schemathesis reads them, by id; read once in the run."""
    return context.once("operations of schemathesis", lambda: _operations(context))


def _operations(context: Context) -> dict[str, APIOperation[Any, Any, Any, Any]]:
    import schemathesis  # noqa: PLC0415 - see the module's docstring
    from schemathesis.config import SchemathesisConfig  # noqa: PLC0415
    from schemathesis.core.result import Ok  # noqa: PLC0415

    config = SchemathesisConfig.from_dict({"generation": _GENERATION})
    schema = schemathesis.openapi.from_dict(dict(context.contract.document), config=config)
    found = (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok))
    return {str(operation.definition.raw["operationId"]): operation for operation in found}
