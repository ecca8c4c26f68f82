"""Ids that nothing has and servers stumble over: huge, zero, negative, in another writing, no numbers. Pure."""

from __future__ import annotations

import hashlib
import re
from typing import Literal, TypeAlias

from dataops_spec import Operation

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange
from dataops_conformance.target.tracking import path_values

Kind: TypeAlias = Literal["huge", "zero", "negative", "written", "control", "long", "text", "empty"]

PLAIN = 2_147_483_646
"""An id that no server has come to, and that every server can hold."""
HUGE = (
    "2147483648",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "9" * 30,
)
_LONG = 255
_ORDINARY = re.compile(r"[\w./-]+", re.ASCII)
_SPELT = re.compile(r"0\d+|[+-]?0[xX][0-9a-fA-F]+|[+-]?\d+[eE.]\d+")


def is_numeric(contract: Contract, operation: Operation) -> bool:
    """Tell whether the last path parameter of the operation is an id that may be a number."""
    parameter = operation.path_parameters[-1]
    return parameter.name == "id" or contract.resolve(parameter.schema).get("type") == "integer"


def huge_id(label: str) -> str:
    """Return a number beyond what some integer type holds, the same for the same label."""
    return HUGE[hashlib.sha256(label.encode()).digest()[0] % len(HUGE)]


def kind_of(value: str) -> Kind | None:
    """Return what is odd about an id or a name; None where nothing is."""
    if not value:
        return "empty"
    if _SPELT.fullmatch(value):
        return "written"
    if value.isascii() and value.removeprefix("-").isdigit():
        number = int(value)
        return "huge" if number > PLAIN else "negative" if number < 0 else None if number else "zero"
    if not value.isprintable():
        return "control"
    if len(value) > _LONG:
        return "long"
    return None if _ORDINARY.fullmatch(value) else "text"


def oddity_of(operation: Operation, exchange: Exchange) -> Kind | None:
    """Return what is odd about the last path parameter of a request for the operation; None where nothing is."""
    values = path_values(operation.path, exchange.request.path)
    last = operation.path_parameters[-1].name if operation.path_parameters else ""
    return kind_of(values[last]) if last in values else None
