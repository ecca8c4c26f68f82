"""What a client proves who it is with, and how it keeps that to itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, cast

from dataops_api.errors import ConfigurationError

Kind: TypeAlias = Literal["token", "bearer", "job", "none"]
"""How a credential travels: `PRIVATE-TOKEN`, `Authorization: Bearer`, `JOB-TOKEN`, or not at all."""
Secret: TypeAlias = str | Callable[[], str]
"""A token, or a function that gives it anew for each request, so that it may be rotated."""

_HEADERS: Final = {"token": "PRIVATE-TOKEN", "bearer": "Authorization", "job": "JOB-TOKEN"}
_USABLE: Final = re.compile(r"[!-~]{1,4096}")
_MASK: Final = "<redacted>"
# A value so short stands in many a sentence that gives nothing away.
_SHORTEST_SECRET: Final = 6


@dataclass(frozen=True, slots=True)
class Credential:
    """A token and how it travels; its representation does not show it."""

    kind: Kind = "none"
    secret: Secret = field(default="", repr=False)

    def token(self) -> str:
        """Return the token. Raises `ConfigurationError` for one that cannot stand in a header."""
        token = self.secret if isinstance(self.secret, str) else self.secret()
        if self.kind != "none" and not (isinstance(cast("object", token), str) and _USABLE.fullmatch(token)):
            name = "job token" if self.kind == "job" else "token"
            reason = "is no text, is empty, or has blanks or other characters that no token has"
            msg = f"The {name} {reason}; check how it is read (a trailing newline, perhaps)."
            raise ConfigurationError(msg)
        return token

    def headers(self, token: str) -> dict[str, str]:
        """Return the header that carries `token`, if any."""
        if self.kind == "none":
            return {}
        return {_HEADERS[self.kind]: f"Bearer {token}" if self.kind == "bearer" else token}


CREDENTIAL_HEADERS: Final = frozenset(name.lower() for name in _HEADERS.values()) | {"cookie", "proxy-authorization"}
"""The headers, in lower case, that never go to another host and never into a log."""


def secrets_in(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the tokens that headers carry which the app gives itself."""
    for name, value in headers.items():
        if name.lower() in CREDENTIAL_HEADERS:
            yield value
            yield value.rpartition(" ")[2]


class Redactor:
    """Takes tokens out of what people read."""

    def __init__(self, secrets: Iterable[str]) -> None:
        # The longest first: one may be the beginning of another.
        known = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}
        self._secrets = tuple(sorted(known, key=len, reverse=True))

    def clean(self, text: str) -> str:
        """Return `text` without the tokens."""
        for secret in self._secrets:
            text = text.replace(secret, _MASK)
        return text

    def clean_bytes(self, content: bytes) -> bytes:
        """Return `content` without the tokens."""
        for secret in self._secrets:
            content = content.replace(secret.encode(), _MASK.encode())
        return content
