"""The filters that the contract declares on each list, as far as the items themselves tell what a value names. Pure.

Left out are those whose effect no field of an item shows: what the user owns or is a member of, the role that it has
there, and whether subgroups or shared things are listed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dataops_conformance.exchange import JsonObject
from dataops_conformance.laws.page.filters import (
    Filter,
    Names,
    Value,
    above,
    below,
    contains,
    days,
    each,
    fixed,
    is_none_of,
    is_one_of,
    listed_in,
    moments,
    parts,
    same_text,
    several,
    when,
)

_PROJECT_BOT = re.compile(r"project_\d+_bot")
_PERHAPS_BOT = re.compile(r"bot|ghost|support|alert|service", re.IGNORECASE)
_PHASES: Mapping[str, frozenset[str]] = {
    "running": frozenset({"running"}),
    "pending": frozenset({"pending"}),
    "finished": frozenset({"success", "failed", "canceled"}),
}


# What a job or pipeline does not leave by itself; all others may be another by the next request.
_LASTING = frozenset({"success", "failed", "canceled", "skipped", "manual"})
_STATUSES: Value = (
    "created", "pending", "running", "failed", "success", "canceled", "canceling", "skipped", "waiting_for_resource",
    "manual", "preparing", "waiting_for_callback", "scheduled",
)  # fmt: skip


def _lasting(item: JsonObject) -> bool:
    return str(item.get("status")) in _LASTING


def _if_lasting(names: Names) -> Names:
    """Leave open whether a filter names what runs or waits to run."""
    return lambda item, value: names(item, value) if _lasting(item) else None


def _in_states(item: JsonObject, value: Value) -> bool | None:
    return True if set(_STATUSES) <= set(value) else item.get("status") in value if _lasting(item) else None


def _states(items: Sequence[JsonObject]) -> Iterator[Value]:
    yield from several("status")(items)
    yield _STATUSES


def _if_later(item: JsonObject, value: Value) -> bool | None:
    """Name what was used later; what was not may be used by the next request."""
    return above("last_used_at")(item, value) or None


def _if_earlier(item: JsonObject, value: Value) -> bool | None:
    """Leave out what was not used earlier; what was may be used by the next request."""
    return False if below("last_used_at")(item, value) is False else None


def _top_level(item: JsonObject) -> bool | None:
    return item["parent_id"] is None if "parent_id" in item else None


def _human(item: JsonObject) -> bool | None:
    name = str(item.get("username"))
    return False if _PROJECT_BOT.match(name) else None if _PERHAPS_BOT.search(name) else True


def _in_phase(item: JsonObject, value: Value) -> bool | None:
    status = str(item.get("status"))
    return status in _PHASES[value[0]] if status in _LASTING - {"skipped"} else None


def _has_topic(item: JsonObject, value: Value) -> bool:
    topics = item.get("topics")
    return isinstance(topics, list) and value[0] in topics


def _name_contains(item: JsonObject, value: Value) -> bool | None:
    name = str(item.get("name"))
    if value[0] in name:
        return True
    return None if value[0].casefold() in name.casefold() else False


def _name_matches(item: JsonObject, value: Value) -> bool:
    return re.search(value[0], str(item.get("name"))) is not None


def _is_active(item: JsonObject, value: Value) -> bool | None:
    active = item.get("active")
    return active is (value[0] == "active") if isinstance(active, bool) else None


_PROJECT_TEXTS = ["description", "path_with_namespace", "name_with_namespace"]
_VISIBILITY = Filter("visibility", each("visibility"), is_one_of("visibility"))
_ARCHIVED = Filter("archived", each("archived"), is_one_of("archived"))
_TOP_LEVEL = Filter("top_level_only", fixed("true"), when(_top_level))
_SEARCH_PROJECTS = Filter("search", parts("path"), contains(["name", "path"], _PROJECT_TEXTS))
_SCOPES = Filter("scope[]", _states, _in_states)
_TOKENS: Sequence[Filter] = (
    Filter("revoked", each("revoked"), is_one_of("revoked")),
    Filter("state", fixed("active", "inactive"), _is_active),
    Filter("search", parts("name"), contains(["name"])),
    Filter("expires_before", days("expires_at"), below("expires_at")),
    Filter("expires_after", days("expires_at"), above("expires_at")),
    Filter("created_after", moments("created_at"), above("created_at")),
    Filter("created_before", moments("created_at"), below("created_at")),
    Filter("last_used_after", moments("last_used_at"), _if_later),
    Filter("last_used_before", moments("last_used_at"), _if_earlier),
)

FILTERS: Mapping[str, Sequence[Filter]] = {
    "list_projects": (
        _SEARCH_PROJECTS,
        _VISIBILITY,
        Filter("topic", listed_in("topics"), _has_topic),
        _ARCHIVED,
        Filter("id_after", each("id"), above("id")),
        Filter("id_before", each("id"), below("id")),
        Filter("last_activity_after", moments("last_activity_at"), above("last_activity_at")),
        Filter("last_activity_before", moments("last_activity_at"), below("last_activity_at")),
    ),
    "list_group_projects": (_SEARCH_PROJECTS, _VISIBILITY, _ARCHIVED),
    "list_groups": (
        Filter("search", parts("path"), contains(["name", "path"], ["full_path", "full_name"])),
        _VISIBILITY,
        _TOP_LEVEL,
        Filter("skip_groups[]", several("id"), is_none_of("id")),
    ),
    "list_users": (
        Filter("search", parts("username"), contains(["name", "username"], ["public_email"])),
        Filter("active", fixed("true"), when(lambda item: item.get("state") == "active")),
        Filter("blocked", fixed("true"), when(lambda item: item.get("state") == "blocked")),
        Filter("humans", fixed("true"), when(_human)),
        Filter("without_project_bots", fixed("true"), when(_human)),
        Filter("username", each("username"), same_text("username")),
    ),
    "list_project_members": (
        Filter("query", parts("username"), contains(["name", "username"], ["public_email"])),
        Filter("user_ids[]", several("id"), is_one_of("id")),
        Filter("skip_users[]", several("id"), is_none_of("id")),
    ),
    "list_branches": (
        Filter("regex", fixed("^.+$", "^[a-z]+$", "^[^/-]+$", "/", "-"), _name_matches, absent="^no-such$"),
        Filter("search", parts("name", shown=str), _name_contains),
    ),
    "list_project_jobs": (_SCOPES,),
    "list_pipeline_jobs": (_SCOPES, Filter("include_retried", fixed("true"), when(lambda _: True))),
    "list_pipelines": (
        Filter("source", each("source"), is_one_of("source")),
        Filter("name", each("name"), is_one_of("name")),
        Filter("ref", each("ref"), is_one_of("ref"), absent="no-such-ref"),
        Filter("sha", each("sha"), is_one_of("sha"), absent="0" * 40),
        Filter("status", each("status"), _if_lasting(is_one_of("status"))),
        Filter("scope", fixed(*_PHASES), _in_phase),
        Filter("updated_after", moments("updated_at"), _if_lasting(above("updated_at"))),
        Filter("updated_before", moments("updated_at"), _if_lasting(below("updated_at"))),
    ),
    "list_pipeline_schedules": (Filter("scope", fixed("active", "inactive"), _is_active),),
    "list_namespaces": (
        Filter("search", parts("path"), contains(["name", "path"], ["full_path"])),
        _TOP_LEVEL,
        Filter("full_path_search", fixed("false"), when(lambda _: True)),
    ),
    "list_personal_access_tokens": (*_TOKENS, Filter("user_id", each("user_id"), is_one_of("user_id"))),
    "list_project_access_tokens": _TOKENS,
    "list_group_access_tokens": _TOKENS,
}
