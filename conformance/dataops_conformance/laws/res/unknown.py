"""Methods, paths and resources that are not there (RES-12, RES-13, RES-14)."""

from __future__ import annotations

import re

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.res.oddities import PLAIN, huge_id, is_numeric
from dataops_conformance.laws.res.reading import LATE, arguments_of, reader
from dataops_conformance.laws.telling import told

laws = Laws()
# In the order of harmlessness, should a server take one of them.
_METHODS = ("PATCH", "PUT", "DELETE", "POST")
_NOT_FOUND = re.compile(r"404 ([A-Z]\w*(?: \w+)*) Not Found")
_KINDS = {"projects": "Project", "groups": "Group", "namespaces": "Namespace"}


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
    expect(
        method not in allowed,
        f"Allow names {method}, which {operation.path} was just refused.",
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


@laws.law("RES-14", requests=1, order=LATE)
def a_resource_that_does_not_exist_gets_404(context: Context, operation: Operation) -> None:
    """Read by an id that nothing has, the last one of the path, a huge one where it is a number; the answer is 404 and
    says what was not found. Where a reading of the run for another rule was answered so, that shows it.
    """
    if any(_says_what(operation, exchange) for exchange in context.sandbox.seen.missing(operation)):
        return
    if is_numeric(context.contract, operation):
        # A huge number may also be refused as one that is none: then a plain one decides.
        exchange = _read_unknown(context, operation, huge_id(operation.id))
        if not _says_what(operation, exchange):
            exchange = _read_unknown(context, operation, PLAIN)
    else:
        exchange = _read_unknown(context, operation, context.sandbox.names.key("missing"))
    expect(
        _says_what(operation, exchange),
        f"{operation.id} did not answer 404 with the kind's name for one that does not exist.",
        expected='404 {"message": "404 … Not Found"}, with the name of the kind',
        seen=told(exchange),
        exchanges=[exchange],
    )


def _read_unknown(context: Context, operation: Operation, missing: str | int) -> Exchange:
    where = arguments_of(context, operation)
    return context.send(
        operation,
        path={**where.path, operation.path_parameters[-1].name: missing},
        query=where.query,
        credential=reader(context, operation),
    )


def _says_what(operation: Operation, exchange: Exchange) -> bool:
    """Tell whether the answer is a 404 with the kind of what was not found: that of the last id of the path."""
    message = exchange.response.object().get("message")
    match = _NOT_FOUND.fullmatch(message) if isinstance(message, str) else None
    if exchange.response.status != 404 or match is None:
        return False
    container = _KINDS.get(operation.path.split("/")[1])
    return container is None or (match[1] == container) == (operation.path_parameters[-1].name == "id")
