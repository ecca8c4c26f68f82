"""A repository: blobs and commits under their SHAs, and branches and tags that name commits.

Every commit has the whole tree, path to entry; trees share their entries, and forks share blobs and commits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dataops_mock.world.times import iso

_SHORTEST_SHA = 7
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file in a tree, and the last commit that changed it."""

    blob_id: str
    executable: bool
    last_commit_id: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who wrote a change."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, eq=False)
class Commit:
    """A commit with its whole tree."""

    sha: str
    parents: tuple[str, ...]
    message: str
    author: Signature
    committer: Signature
    created_at: datetime
    tree: Mapping[str, FileEntry]


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit does to one path: new content, or None for the file's removal."""

    path: str
    content: bytes | None
    executable: bool = False


@dataclass(slots=True, eq=False)
class Repository:
    """The blobs, commits, branches and tags of a project."""

    blobs: dict[str, bytes] = field(default_factory=dict[str, bytes])
    commits: dict[str, Commit] = field(default_factory=dict[str, Commit])
    branches: dict[str, str] = field(default_factory=dict[str, str])
    tags: dict[str, str] = field(default_factory=dict[str, str])
    protected: set[str] = field(default_factory=set[str])
    default_branch: str | None = None
    commit_count: int = 0
    _history: tuple[str, frozenset[str]] | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether no branch has a commit."""
        return not self.branches

    def resolve(self, ref: str) -> Commit | None:
        """Find the commit that a branch, a tag, a SHA (7 digits at least) or `HEAD` names; None if it names none."""
        name = self.default_branch if ref == "HEAD" else ref
        if name is None:
            return None
        sha = self.tip(name)
        if sha is None:
            sha = self._full_sha(name.lower())
        return None if sha is None else self.commits[sha]

    def tip(self, ref: str) -> str | None:
        """Return the SHA that a branch or a tag names, in short or in full (`refs/heads/main`)."""
        if ref.startswith("refs/heads/"):
            return self.branches.get(ref.removeprefix("refs/heads/"))
        if ref.startswith("refs/tags/"):
            return self.tags.get(ref.removeprefix("refs/tags/"))
        return self.branches.get(ref) or self.tags.get(ref)

    def commit(
        self,
        branch: str,
        changes: list[Change],
        message: str,
        author: Signature,
        committer: Signature,
        now: datetime,
        start: Commit | None = None,
    ) -> Commit:
        """Put a commit with `changes` on `branch`, which begins at `start` if it is new, and return it.

        The SHA follows from the content and from the number of commits so far, so the same calls give the same SHAs.
        The first branch of an empty repository becomes its default branch, protected.
        """
        tip = self.branches.get(branch)
        parent = self.commits[tip] if tip is not None else start
        parents = (parent.sha,) if parent else ()
        self.commit_count += 1
        digest = hashlib.sha1(
            f"{self.commit_count}\n{parents}\n{iso(now)}\n{author}\n{committer}\n{branch}\n{message}".encode(
                errors="surrogatepass"
            ),
            usedforsecurity=False,
        )
        blob_ids = [None if change.content is None else self._store(change.content) for change in changes]
        for change, blob_id in zip(changes, blob_ids, strict=True):
            digest.update(f"\n{blob_id} {change.executable} {change.path}".encode(errors="surrogatepass"))
        sha = digest.hexdigest()
        tree = dict(parent.tree) if parent else {}
        for change, blob_id in zip(changes, blob_ids, strict=True):
            if blob_id is None:
                tree.pop(change.path, None)
            else:
                tree[change.path] = FileEntry(blob_id, change.executable, sha)
        made = Commit(sha, parents, message, author, committer, now, tree)
        self.commits[sha] = made
        if self.default_branch is None:
            self.default_branch = branch
            self.protected.add(branch)
        self.branches[branch] = sha
        return made

    def history(self, sha: str) -> frozenset[str]:
        """Return the SHAs of a commit and of all before it."""
        if self._history is None or self._history[0] != sha:
            seen: set[str] = set()
            waiting = [sha]
            while waiting:
                current = waiting.pop()
                if current not in seen:
                    seen.add(current)
                    waiting.extend(self.commits[current].parents)
            self._history = (sha, frozenset(seen))
        return self._history[1]

    def is_merged(self, branch: str) -> bool:
        """Tell whether all of a branch is in the default branch; the default branch itself is never merged."""
        if self.default_branch is None or branch == self.default_branch:
            return False
        return self.branches[branch] in self.history(self.branches[self.default_branch])

    def copy(self, branches: set[str] | None = None) -> Repository:
        """Return a repository of its own with these branches (all unless told) and the default branch."""
        kept = {
            name: sha
            for name, sha in self.branches.items()
            if branches is None or name in branches or name == self.default_branch
        }
        return Repository(
            blobs=dict(self.blobs),
            commits=dict(self.commits),
            branches=kept,
            tags=dict(self.tags),
            protected={name for name in self.protected if name in kept},
            default_branch=self.default_branch,
            commit_count=self.commit_count,
        )

    def size(self) -> int:
        """Return the bytes of all blobs together."""
        return sum(len(content) for content in self.blobs.values())

    def _store(self, content: bytes) -> str:
        header = f"blob {len(content)}\0".encode()
        blob_id = hashlib.sha1(header + content, usedforsecurity=False).hexdigest()
        self.blobs[blob_id] = content
        return blob_id

    def _full_sha(self, start: str) -> str | None:
        if start in self.commits:
            return start
        if len(start) < _SHORTEST_SHA or not _HEX.issuperset(start):
            return None
        found = [sha for sha in self.commits if sha.startswith(start)]
        return found[0] if len(found) == 1 else None
