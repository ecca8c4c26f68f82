"""Forks and files: what was copied or committed is what is read (RES-27, RES-28)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from dataops_spec import Operation
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Blocked, Laws, Need, NotTested, expect
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.telling import told

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")


@laws.law("RES-27", requests=1, needs=_NEEDS)
def a_fork_is_of_its_parent(context: Context, operation: Operation) -> None:
    """Fork the project; the fork names its parent and its default branch, and a file of the parent is in it."""
    parent = context.sandbox.project()
    file = context.sandbox.file()
    fork = Life.of(context, operation).thing()
    origin = fork.data.get("forked_from_project")
    expect(
        isinstance(origin, dict) and origin.get("id") == parent.id,
        "A fork does not name its parent.",
        expected=f"forked_from_project.id: {parent.id}",
        seen=f"forked_from_project: {origin}",
        exchanges=[parent.exchange, fork.exchange],
    )
    if fork.data.get("import_status") in {"scheduled", "started"}:
        msg = "The fork was still being filled, so that its files could not be read."
        raise NotTested(msg)
    expect(
        fork.data.get("default_branch") == parent.data.get("default_branch"),
        "A fork has another default branch than its parent.",
        expected=str(parent.data.get("default_branch")),
        seen=str(fork.data.get("default_branch")),
        exchanges=[parent.exchange, fork.exchange],
    )
    read = context.send(
        "get_raw_file", path={**fork.values, "file_path": file.id}, query={"ref": context.sandbox.default_branch()}
    )
    expect(
        read.response.status == 200,
        "A file of the parent is not in the fork.",
        expected="status 200",
        seen=told(read),
        exchanges=[fork.exchange, read],
    )


@dataclass(frozen=True, slots=True)
class Committed:
    """A file as it was committed, and as it was read."""

    content: bytes
    commit: Exchange
    file: Exchange
    raw: Exchange


@laws.law("RES-28", requests=2, needs=_NEEDS)
def a_file_is_what_was_committed(context: Context, operation: Operation) -> None:
    """Commit drawn bytes in Base64, then others; the raw file, `content`, `size` and `content_sha256` are theirs."""
    if operation.id == "update_file":
        committed = context.once("a file changed and read", lambda: _commit(context, "update_file"))
    else:
        committed = context.once("a file created and read", lambda: _commit(context, "create_file"))
    if operation.id != "get_file":
        expect(
            committed.raw.response.status == 200 and committed.raw.response.body == committed.content,
            "The raw file is not what was committed.",
            expected=repr(committed.content),
            seen=repr(committed.raw.response.body[:200]),
            exchanges=[committed.commit, committed.raw],
        )
    if operation.id != "get_raw_file":
        _described(committed)


def _described(committed: Committed) -> None:
    wanted = {
        "content": base64.b64encode(committed.content).decode(),
        "size": len(committed.content),
        "content_sha256": hashlib.sha256(committed.content).hexdigest(),
    }
    answer = committed.file.response.object()
    seen = {name: answer.get(name) for name in wanted}
    expect(
        seen == wanted,
        "A file does not describe what was committed.",
        expected=str(wanted),
        seen=str(seen),
        exchanges=[committed.commit, committed.file],
    )


def _commit(context: Context, operation: str) -> Committed:
    where = context.once("place of the file of bytes", lambda: _place(context))
    if operation == "update_file":
        context.once("a file created and read", lambda: _commit(context, "create_file"))
    drawn = context.draw(st.binary(min_size=1, max_size=60), f"bytes for {operation}")
    # Bytes that are no UTF-8, and a line end, are in every file.
    content = b"\xff\x00\r\n" + drawn
    body: JsonObject = {
        **context.sandbox.body_for(operation),
        "content": base64.b64encode(content).decode(),
        "encoding": "base64",
    }
    commit = context.send(operation, path=where, body=body)
    if commit.response.status not in {200, 201}:
        msg = f"{operation} was answered {commit.response.status} to a file in Base64."
        raise Blocked(msg)
    ref = {"ref": context.sandbox.default_branch()}
    return Committed(
        content,
        commit,
        context.send("get_file", path=where, query=ref),
        context.send("get_raw_file", path=where, query=ref),
    )


def _place(context: Context) -> Mapping[str, str | int]:
    return context.sandbox.path_values("create_file")
