"""What an error's body says, from whichever of the API's forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import msgspec

if TYPE_CHECKING:
    from dataops_api._exchange import Response

Said: TypeAlias = tuple[str, dict[str, tuple[str, ...]]]
_LONGEST: Final = 500


def read_message(response: Response) -> Said:
    """Return what an error says in one line, and for each field what is wrong with it.

    The forms are `{"message": "…"}`, `{"message": {"field": ["…"]}}`, `{"error": "…", "error_description": "…"}`
    (source: rules RES), and text, as of a proxy; of HTML only its kind is said.
    """
    if response.is_json:
        try:
            body: object = msgspec.json.decode(response.content)
        except (msgspec.DecodeError, RecursionError):
            return "an error whose body is no JSON", {}
        if isinstance(body, dict):
            return _of_object(cast("dict[str, object]", body))
        return _line(str(body)), {}
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not response.content:
        return "no body", {}
    if kind.startswith("text/plain"):
        return _line(response.text), {}
    return f"a body of type {kind or 'unknown'}, not from the API itself", {}


def _of_object(body: Mapping[str, object]) -> Said:
    message, error = body.get("message"), body.get("error")
    if isinstance(message, dict):
        fields = {str(name): _words(said) for name, said in cast("dict[object, object]", message).items()}
        return _line("; ".join(f"{name} {', '.join(said)}" for name, said in fields.items())), fields
    if isinstance(message, list):
        return _line("; ".join(_words(cast("object", message)))), {}
    said = message if isinstance(message, str) else None
    if said is None and isinstance(error, str):
        described = body.get("error_description")
        said = f"{error}: {described}" if isinstance(described, str) else error
    return (_line(said) if said else "no message"), {}


def _words(said: object) -> tuple[str, ...]:
    return tuple(str(item) for item in cast("list[object]", said)) if isinstance(said, list) else (str(said),)


def _line(text: str) -> str:
    """Return `text` in one line, without control characters, cut where it is long."""
    line = " ".join(
        "".join(character if character.isprintable() else " " for character in text[: 4 * _LONGEST]).split()
    )
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
