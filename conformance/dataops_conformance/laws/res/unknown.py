"""Methods, paths and resources that are not there (RES-12, RES-13, RES-14)."""

from __future__ import annotations

import re

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.res.reading import arguments_of, reader
from dataops_conformance.laws.telling import told

laws = Laws()
# In the order of harmlessness, should a server take one of them.
_METHODS = ("PATCH", "PUT", "DELETE", "POST")
_NO_SUCH_ID = 2_147_483_646
_NOT_FOUND = re.compile(r"404 (\w[\w ]*)? ?not found", re.IGNORECASE)


@laws.law("RES-12", requests=1)
def an_unknown_method_gets_405(context: Context, operation: Operation) -> None:
    """Send a method that no operation of the path has; the answer is 405, and Allow names those that it has."""
    known = {item.method for item in context.contract.operations if item.path == operation.path}
    method = next((item for item in _METHODS if item not in known), None)
    if method is None:
        msg = f"Every method is one of {operation.path}."
        raise NotTested(msg)
    exchange = context.send(operation, path=arguments_of(context, operation).path, method=method)
    expect(
        exchange.response.status == 405,
        f"{method} {operation.path}, which no operation is, was not refused as such.",
        expected="status 405",
        seen=told(exchange),
        exchanges=[exchange],
    )
    allowed = {name.strip().upper() for name in (exchange.response.header("allow") or "").split(",")}
    expect(
        known <= allowed,
        f"Allow does not name the methods that {operation.path} has.",
        expected=", ".join(sorted(known)),
        seen=exchange.response.header("allow") or "no Allow",
        exchanges=[exchange],
    )


@laws.law("RES-13", requests=1)
def an_unknown_path_gets_404(context: Context, operation: Operation) -> None:
    """Read a path that no operation knows; the answer is 404 with {"error": "404 Not Found"}."""
    exchange = context.send(operation, raw_path=f"/{context.sandbox.names.fresh('no-such-path')}")
    expect(
        exchange.response.status == 404 and exchange.response.object().get("error") == "404 Not Found",
        "A path that no operation knows was not answered as such.",
        expected='404 {"error": "404 Not Found"}',
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.law("RES-14", requests=1)
def a_resource_that_does_not_exist_gets_404(context: Context, operation: Operation) -> None:
    """Read by an id that nothing has, the last one of the path; the answer is 404 and says what was not found. Where a
    reading of the run for another rule was answered so, that shows it.
    """
    if any(map(_says_what, context.sandbox.seen.missing(operation))):
        return
    parameter = operation.path_parameters[-1]
    numeric = parameter.name == "id" or context.contract.resolve(parameter.schema).get("type") == "integer"
    missing: str | int = _NO_SUCH_ID if numeric else context.sandbox.names.key("missing")
    where = arguments_of(context, operation)
    exchange = context.send(
        operation,
        path={**where.path, parameter.name: missing},
        query=where.query,
        credential=reader(context, operation),
    )
    expect(
        _says_what(exchange),
        f"{operation.id} did not answer 404 with the kind's name for one that does not exist.",
        expected='404 {"message": "404 … Not Found"}, with the name of the kind',
        seen=told(exchange),
        exchanges=[exchange],
    )


def _says_what(exchange: Exchange) -> bool:
    """Tell whether the answer is a 404 with the kind of what was not found."""
    message = exchange.response.object().get("message")
    match = _NOT_FOUND.fullmatch(message) if isinstance(message, str) else None
    return exchange.response.status == 404 and match is not None and bool(match[1])
