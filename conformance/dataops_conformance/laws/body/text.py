"""Text survives the round trip exactly (BODY-16)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dataops_spec import Operation
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, MediaType
from dataops_conformance.law import Laws, Need, NotTested, expect
from dataops_conformance.laws.res.compare import agree
from dataops_conformance.laws.telling import told

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_MOST_SHRINKS = 12
_FIELDS = {"create_project_variable": "value", "create_file": "content"}
# What servers are known to lose: beyond the basic plane, right to left, combining, joined, quoted, escaped, bracketed.
PIECES = (
    "\U00010348", "\U0001f469\u200d\U0001f52c", "שלום", "مرحبا", "e\u0301", "ñ", "Ω", "漢字", "\u202eabc\u202c", "ﬀ",
    '"', "'", "`", "\\",
    "[a]", "{b}", "<b>", "&amp;", "&", "%", "%41", "+", "a b", "=", ";", ",", "#", "?", "/", "$HOME",
    "{{x}}",
    "\n", "\t", "null", "true", "0x1", "--", "~", "|", "*", "_",
)  # fmt: skip
_MEDIA_TYPES: tuple[MediaType, ...] = (
    "application/json",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
)


def texts() -> st.SearchStrategy[str]:
    """Return a strategy of texts that begin and end with a letter and hold several awkward pieces."""
    pieces = st.lists(st.sampled_from(PIECES), min_size=8, max_size=14, unique=True)
    return pieces.map(lambda chosen: f"a{''.join(chosen)}z")


@laws.law("BODY-16", requests=3, needs=_NEEDS)
def text_survives_exactly(context: Context, operation: Operation) -> None:
    """Send drawn text in each body type; the answer, or the file, bears it character by character.

    Where one does not, at most 12 further requests find a short text that shows it.
    """
    for media_type in _MEDIA_TYPES:
        text = context.draw(texts(), f"text as {media_type}")
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


def _round_trip(context: Context, operation: Operation, media_type: MediaType, text: str) -> list[Exchange] | None:
    """Send the text; return the exchanges that show its loss, None where it survives."""
    field = _FIELDS.get(operation.id, "description")
    update = operation.id == "update_project"
    path = context.sandbox.spare_project().values if update else context.sandbox.path_values(operation)
    body: JsonObject = {**context.sandbox.body_for(operation), field: text}
    sent = context.send(operation, path=path, body=body, media_type=media_type)
    if sent.response.status == 403:
        msg = f"{operation.id} was answered 403."
        raise NotTested(msg)
    if sent.response.status >= 300:
        return [sent]
    if operation.id == "create_file":
        read = context.send("get_raw_file", path=path, query={"ref": context.sandbox.default_branch()})
        return None if read.response.body == text.encode() else [sent, read]
    return None if agree(field, text, sent.response.object()) else [sent]
