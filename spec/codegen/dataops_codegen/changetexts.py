"""Part what oasdiff says of a change into what is changed and where, so that the same change is told once."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHARED = re.compile(r" \(shared schema: [^)]*\)$")
_MEDIA_TYPE = re.compile(r" \(media type: ([^)]+)\)$")
# Where an answer's change was met; its status stands with the operation in the release's record.
_ANSWER = re.compile(r" (?:for (?:the )?status `\d+`|to media type `[^`]+` of response `\d+`)$")
_PARAMETER = re.compile(r"(?<=request parameter )`([^`]+)`")
# The path of a property stands before these words, or after the word itself where the former say nothing.
_PROPERTY = re.compile(
    r"`([^`]+)`(?= (?:response|request)(?:'s)? property)|(?:(?<=response property )|(?<=of property ))`([^`]+)`"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is changed, with `…` where a name stood, the names that stood there, and the media type of the body."""

    what: str
    names: tuple[str, ...]
    media_type: str | None


def parted(text: str) -> Told:
    """Return what a sentence of oasdiff tells, and apart from it the names of the parameter and the property."""
    found = _MEDIA_TYPE.search(text)
    bare = _ANSWER.sub("", _SHARED.sub("", _MEDIA_TYPE.sub("", text)))
    names: list[str] = []

    def named(match: re.Match[str]) -> str:
        names.append(next(group for group in match.groups() if group is not None))
        return "`…`"

    what = _PROPERTY.sub(named, _PARAMETER.sub(named, bare))
    return Told(what, tuple(names), found[1] if found else None)


def without_media_type(text: str) -> str:
    """Return the sentence without the media type at its end, which comes once for each that a body has."""
    return _MEDIA_TYPE.sub("", text)


def field_of(path: str) -> str:
    """Return the field that a property's path ends in: `id` for `items/owner/id`, nothing for `items/`."""
    parts = [part for part in path.split("/") if part and not part.startswith("anyOf[") and part != "items"]
    return parts[-1] if parts else ""
