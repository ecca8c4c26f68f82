"""Parameters that break their schemas on the wire, whatever reading of the text is taken. Pure but for the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from dataops_spec import Operation, Parameter

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject
from dataops_conformance.laws.spec.wire_validity import breaks_as_query, is_legal_text, item_schema

PAGING = frozenset({"page", "per_page"})
_WORDS = ("no-such-value", "not a date", "twelve")


def broken_query(context: Context, operation: Operation) -> dict[str, str]:
    """Return for every query parameter but those of paging a text that breaks its schema, as far as one can.

    The same at every call. A required parameter is among them only where a text can break it.
    """
    return context.once(f"broken query of {operation.id}", lambda: _broken_query(context, operation))


def breaking_word(context: Context, operation: Operation) -> str:
    """Return a word that is no number, no date, and no value of any enum."""
    return _WORDS[(context.settings.seed + crc32(operation.id.encode())) % len(_WORDS)]


def _broken_query(context: Context, operation: Operation) -> dict[str, str]:
    free = [
        item for item in operation.query_parameters if item.name not in PAGING and not takes_any_text(context, item)
    ]
    if not free:
        return {}
    found: dict[str, str] = {}
    for item in free:
        candidates = [*_beyond(item_schema(context.contract, item)), breaking_word(context, operation)]
        text = next((text for text in candidates if _is_wrong(context, item, text)), None)
        if text is not None:
            found[item.name] = text
    return found


def takes_any_text(context: Context, parameter: Parameter) -> bool:
    """Tell whether no text breaks the parameter's schema."""
    schema: JsonObject = item_schema(context.contract, parameter)
    return schema.get("type") == "string" and not {"enum", "format", "pattern"} & set(schema)


def _beyond(schema: JsonObject) -> Iterator[str]:
    """Yield the numbers just beyond the bounds of a schema."""
    for keyword, step in (("minimum", -1), ("maximum", 1)):
        bound = schema.get(keyword)
        if isinstance(bound, int) and not isinstance(bound, bool):
            yield str(bound + step)


def _is_wrong(context: Context, parameter: Parameter, text: str) -> bool:
    return is_legal_text(text) and breaks_as_query(context.contract, parameter, text)
