"""Compare what was sent with what was answered, and two answers with one another. Pure."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping

from dataops_conformance.exchange import JsonObject, JsonValue

# Fields that change by themselves, or that only the answer to a creation tells.
VOLATILE = frozenset({
    "updated_at", "last_activity_at", "last_used_at", "last_used", "last_used_ips", "status", "detailed_status",
    "token", "started_at", "finished_at", "committed_at", "duration", "queued_duration", "statistics",
    "import_status", "next_run_at", "last_pipeline", "artifacts", "artifacts_file", "artifacts_expire_at", "runner",
    "runner_manager", "coverage", "current_sign_in_at", "last_sign_in_at", "local_time", "last_activity_on",
    "commit", "star_count", "forks_count", "open_issues_count", "projects_count", "root_repository_size",
    "members_count_with_descendants", "projects", "shared_projects", "erased_at", "commit_id", "last_commit_id",
    "blob_id", "empty_repo", "permissions",
})  # fmt: skip


def agree(field: str, sent: JsonValue, answer: Mapping[str, JsonValue]) -> bool | None:
    """Tell whether the answer shows the field as it was sent; None where it does not tell.

    A ref may be answered in full, the content of a file in Base64, and an object may bear more than was sent.
    """
    if field in {"token", "encoding"} or field not in answer:
        return None
    seen = answer[field]
    if field == "content" and answer.get("encoding") == "base64":
        return _decoded(seen) == sent
    if field == "ref" and isinstance(seen, str) and isinstance(sent, str):
        return seen in (sent, f"refs/heads/{sent}")
    return covers(sent, seen)


def covers(sent: JsonValue, seen: JsonValue) -> bool:
    """Tell whether `seen` holds all of `sent`: equal, or an object whose fields do."""
    if isinstance(sent, dict) and isinstance(seen, dict):
        return all(name in seen and covers(value, seen[name]) for name, value in sent.items())
    return seen == sent and isinstance(seen, bool) == isinstance(sent, bool)


def lost_fields(sent: JsonObject, answer: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Return the fields that the answer shows otherwise than they were sent."""
    return tuple(name for name, value in sent.items() if agree(name, value, answer) is False)


def told_fields(sent: JsonObject, answer: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Return the fields that were sent and that the answer shows, rightly or not."""
    return tuple(name for name, value in sent.items() if agree(name, value, answer) is not None)


def differing(
    first: Mapping[str, JsonValue], second: Mapping[str, JsonValue], but: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the fields that both bear and that differ, those aside that change by themselves and those of `but`."""
    aside = {*VOLATILE, *but}
    return tuple(name for name in first if name in second and name not in aside and not same(first[name], second[name]))


def same(first: JsonValue, second: JsonValue, *, whole: bool = False) -> bool:
    """Tell whether two values are equal but for what changes by itself; with `whole` also in which fields they bear."""
    if isinstance(first, dict) and isinstance(second, dict):
        if whole and set(first) != set(second):
            return False
        shared = [name for name in first if name in second and name not in VOLATILE]
        return all(same(first[name], second[name], whole=whole) for name in shared)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(same(*pair, whole=whole) for pair in zip(first, second, strict=True))
    return first == second


def shown(fields: Iterable[str], values: Mapping[str, JsonValue]) -> str:
    """Return the fields and their values as one line for a reader."""
    return ", ".join(f"{name}: {_short(values.get(name))}" for name in fields)


def _short(value: JsonValue) -> str:
    text = repr(value)
    return text if len(text) <= 120 else f"{text[:119]}…"


def _decoded(content: JsonValue) -> str | None:
    try:
        return base64.b64decode(str(content), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
