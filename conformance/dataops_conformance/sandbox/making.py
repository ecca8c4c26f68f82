"""Make a resource by its creating operation, and say what was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dataops_spec import Link, Operation

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.sandbox.links import Arguments, follow, item_path
from dataops_conformance.sandbox.made import Made

_REMEDIES = {
    "create_group": "set DATAOPS_GROUP to a group in which the token's user may create subgroups",
    "create_project": "set DATAOPS_GROUP to a group in which the token's user may create projects",
}
_REFUSED = {401, 403, 404}
_OWN_LINKS = ("get", "update", "delete", "remove", "revoke")


def own_links(contract: Contract, create: Operation) -> Iterator[tuple[Link, Operation]]:
    """Yield the links of a creation that lead to the thing itself, and the operations that they lead to."""
    for name in _OWN_LINKS:
        for link in create.links:
            if link.name == name:
                yield link, contract.operation(link.operation_id)


def item_template(contract: Contract, create: Operation) -> str | None:
    """Return the path of what the operation makes (`/projects/{id}/triggers/{trigger_id}`), None where it has none."""
    return next((target.path for _, target in own_links(contract, create)), None)


def thing_of(contract: Contract, create: Operation, exchange: Exchange, path: Mapping[str, str | int]) -> Made:
    """Return what an exchange of the creating operation made.

    Raises:
        NotTested: the answer refuses the creation to this user.
        Blocked: the answer is another one than the creation's, or has not what its links name.
    """
    response = exchange.response
    if response.status in _REFUSED:
        remedy = _REMEDIES.get(create.id, "give DATAOPS_TOKEN a user who may")
        msg = f"{create.id} was answered {response.status} and is needed to make what this stands upon; {remedy}."
        raise NotTested(msg)
    if response.status not in contract.success_statuses(create):
        msg = f"{create.id} was answered {response.status} to a valid request, and what it makes is needed here."
        raise Blocked(msg)
    data = dict(response.object())
    arguments, template = _leading_to(contract, create, data, path)
    last = template.rpartition("{")[2].rstrip("}")
    return Made(
        create.id,
        arguments.path[last],
        item_path(template, arguments.path),
        arguments.path,
        data,
        exchange,
        arguments.query,
    )


def _leading_to(
    contract: Contract, create: Operation, data: JsonObject, path: Mapping[str, str | int]
) -> tuple[Arguments, str]:
    for link, target in own_links(contract, create):
        arguments = follow(link, target, data, path)
        if arguments is not None:
            return arguments, target.path
    msg = f"The answer of {create.id} has not the fields by which its links name what was made."
    raise Blocked(msg)
