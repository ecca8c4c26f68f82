"""What the body of a valid request may bear so that its answer tells most: awkward text, a list and an object."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from zlib import crc32

from hypothesis import strategies as st

from dataops_conformance.exchange import JsonObject

if TYPE_CHECKING:
    from dataops_conformance.context import Context
    from dataops_conformance.sandbox.names import Names

# What servers are known to lose: beyond the basic plane, right to left, combining, joined, quoted, escaped, bracketed.
PIECES = (
    "\U00010348", "\U0001f469\u200d\U0001f52c", "שלום", "مرحبا", "e\u0301", "ñ", "Ω", "漢字", "\u202eabc\u202c", "ﬀ",
    '"', "'", "`", "\\",
    "[a]", "{b}", "<b>", "&amp;", "&", "%", "%41", "+", "a b", "=", ";", ",", "#", "?", "/", "$HOME",
    "{{x}}",
    "\n", "\t", "null", "true", "0x1", "--", "~", "|", "*", "_",
)  # fmt: skip
# The field of each operation that takes any text.
TEXT_FIELDS: Mapping[str, str] = MappingProxyType({
    "create_project": "description",
    "update_project": "description",
    "fork_project": "description",
    "create_group": "description",
    "update_group": "description",
    "create_file": "content",
    "update_file": "content",
    "create_pipeline_trigger": "description",
    "create_pipeline_schedule": "description",
    "update_pipeline_schedule": "description",
    "create_project_variable": "value",
    "update_project_variable": "value",
    "create_project_access_token": "description",
    "create_group_access_token": "description",
})  # fmt: skip
# The fields that are lists or objects, each list with two items; what is sent in turn, so that each is seen to change.
NESTED: Mapping[str, tuple[JsonObject, ...]] = MappingProxyType({
    "create_project": (
        {
            "topics": ["orders", "two words"],
            "container_expiration_policy_attributes": {"cadence": "14d", "keep_n": 5},
        },
    ),
    "update_project": (
        {
            "topics": ["sales", "finance & co"],
            "container_expiration_policy_attributes": {"cadence": "1month", "keep_n": 25},
        },
        {
            "topics": ["stock", "orders + more"],
            "container_expiration_policy_attributes": {"cadence": "3month", "keep_n": 50},
        },
    ),
    "create_project_access_token": ({"scopes": ["read_api", "read_repository"]},),
    "create_group_access_token": ({"scopes": ["read_repository", "read_api"]},),
})  # fmt: skip
# A column of 255 characters, or of 255 bytes, does not hold the longest; what is documented as longer than that must.
_LONG = frozenset({"create_project", "update_project", "fork_project", "create_file", "update_file"})
_LONGEST = 320


def two_variables(operation: str, names: Names) -> JsonObject:
    """Return the field of a pipeline's variables with two of them; empty for what takes none."""
    if operation == "trigger_pipeline":
        return {"variables": {names.key("first"): "one & two = 3", names.key("second"): "[two]"}}
    if operation == "create_pipeline":
        pairs = sorted({names.key("first"): "1", names.key("second"): "2 [two]"}.items())
        return {"variables": [{"key": key, "value": value} for key, value in pairs]}
    return {}


def telling_text(context: Context, operation: str, turn: int = 0) -> str:
    """Return a text with every awkward piece, each turn in another order.

    It begins and ends with a letter, so that no trimming is taken for a loss. Where the operation's field is documented
    to hold more, it is longer than 255 characters.
    """
    order = context.once("order of the pieces", lambda: context.draw(st.permutations(PIECES), "order of the pieces"))
    start = crc32(f"{operation} {turn}".encode()) % len(order)
    text = f"a{''.join((*order[start:], *order[:start]))}z"
    return text.ljust(_LONGEST, "ž") if operation in _LONG else text


def telling_json(context: Context, operation: str) -> JsonObject:
    """Return the field of any text of what the sandbox makes in JSON; empty for what has none, and for tokens."""
    field = TEXT_FIELDS.get(operation)
    return {} if field is None or operation in NESTED else {field: telling_text(context, operation)}


def telling_fields(context: Context, operation: str, turn: int = 0) -> JsonObject:
    """Return the operation's field of any text, its lists and its objects, as far as it has such."""
    field = TEXT_FIELDS.get(operation)
    nested = NESTED.get(operation, ({},))
    return {**({field: telling_text(context, operation, turn)} if field else {}), **nested[turn % len(nested)]}
