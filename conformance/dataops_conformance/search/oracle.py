"""Schemathesis as a second reader of the contract's response schemas; it sends nothing."""

# The generic types of schemathesis are given without their parameters; what is read of them is narrowed here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from dataclasses import dataclass

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, Response
from dataops_conformance.law import Violation
from dataops_conformance.search.generator import known_operations


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a body breaks its schema, as schemathesis names it: a JSON pointer, and what is wrong there."""

    path: str
    message: str


def second_reading(context: Context, operation: Operation, exchange: Exchange) -> None:
    """Raise Violation where the suite's own validators took the body and schemathesis names a place that is wrong.

    What both find is told by SPEC-04, once.
    """
    if exchange.request.method != operation.method or exchange.request.operation != operation.id:
        return
    # What does not pass ours is told already; and the second reader bears no body that was made to be borne by none.
    if not _passes_ours(context, operation, exchange.response):
        return
    fault = _fault(context, operation, exchange.response)
    if fault is None:
        return
    raise Violation(
        f"The {exchange.response.status} of {operation.id} is not of its schema (SPEC-04) by a second reading of it.",
        expected=fault.message,
        seen=f"at {fault.path or '(the whole)'}",
        exchanges=[exchange],
    )


def _passes_ours(context: Context, operation: Operation, response: Response) -> bool:
    try:
        return not context.contract.response_errors(operation, response)
    except ValueError:
        return False


def _fault(context: Context, operation: Operation, response: Response) -> Fault | None:
    import requests  # noqa: PLC0415 - large, and wanted only where schemathesis is
    from schemathesis.core import transport  # noqa: PLC0415
    from schemathesis.core.failures import Failure, FailureGroup  # noqa: PLC0415
    from schemathesis.openapi.checks import JsonSchemaError  # noqa: PLC0415

    # The content type alone: other headers are SPEC-03's.
    read = transport.Response(
        status_code=response.status,
        headers={"content-type": [response.header("content-type") or ""]},
        content=response.body,
        request=requests.Request(operation.method, "http://contract.invalid").prepare(),
        elapsed=response.elapsed,
        verify=False,
    )
    try:
        known_operations(context)[operation.id].validate_response(read)
    except (Failure, FailureGroup) as failure:
        found = failure.exceptions if isinstance(failure, FailureGroup) else [failure]
        named = next((item for item in found if isinstance(item, JsonSchemaError)), None)
        if named is None:
            return None
        return Fault("".join(f"/{part}" for part in named.instance_path), str(named.validation_message))
    return None
