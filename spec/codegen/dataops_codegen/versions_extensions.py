"""Find the changes of what the contract says in its own extensions, which no comparison of OpenAPI documents knows."""

from __future__ import annotations

from collections.abc import Iterator

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.changelog import Change, Level

_METHODS = frozenset({"get", "put", "post", "delete", "patch"})
_SCOPES = "x-required-scopes"
# Each lists what a client may use; to take an entry away breaks a client that does.
_OFFERS = {_SCOPES: "scope", "x-pagination": "kind of pagination", "x-keyset-orders": "order of the keyset walk"}


def extension_changes(published: JsonObject, present: JsonObject) -> Iterator[Change]:
    """Yield what the operations of both documents offer no longer (breaking), or now as well."""
    before, now = _operations(published), _operations(present)
    for (path, method), operation in now.items():
        for extension, noun in _OFFERS.items():
            old, new = _entries(before.get((path, method)), extension), _entries(operation, extension)
            for level, text in _differences(extension, noun, old, new):
                yield Change(
                    id=f"{extension}-{'reduced' if level is Level.BREAKING else 'extended'}",
                    level=level,
                    text=text,
                    method=method.upper(),
                    path=path,
                    operation_id=str(operation.get("operationId", "")),
                )


def _differences(
    extension: str, noun: str, old: list[str] | None, new: list[str] | None
) -> Iterator[tuple[Level, str]]:
    if old is None or old == new:
        return
    new = new or []
    if extension == _SCOPES and not (old and new):  # no scope at all is the widest offer
        if new:
            yield Level.BREAKING, f"a scope is required, any of `{', '.join(new)}`, where none was"
        elif old:
            yield Level.OTHER, "no scope is required any more"
        return
    for entry in (entry for entry in old if entry not in new):
        yield Level.BREAKING, f"the {noun} `{entry}` is not offered any more"
    for entry in (entry for entry in new if entry not in old):
        yield Level.OTHER, f"the {noun} `{entry}` is offered as well"


def _operations(document: JsonObject) -> dict[tuple[str, str], JsonObject]:
    paths = document.get("paths")
    return {
        (path, method): operation
        for path, item in (paths.items() if isinstance(paths, dict) else ())
        for method, operation in (item.items() if isinstance(item, dict) else ())
        if method in _METHODS and isinstance(operation, dict)
    }


def _entries(operation: JsonObject | None, extension: str) -> list[str] | None:
    """Return the entries of a list; None for an operation that is not there."""
    value: JsonValue = operation.get(extension) if operation is not None else None
    if operation is None:
        return None
    return [str(entry) for entry in value] if isinstance(value, list) else []
