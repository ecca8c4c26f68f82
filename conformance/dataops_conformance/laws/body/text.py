"""Text survives the round trip exactly (BODY-16)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, MediaType
from dataops_conformance.law import Blocked, Laws, Need, NotTested, expect
from dataops_conformance.laws.body.full import full_form, is_creation
from dataops_conformance.laws.body.sending import JSON, MULTIPART, URLENCODED, change, changeable, creation
from dataops_conformance.laws.permission import ensure_allowed
from dataops_conformance.laws.res.compare import agree
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.telling import TEXT_FIELDS, telling_text

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_MOST_SHRINKS = 12
_MEDIA_TYPES: tuple[MediaType, ...] = (JSON, MULTIPART, URLENCODED)
# Servers may refuse it, but none may fail at it, or cut the text off there.
_WITH_NULL = "before\x00behind"


@laws.law("BODY-16", requests=1, needs=_NEEDS)
def text_survives_exactly(context: Context, operation: Operation) -> None:
    """Send text with every awkward piece in each body type; the answer, or the file, bears it character by character.

    Of one operation the text also holds the character NUL: that may be refused. Where a text does not come back,
    at most 12 further requests find a short one that shows it.
    """
    field = TEXT_FIELDS[operation.id]
    for turn, media_type in enumerate(_MEDIA_TYPES):
        form = full_form(context, operation, media_type)
        is_shown = form is not None and form.shows(field)
        if is_shown or (media_type == JSON and _told_in_setup(context, operation, field)):
            continue
        text = telling_text(context, operation.id, turn)
        exchanges = _round_trip(context, operation, media_type, text)
        if exchanges is None:
            continue
        shortest, exchanges = shrink(text, exchanges, partial(_round_trip, context, operation, media_type))
        expect(
            False,
            f"Text that {operation.id} was sent as {media_type} did not come back as it was.",
            expected=repr(shortest),
            seen=told(exchanges[-1]),
            exchanges=exchanges,
        )
    operations = context.contract.requirement("BODY-16").operations
    if operations.index(operation.id) == context.settings.seed % len(operations):
        _null_is_kept_or_refused(context, operation)


def _told_in_setup(context: Context, operation: Operation, field: str) -> bool:
    """Tell whether the sandbox has made its own thing in JSON with such a text, and it came back."""
    if not is_creation(context, operation):
        return False
    with suppress(NotTested, Blocked):
        context.sandbox.thing(operation.id)
    told = context.sandbox.told.get(operation.id)
    return told is not None and bool(agree(field, told.sent[field], told.exchange.response.object()))


def shrink(
    text: str, shown: list[Exchange], lost: Callable[[str], list[Exchange] | None], most: int = _MOST_SHRINKS
) -> tuple[str, list[Exchange]]:
    """Return a shorter text that is lost too, and the exchanges that show it, found in at most `most` tries.

    `lost` tries a text and returns what shows its loss, or None where it survives. Halves are tried first.
    """
    chunk = len(text) // 2
    while chunk and most:
        start = 0
        while start < len(text) and most:
            # Both ends stay letters, so that no trimming is taken for a loss.
            kept = text[start : start + chunk].strip()
            start += chunk
            if not kept or len(kept) >= len(text):
                continue
            most -= 1
            seen = lost(kept)
            if seen is not None:
                text, shown = kept, seen
                break
        else:
            chunk //= 2
            continue
        chunk = min(chunk, len(text) // 2)
    return text, shown


def _null_is_kept_or_refused(context: Context, operation: Operation) -> None:
    exchanges = _round_trip(context, operation, JSON, _WITH_NULL)
    expect(
        exchanges is None or 400 <= exchanges[0].response.status < 500,
        f"{operation.id} neither kept nor refused a text with the character NUL.",
        expected=f"a status from 400 to 499, or {_WITH_NULL!r}",
        seen=told((exchanges or [])[-1]) if exchanges else "",
        exchanges=exchanges or [],
    )


def _round_trip(context: Context, operation: Operation, media_type: MediaType, text: str) -> list[Exchange] | None:
    """Send the text; return the exchanges that show its loss, None where it survives."""
    field = TEXT_FIELDS[operation.id]
    body = {**context.sandbox.body_for(operation), field: text}
    if is_creation(context, operation):
        seen = creation(context, operation, body, media_type)
    else:
        seen = change(context, operation, changeable(context, operation), body, media_type)
    ensure_allowed(operation, seen.exchange)
    survives = seen.is_taken and agree(field, text, seen.shown)
    return None if survives else [seen.exchange, *seen.readings]
