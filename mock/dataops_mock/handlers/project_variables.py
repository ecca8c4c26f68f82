"""The CI/CD variables of projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import Conflict, NotFound, RuleBroken
from dataops_mock.handlers.fields import flag, listing, required_text, text
from dataops_mock.present.tokens import variable
from dataops_mock.world.access import find_project
from dataops_mock.world.entities import Project, Variable, VariableType
from dataops_mock.world.roles import MAINTAINER

_SHORTEST_MASKED = 8


def list_project_variables(call: Call) -> Reply:
    """List the variables of a project."""
    found = find_project(call, MAINTAINER)
    return listing(list(found.variables.values()), variable, lambda one: one.id)


def get_project_variable(call: Call) -> Reply:
    """Answer one variable."""
    return Entity(variable(_variable(call, find_project(call, MAINTAINER))))


def create_project_variable(call: Call) -> Reply:
    """Create a variable."""
    found = find_project(call, MAINTAINER)
    body = call.body
    hidden = bool(flag(body, "masked_and_hidden"))
    made = Variable(
        id=call.world.next_id("variable"),
        key=required_text(body, "key"),
        value=required_text(body, "value"),
        variable_type=cast("VariableType", text(body, "variable_type") or "env_var"),
        environment_scope=text(body, "environment_scope") or "*",
        description=text(body, "description"),
        protected=bool(flag(body, "protected")),
        masked=hidden or bool(flag(body, "masked")),
        hidden=hidden,
        raw=bool(flag(body, "raw")),
    )
    _see_that_free(found, made.key, made.environment_scope)
    _see_that_can_be_masked(made.value, masked=made.masked)
    found.variables[made.key, made.environment_scope] = made
    return Entity(variable(made), 201)


def update_project_variable(call: Call) -> Reply:
    """Change the fields of a variable that the call names."""
    found = find_project(call, MAINTAINER)
    one = _variable(call, found)
    body = call.body
    value, scope = text(body, "value"), text(body, "environment_scope") or one.environment_scope
    masked = flag(body, "masked")
    if one.hidden and masked is False:
        raise RuleBroken({"masked": ["must stay for a hidden variable"]})
    if scope != one.environment_scope:
        _see_that_free(found, one.key, scope)
    _see_that_can_be_masked(one.value if value is None else value, masked=one.masked if masked is None else masked)
    _rescope(found, one, scope)
    one.value = one.value if value is None else value
    one.masked = one.masked if masked is None else masked
    one.variable_type = cast("VariableType", text(body, "variable_type") or one.variable_type)
    one.protected = bool(body.get("protected", one.protected))
    one.raw = bool(body.get("raw", one.raw))
    if "description" in body:
        one.description = text(body, "description")
    return Entity(variable(one))


def delete_project_variable(call: Call) -> Reply:
    """Delete a variable."""
    found = find_project(call, MAINTAINER)
    one = _variable(call, found)
    del found.variables[one.key, one.environment_scope]
    return NoContent()


def _variable(call: Call, found: Project) -> Variable:
    """Return the variable that the path and the filter name; raise `Conflict` where they name several."""
    key, scope = call.path["key"], text(call.query, "filter[environment_scope]")
    named = [
        one for one in found.variables.values() if one.key == key and (scope is None or one.environment_scope == scope)
    ]
    if len(named) > 1:
        raise Conflict("There are multiple variables with provided parameters. Please use 'filter[environment_scope]'")
    if not named:
        raise NotFound("Variable")
    return named[0]


def _see_that_free(found: Project, key: str, scope: str) -> None:
    if (key, scope) in found.variables:
        raise RuleBroken({"key": [f"({key}) has already been taken"]})


def _see_that_can_be_masked(value: str, *, masked: bool) -> None:
    if masked and (len(value) < _SHORTEST_MASKED or len(value.splitlines()) > 1):
        raise RuleBroken({"value": ["is invalid"]})


def _rescope(found: Project, one: Variable, scope: str) -> None:
    """Give a variable another scope, and let it stay where it is in the list."""
    one.environment_scope = scope
    found.variables = {(each.key, each.environment_scope): each for each in found.variables.values()}


HANDLERS: Mapping[str, Handler] = {
    "list_project_variables": list_project_variables,
    "get_project_variable": get_project_variable,
    "create_project_variable": create_project_variable,
    "update_project_variable": update_project_variable,
    "delete_project_variable": delete_project_variable,
}
