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
    """Return what an error says in one line, and for each field what is wrong with it, without tokens.

    The forms are `{"message": "…"}`, `{"message": {"field": ["…"]}}`, `{"error": "…", "error_description": "…"}`
    (source: rules RES), and text, as of a proxy; of HTML only its kind is said.
    """
    if response.is_json:
        try:
            body: object = msgspec.json.decode(response.content)
        except (ValueError, RecursionError):  # no JSON, or no UTF-8
            return "an error whose body is no JSON", {}
        said, fields = _of_object(cast("dict[str, object]", body)) if isinstance(body, dict) else (str(body), {})
        clean = {response.clean(name): tuple(map(response.clean, texts)) for name, texts in fields.items()}
        return _line(response.clean(said)) or "no message", clean
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not response.content:
        return "no body", {}
    if kind.startswith("text/plain"):
        return _line(response.clean(response.text)), {}
    kind = _line(response.clean(kind))
    return f"a body of type {kind or 'unknown'}, not from the API itself", {}


def _of_object(body: Mapping[str, object]) -> Said:
    message, error = body.get("message"), body.get("error")
    if isinstance(message, dict):
        fields = {str(name): _words(said) for name, said in cast("dict[object, object]", message).items()}
        return "; ".join(f"{name} {', '.join(said)}" for name, said in fields.items()), fields
    if isinstance(message, list):
        return "; ".join(_words(cast("object", message))), {}
    said = message if isinstance(message, str) else None
    if said is None and isinstance(error, str):
        described = body.get("error_description")
        said = f"{error}: {described}" if isinstance(described, str) else error
    return said or "no message", {}


def _words(said: object) -> tuple[str, ...]:
    return tuple(str(item) for item in cast("list[object]", said)) if isinstance(said, list) else (str(said),)


def _line(text: str) -> str:
    """Return `text` in one line, without control characters, cut where it is long."""
    line = " ".join(
        "".join(character if character.isprintable() else " " for character in text[: 4 * _LONGEST]).split()
    )
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
