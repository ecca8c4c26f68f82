"""What an error's body says, from whichever of the API's forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard, cast

import msgspec

if TYPE_CHECKING:
    from dataops_api._exchange import Response

Said: TypeAlias = tuple[str, dict[str, tuple[str, ...]]]
_LONGEST: Final = 500
# What is nested deeper is told as JSON.
_DEEPEST: Final = 8
_BY_FIELD: Final = ("message", "error", "errors")
"""The members that may map fields to what is wrong with them."""


def read_message(response: Response) -> Said:
    """Return what an error says in one line, and for each field what is wrong with it, without tokens.

    The forms are `{"message": "…"}`, `{"message": {"field": ["…"]}}`, `{"error": "…", "error_description": "…"}`
    (source: rules RES); `{"errors": […]}`, `{"title": "…", "detail": "…"}` (RFC 9457), as of a gateway; and text, as of
    a proxy. Where there are several all are said; of HTML only its kind is.
    """
    if response.is_json:
        try:
            body: object = msgspec.json.decode(response.content)
        except (ValueError, RecursionError):  # no JSON, or no UTF-8
            return "an error whose body is no JSON", {}
        said, fields = _of_object(cast("dict[str, object]", body)) if isinstance(body, dict) else (_json(body), {})
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
    fields: dict[str, tuple[str, ...]] = {}
    for name in _BY_FIELD:
        value = body.get(name)
        if isinstance(value, dict) and not (name == "error" and _is_said(body[name])):
            fields |= _fields(cast("dict[object, object]", value))
    # Each once: gateways write a thing under several names.
    return "; ".join(dict.fromkeys(filter(None, _parts(body)))), fields


def _parts(body: Mapping[str, object]) -> Iterator[str]:
    """Yield what each of the known members says."""
    yield _text(body.get("message"))
    error = body.get("error")
    said = "; ".join(_words([error])) if _is_said(error) else _text(error)
    yield ": ".join(filter(None, (said, _only_text(body.get("error_description")))))
    yield _text(body.get("errors"))
    yield ": ".join(filter(None, (_only_text(body.get("title")), _only_text(body.get("detail")))))


def _text(value: object) -> str:
    """Return what a member says: a text, a list of them, or an object that maps fields to them."""
    if isinstance(value, dict):
        found = _fields(cast("dict[object, object]", value))
        return "; ".join(f"{name} {', '.join(said)}" for name, said in found.items())
    return "; ".join(_words(value))


def _fields(value: Mapping[object, object], before: str = "", depth: int = 0) -> dict[str, tuple[str, ...]]:
    """Return what is wrong with each field; what is nested is named with dots, `project.name`."""
    found: dict[str, tuple[str, ...]] = {}
    for key, said in value.items():
        name, inner = f"{before}{key}", _as_object(said)
        if inner is not None and depth < _DEEPEST:
            found |= _fields(inner, f"{name}.", depth + 1)
        else:
            found[name] = tuple(_words(said))
    return found


def _as_object(value: object) -> Mapping[object, object] | None:
    return cast("Mapping[object, object]", value) if isinstance(value, dict) else None


def _words(said: object) -> Iterator[str]:
    """Yield the texts that a value has: itself, or those of a list, in which objects with a message may stand."""
    for item in cast("list[object]", said) if isinstance(said, list) else [said]:
        if isinstance(item, str):
            yield item
        elif _is_said(item):
            yield "; ".join(dict.fromkeys(filter(None, _simple(item))))
        elif item is not None:
            yield _json(item)


def _is_said(value: object) -> TypeGuard[dict[str, object]]:
    """Tell whether an object is itself a message, as `errors` holds them, and does not map fields to messages."""
    return isinstance(value, dict) and any(_simple(cast("dict[str, object]", value)))


def _simple(value: Mapping[str, object]) -> Iterator[str]:
    yield _only_text(value.get("message"))
    yield ": ".join(filter(None, (_only_text(value.get("title")), _only_text(value.get("detail")))))


def _only_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _json(value: object) -> str:
    if isinstance(value, str):
        return value
    try:
        return msgspec.json.encode(value).decode()
    except RecursionError:
        return "…"


def _line(text: str) -> str:
    """Return `text` in one line, without control characters, cut where it is long."""
    line = " ".join(
        "".join(character if character.isprintable() else " " for character in text[: 4 * _LONGEST]).split()
    )
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
