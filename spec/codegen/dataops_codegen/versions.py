"""Judge whether the contract's version number says what has changed since the last published one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dataops_spec import JsonObject

from dataops_codegen.changelog import Change

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A semantic version of three numbers; the contract is published under no other."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


class Bump(IntEnum):
    """The number of a version that must grow."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def parse_version(text: str) -> Version:
    """Return the version that `text` writes; raise `ValueError` where it is not three numbers."""
    found = _VERSION.fullmatch(text)
    if not found:
        msg = f"The version {text!r} is not of the form MAJOR.MINOR.PATCH; see https://semver.org."
        raise ValueError(msg)
    return Version(*(int(number) for number in found.groups()))


def version_of(document: JsonObject) -> Version:
    """Return the `info.version` of an OpenAPI document; raise `ValueError` where it has none or it is not semantic."""
    info = document.get("info")
    version = info.get("version") if isinstance(info, dict) else None
    return parse_version(version if isinstance(version, str) else "")


def differs(published: JsonObject, present: JsonObject) -> bool:
    """Tell whether anything but the version number has changed, be it only a word of a description."""
    return _without_version(published) != _without_version(present)


def required_bump(
    published: JsonObject, present: JsonObject, changes: Sequence[Change], *, derived: bool = False
) -> Bump:
    """Return which number must grow: for what may break a client, for another change of what is sent, for any other.

    `derived` tells that the 3.0 document is another than the published one; it may be where the contract is the same.
    """
    if any(change.breaks for change in changes):
        return Bump.MAJOR
    if changes:
        return Bump.MINOR
    return Bump.PATCH if derived or differs(published, present) else Bump.NONE


def least_version(published: Version, bump: Bump) -> Version:
    """Return the lowest version that may follow `published`.

    Below 1.0.0 the minor number has the part of the major one, and the patch number that of both others.
    """
    if published.major == 0:
        bump = {Bump.MAJOR: Bump.MINOR, Bump.MINOR: Bump.PATCH}.get(bump, bump)
    match bump:
        case Bump.MAJOR:
            return Version(published.major + 1, 0, 0)
        case Bump.MINOR:
            return Version(published.major, published.minor + 1, 0)
        case Bump.PATCH:
            return Version(published.major, published.minor, published.patch + 1)
        case Bump.NONE:
            return published


def judge(
    published: JsonObject, present: JsonObject, changes: Sequence[Change], *, derived: bool = False
) -> Iterator[str]:
    """Yield a sentence if the version of `present` is lower than its `changes` since `published` ask for.

    A version that is higher than it need be is no finding: the number of the next release may be written first.
    `derived` is as in `required_bump`.
    """
    before, now = version_of(published), version_of(present)
    bump = required_bump(published, present, changes, derived=derived)
    least = least_version(before, bump)
    if now < before:
        yield f"The contract's version {now} is lower than {before}, which is published; write {least} or higher."
    elif now < least:
        breaks = sum(change.breaks for change in changes)
        what = {
            Bump.MAJOR: f"{breaks} breaking change{'s'[: breaks != 1]}",
            Bump.MINOR: "changes of what is sent or answered",
        }.get(bump, "changes" if differs(published, present) else "changes of its 3.0 document alone")
        yield (
            f"The contract has {what} since {before} and says that it is {now}; "
            f"write `version: {least}` or higher in spec/openapi.yaml."
        )


def _without_version(document: JsonObject) -> JsonObject:
    info = document.get("info")
    if not isinstance(info, dict):
        return document
    return {**document, "info": {key: value for key, value in info.items() if key != "version"}}
