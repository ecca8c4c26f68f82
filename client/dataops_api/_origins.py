"""Where a URL leads, as far as a token is concerned: what is told to one origin is no other's business."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, TypeAlias
from urllib.parse import urlsplit

Origin: TypeAlias = tuple[str, str | None, int | None]
_PORTS: Final = MappingProxyType({"http": 80, "https": 443})


def origin(url: str) -> Origin:
    """Return scheme, host and port. Raises `ValueError` for what is no URL."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
