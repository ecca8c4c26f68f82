"""What a schema cannot say of a field: which value is fit, given the sandbox. One table, by field or operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from dataops_conformance.exchange import JsonValue

if TYPE_CHECKING:
    from dataops_conformance.sandbox.sandbox import Sandbox


class Pin(Enum):
    """What becomes of an optional field that has no value of its own here."""

    OMIT = "is never sent"


Rule: TypeAlias = "Callable[[Sandbox], JsonValue | Pin] | Pin"

DEVELOPER = 30
_TOKEN_DAYS = 30


def constant(value: JsonValue) -> Rule:
    """Return the rule that gives this value."""
    return lambda _: value


def in_days(days: int) -> str:
    """Return the day that many days ahead, ISO 8601."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def _fresh(what: str) -> Rule:
    return lambda sandbox: sandbox.names.fresh(what)


def _variables(sandbox: Sandbox) -> JsonValue:
    return [{"key": sandbox.names.key("var"), "value": "one"}]


# A rule for `operation.field` wins over one for `field`. What is not here is drawn from its schema.
RULES: Mapping[str, Rule] = MappingProxyType({
    "name": _fresh("thing"),
    "path": _fresh("thing"),
    "key": lambda sandbox: sandbox.names.key("key"),
    "description": constant("Made by a conformance run."),
    "namespace_id": lambda sandbox: sandbox.namespace_id(),
    "namespace_path": Pin.OMIT,
    "parent_id": lambda sandbox: sandbox.parent_id(),
    "visibility": constant("private"),
    "ref": lambda sandbox: sandbox.default_branch(),
    "branch": lambda sandbox: sandbox.default_branch(),
    "create_branch.branch": _fresh("branch"),
    "branches": lambda sandbox: sandbox.default_branch(),
    "start_branch": Pin.OMIT,
    "default_branch": Pin.OMIT,
    "commit_message": constant("Conformance run [skip ci]"),
    "content": constant("select 1\n"),
    "encoding": constant("text"),
    "last_commit_id": Pin.OMIT,
    "author_email": constant("conformance@example.com"),
    "author_name": constant("Conformance Run"),
    "user_id": lambda sandbox: sandbox.other_user_id(),
    "username": Pin.OMIT,
    "access_level": constant(DEVELOPER),
    "expires_at": lambda _: in_days(_TOKEN_DAYS),
    "add_project_member.expires_at": lambda _: in_days(_TOKEN_DAYS),
    "cron": constant("17 4 * * 1"),
    "cron_timezone": constant("UTC"),
    "token": lambda sandbox: sandbox.trigger_token(),
    "scopes": constant(["read_api"]),
    "target_project_id": lambda sandbox: sandbox.spare_project().id,
    "enabled": constant(True),
    "variables": _variables,
    "trigger_pipeline.variables": constant({"CONFORMANCE": "one"}),
    "job_variables_attributes": _variables,
    # Hiding a value wants one of a certain form, and turning features off would take away what other laws stand upon.
    "masked": constant(False),
    "masked_and_hidden": Pin.OMIT,
    "value": constant("one"),
    "environment_scope": constant("*"),
    "jobs_enabled": Pin.OMIT,
    "builds_access_level": Pin.OMIT,
    "ci_config_path": Pin.OMIT,
    "container_expiration_policy_attributes": constant(
        {"cadence": "7d", "keep_n": 10, "older_than": "30d", "enabled": False}
    ),
    "build_timeout": constant(3600),
    "initialize_with_readme": constant(True),
    "shared_runners_setting": Pin.OMIT,
    "shared_runners_enabled": Pin.OMIT,
    "require_two_factor_authentication": Pin.OMIT,
    "two_factor_grace_period": constant(48),
    "project_creation_level": constant("maintainer"),
    "prevent_sharing_groups_outside_hierarchy": Pin.OMIT,
    "default_branch_protection": Pin.OMIT,
    "emails_enabled": Pin.OMIT,
    "auto_devops_enabled": Pin.OMIT,
})  # fmt: skip

# What a thing of the sandbox is called stays, for others find it by that.
_NAMING = frozenset({"name", "path"})

# Fields that are sent though the schema does not require them: the description of the operation asks for one of them.
WANTED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "create_project": ("name", "path", "namespace_id", "visibility"),
    "fork_project": ("name", "path", "namespace_id"),
    "create_group": ("parent_id", "visibility"),
    "add_project_member": ("user_id",),
    "create_project_access_token": ("access_level", "expires_at"),
    "create_group_access_token": ("access_level", "expires_at"),
    "update_project": ("description",),
    "update_group": ("description",),
    "update_pipeline_schedule": ("description",),
    "update_project_variable": ("value",),
})  # fmt: skip

# Query parameters that an operation requires.
QUERY_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "ref": lambda sandbox: sandbox.default_branch(),
        "branch": lambda sandbox: sandbox.default_branch(),
        "commit_message": constant("Conformance run [skip ci]"),
    }
)


def rule_for(operation: str, field: str) -> Rule | None:
    """Return the rule of a field of an operation's body, None where its schema says all."""
    if operation.startswith("update_") and field in _NAMING:
        return Pin.OMIT
    return RULES.get(f"{operation}.{field}", RULES.get(field))
