"""Lists in the order that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.page.listing import choices, look, place, whole
from dataops_conformance.laws.page.reading import identities

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_TRIED = 2


@laws.law("PAGE-21", requests=_TRIED)
def sorting_is_sound(ctx: Context, operation: Operation) -> None:
    """List by up to two fields that `order_by` takes and the items bear, one upwards and one downwards, and compare
    neighbours; texts only where every usual collation agrees.
    """
    items = [item for item in whole(ctx, operation).response.items() if isinstance(item, dict)]
    parameter = next((item for item in operation.query_parameters if item.name == "order_by"), None)
    fields = [] if parameter is None else [name for name in choices(ctx, parameter) if _tells_apart(items, name)]
    if not fields:
        msg = "The list has no two items that a field of order_by tells apart."
        raise NotTested(msg)
    found = place(ctx, operation)
    for field, direction in zip(_chosen(ctx, fields), ("desc", "asc"), strict=False):
        page = look(ctx, operation, found, order_by=field, sort=direction, per_page=100)
        identities(page)
        _ordered(page, field, descending=direction == "desc")


def _tells_apart(items: list[JsonObject], field: str) -> bool:
    values = {repr(item.get(field)) for item in items if item.get(field) is not None}
    return len(values) > 1


def _chosen(ctx: Context, fields: list[str]) -> list[str]:
    """Return two of the fields, which ones as the seed has it; `id` only where there is nothing else."""
    others = [field for field in fields if field != "id"] or fields
    start = ctx.settings.seed % len(others)
    turned = [*others[start:], *others[:start]]
    return [*turned, *(field for field in fields if field not in turned)][:_TRIED]


def _ordered(page: Exchange, field: str, *, descending: bool) -> None:
    values = [item.get(field) for item in page.response.items() if isinstance(item, dict)]
    for earlier, later in pairwise(values):
        first, second = (later, earlier) if descending else (earlier, later)
        expect(
            not surely_greater(first, second),
            f"The list is not ordered by {field}, {'downwards' if descending else 'upwards'}.",
            expected=f"{later!r} {'not above' if descending else 'not below'} {earlier!r}, which comes before it",
            seen=f"{earlier!r}, {later!r}",
            exchanges=[page],
        )


def surely_greater(one: JsonValue, other: JsonValue) -> bool:
    """Tell whether `one` comes after `other` in every usual order; not where a value is absent or orders differ."""
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one > other
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    times = _time(one), _time(other)
    if times[0] is not None and times[1] is not None:
        return times[0] > times[1]
    return all(form(one) > form(other) for form in _FORMS)


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


_FORMS: tuple[Callable[[str], str], ...] = (str, str.casefold, str.upper, _letters)
