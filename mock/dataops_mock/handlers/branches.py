"""Branches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import FieldError, Forbidden, NotFound, RuleBroken
from dataops_mock.handlers.fields import listing, required_text, text
from dataops_mock.present.repository import branch
from dataops_mock.world.access import find_project, role_in_project
from dataops_mock.world.entities import Project
from dataops_mock.world.lifecycle import touch
from dataops_mock.world.roles import DEVELOPER, MAINTAINER, REPORTER

_LONGEST_NAME = 244
# What git check-ref-format(1) forbids, and the names that look like SHAs or full refs.
_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[-/.]|/\.|[/.]$|\.lock($|/)|^@$|^refs/|^HEAD$|^[0-9a-f]{40}$"
)


def list_branches(call: Call) -> Reply:
    """List the branches of a project."""
    found = find_project(call, REPORTER, open_to_all=True)
    repository = found.repository
    names = [name for name in sorted(repository.branches) if _matches(text(call.query, "search"), name)]
    pattern = _pattern(text(call.query, "regex"))
    names = [name for name in names if pattern is None or pattern.search(name)]
    order = text(call.query, "sort") or "name_asc"
    if order != "name_asc":
        names.sort(
            key=lambda name: repository.commits[repository.branches[name]].created_at, reverse=order == "updated_desc"
        )
    return listing(names, lambda name: branch(call, found, name))


def get_branch(call: Call) -> Reply:
    """Answer one branch."""
    found = find_project(call, REPORTER, open_to_all=True)
    return Entity(branch(call, found, _branch(call, found)))


def create_branch(call: Call) -> Reply:
    """Create a branch from a branch, a tag or a commit."""
    found = find_project(call, DEVELOPER)
    name, ref = required_text(call.body, "branch"), required_text(call.body, "ref")
    see_that_valid(name)
    if name in found.repository.branches:
        raise RuleBroken("Branch already exists")
    start = found.repository.resolve(ref)
    if start is None:
        raise RuleBroken(f"Invalid reference name: {ref}")
    found.repository.branches[name] = start.sha
    touch(call.world, found)
    return Entity(branch(call, found, name), 201)


def delete_branch(call: Call) -> Reply:
    """Delete a branch that is not the default branch."""
    found = find_project(call, DEVELOPER)
    name = _branch(call, found)
    if name == found.repository.default_branch:
        raise RuleBroken("Cannot remove HEAD branch")
    if name in found.repository.protected and role_in_project(call, found) < MAINTAINER:
        raise Forbidden
    del found.repository.branches[name]
    found.repository.protected.discard(name)
    touch(call.world, found)
    return NoContent()


def see_that_valid(name: str) -> None:
    """See that a branch may have this name; raise `RuleBroken` if not."""
    if len(quote(name, errors="surrogatepass")) > _LONGEST_NAME or _FORBIDDEN.search(name):
        raise RuleBroken("Branch name is invalid")


def _branch(call: Call, found: Project) -> str:
    name = call.path["branch"]
    if name not in found.repository.branches:
        raise NotFound("Branch")
    return name


def _matches(search: str | None, name: str) -> bool:
    """Tell whether a name contains the text, begins with it (`^text`) or ends with it (`text$`), whatever the case."""
    if not search:
        return True
    wanted, name = search.casefold(), name.casefold()
    if wanted.startswith("^") and wanted.endswith("$"):
        return name == wanted[1:-1]
    if wanted.startswith("^"):
        return name.startswith(wanted[1:])
    if wanted.endswith("$"):
        return name.endswith(wanted[:-1])
    return wanted in name


def _pattern(regex: str | None) -> re.Pattern[str] | None:
    try:
        return None if regex is None else re.compile(regex)
    except (re.error, RecursionError, OverflowError) as error:
        raise FieldError("regex is invalid") from error


HANDLERS: Mapping[str, Handler] = {
    "list_branches": list_branches,
    "get_branch": get_branch,
    "create_branch": create_branch,
    "delete_branch": delete_branch,
}
