"""Repository files."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import quote

from dataops_mock.call import Call, Content, Entity, Handler, NoContent, Reply
from dataops_mock.errors import FieldError, Forbidden, NotFound, RuleBroken
from dataops_mock.handlers.branches import see_that_valid
from dataops_mock.handlers.fields import Values, flag, required_text, text
from dataops_mock.present.repository import file
from dataops_mock.world.access import acting_user, find_project, role_in_project
from dataops_mock.world.entities import Project
from dataops_mock.world.lifecycle import signature, touch
from dataops_mock.world.repository import Change, Commit, FileEntry, Signature
from dataops_mock.world.roles import DEVELOPER, MAINTAINER, REPORTER


def get_file(call: Call) -> Reply:
    """Answer a file as it is at a ref, with its content."""
    found = find_project(call, REPORTER, open_to_all=True)
    ref = required_text(call.query, "ref")
    at, entry = _entry(call, found, ref)
    return Entity(file(found, call.path["file_path"], ref, at, entry))


def get_raw_file(call: Call) -> Reply:
    """Answer the bytes of a file."""
    found = find_project(call, REPORTER, open_to_all=True)
    _, entry = _entry(call, found, text(call.query, "ref") or "HEAD")
    content = found.repository.blobs[entry.blob_id]
    name = quote(call.path["file_path"].rsplit("/", 1)[-1], safe="", errors="surrogatepass")
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{name}"}
    return Content(content, "text/plain" if _is_text(content) else "application/octet-stream", headers)


def create_file(call: Call) -> Reply:
    """Add a file by a commit."""
    found, branch, start = _place(call, call.body)
    path = call.path["file_path"]
    _see_that_can_stand(path, start)
    change = Change(path, _content(call.body), bool(flag(call.body, "execute_filemode")))
    _commit(call, found, branch, start, change, call.body)
    return Entity({"file_path": path, "branch": branch}, 201)


def update_file(call: Call) -> Reply:
    """Change a file by a commit."""
    found, branch, start = _place(call, call.body)
    path = call.path["file_path"]
    entry = _known(path, start)
    known = text(call.body, "last_commit_id")
    if known is not None and known != entry.last_commit_id:
        raise RuleBroken("You are attempting to update a file that has changed since you started editing it.")
    executable = flag(call.body, "execute_filemode")
    change = Change(path, _content(call.body), entry.executable if executable is None else executable)
    _commit(call, found, branch, start, change, call.body)
    return Entity({"file_path": path, "branch": branch})


def delete_file(call: Call) -> Reply:
    """Remove a file by a commit."""
    found, branch, start = _place(call, call.query)
    path = call.path["file_path"]
    _known(path, start)
    _commit(call, found, branch, start, Change(path, None), call.query)
    return NoContent()


def _entry(call: Call, found: Project, ref: str) -> tuple[Commit, FileEntry]:
    at = found.repository.resolve(ref)
    if at is None:
        raise NotFound("Commit")
    return at, _known(call.path["file_path"], at)


def _known(path: str, at: Commit | None) -> FileEntry:
    entry = None if at is None else at.tree.get(path)
    if entry is None:
        raise NotFound("File")
    return entry


def _place(call: Call, values: Values) -> tuple[Project, str, Commit | None]:
    """Return the project, the branch to commit to, and the commit that it is at or is to start from."""
    found = find_project(call, DEVELOPER)
    repository = found.repository
    branch = required_text(values, "branch")
    tip = repository.branches.get(branch)
    if tip is not None:
        if branch in repository.protected and role_in_project(call, found) < MAINTAINER:
            raise Forbidden
        return found, branch, repository.commits[tip]
    see_that_valid(branch)
    if repository.is_empty:
        return found, branch, None
    start = text(values, "start_branch")
    if start is None:
        raise RuleBroken("You can only create or edit files when you are on a branch")
    if start not in repository.branches:
        raise RuleBroken(f"Invalid reference name: {start}")
    return found, branch, repository.commits[repository.branches[start]]


def _see_that_can_stand(path: str, start: Commit | None) -> None:
    """See that a file may have this path; raise `RuleBroken` if not."""
    parts = path.split("/")
    if any(part in {"", ".", "..", ".git"} for part in parts) or "\0" in path:
        raise RuleBroken("file_path should be a valid file path")
    tree: Mapping[str, FileEntry] = start.tree if start is not None else {}
    if path in tree:
        raise RuleBroken("A file with this name already exists")
    above = {"/".join(parts[:length]) for length in range(1, len(parts))}
    if any(name in above or name.startswith(path + "/") for name in tree):
        raise RuleBroken("A file or directory with this name already exists")


def _content(values: Values) -> bytes:
    written = required_text(values, "content")
    if text(values, "encoding") != "base64":
        return written.encode(errors="surrogatepass")
    try:
        return base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise FieldError("content is invalid") from error


def _commit(call: Call, found: Project, branch: str, start: Commit | None, change: Change, values: Values) -> None:
    committer = signature(acting_user(call))
    author = Signature(text(values, "author_name") or committer.name, text(values, "author_email") or committer.email)
    message = required_text(values, "commit_message")
    found.repository.commit(branch, [change], message, author, committer, call.world.now(), start)
    touch(call.world, found)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


HANDLERS: Mapping[str, Handler] = {
    "get_file": get_file,
    "get_raw_file": get_raw_file,
    "create_file": create_file,
    "update_file": update_file,
    "delete_file": delete_file,
}
