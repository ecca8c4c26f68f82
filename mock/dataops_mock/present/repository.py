"""Branches, commits and files."""

from __future__ import annotations

import base64
import hashlib
import re

from dataops_mock.call import Call, JsonObject, JsonValue
from dataops_mock.present import urls
from dataops_mock.world.access import role_in_project
from dataops_mock.world.entities import Project
from dataops_mock.world.repository import Commit, FileEntry
from dataops_mock.world.roles import DEVELOPER, MAINTAINER
from dataops_mock.world.times import iso

_TRAILER = re.compile(r"([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+): (.+)")


def commit(call: Call, project: Project, one: Commit) -> JsonObject:
    """Present a commit."""
    moment = iso(one.created_at)
    return {
        "id": one.sha,
        "short_id": one.sha[:8],
        "created_at": moment,
        "parent_ids": list(one.parents),
        "title": one.message.split("\n", 1)[0],
        "message": one.message,
        "author_name": one.author.name,
        "author_email": one.author.email,
        "authored_date": moment,
        "committer_name": one.committer.name,
        "committer_email": one.committer.email,
        "committed_date": moment,
        "trailers": _trailers(one.message),
        "web_url": urls.page(call, f"{call.world.full_path(project)}/-/commit/{one.sha}"),
    }


def branch(call: Call, project: Project, name: str) -> JsonObject:
    """Present a branch; `can_push` is the caller's own."""
    repository = project.repository
    protected = name in repository.protected
    return {
        "name": name,
        "commit": commit(call, project, repository.commits[repository.branches[name]]),
        "merged": repository.is_merged(name),
        "protected": protected,
        "developers_can_push": False,
        "developers_can_merge": False,
        "can_push": role_in_project(call, project) >= (MAINTAINER if protected else DEVELOPER),
        "default": name == repository.default_branch,
        "web_url": urls.page(call, f"{call.world.full_path(project)}/-/tree/{name}"),
    }


def file(project: Project, path: str, ref: str, at: Commit, entry: FileEntry) -> dict[str, JsonValue]:
    """Present a file as it is at a commit, with its content."""
    content = project.repository.blobs[entry.blob_id]
    return {
        "file_name": path.rsplit("/", 1)[-1],
        "file_path": path,
        "size": len(content),
        "encoding": "base64",
        "content": base64.b64encode(content).decode("ascii"),
        "content_sha256": hashlib.sha256(content).hexdigest(),
        "ref": ref,
        "blob_id": entry.blob_id,
        "commit_id": at.sha,
        "last_commit_id": entry.last_commit_id,
        "execute_filemode": entry.executable,
    }


def _trailers(message: str) -> dict[str, JsonValue]:
    """Return the trailers in the last paragraph of a message, if every line of it is one."""
    paragraphs = message.strip().split("\n\n")
    found = [_TRAILER.fullmatch(line) for line in paragraphs[-1].splitlines()] if len(paragraphs) > 1 else []
    return {match[1]: match[2] for match in found if match} if all(found) else {}
