"""What a client proves who it is with, and how it keeps that to itself."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from inspect import isawaitable, iscoroutine
from typing import Any, Final, Literal, TypeAlias

import msgspec

from dataops_api.errors import ConfigurationError

Kind: TypeAlias = Literal["token", "bearer", "job", "none"]
"""How a credential travels: `PRIVATE-TOKEN`, `Authorization: Bearer`, `JOB-TOKEN`, or not at all."""
Secret: TypeAlias = str | Callable[[], str]
"""A token, or a function that gives it anew for each call, so that it may be rotated."""
AsyncSecret: TypeAlias = str | Callable[[], str] | Callable[[], Awaitable[str]]
"""What `Secret` is, or a coroutine function; a plain function is called as it is, and the event loop waits for it."""

_HEADERS: Final = {"token": "PRIVATE-TOKEN", "bearer": "Authorization", "job": "JOB-TOKEN"}
_USABLE: Final = re.compile(r"[!-~]{1,4096}")
_MASK: Final = "<redacted>"
# A value so short stands in many a sentence that gives nothing away.
_SHORTEST_SECRET: Final = 6


class Credential(msgspec.Struct, frozen=True):
    """A token and how it travels; its representation does not show it.

    `withheld` says in a sentence which token of the environment is not sent, and why; it is empty where there is none.
    """

    kind: Kind = "none"
    secret: AsyncSecret = ""
    withheld: str = ""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(kind={self.kind!r})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("kind", self.kind)]

    def token(self) -> str:
        """Return the token. Raises `ConfigurationError` for one that cannot stand in a header."""
        given: object = self.secret() if callable(self.secret) else self.secret
        if isawaitable(given):
            if iscoroutine(given):
                given.close()
            raise ConfigurationError("The function that gives the token is asynchronous: give it to AsyncDataOps.")
        return self._checked(given)

    async def token_later(self) -> str:
        """Return the token, awaited if need be. Raises `ConfigurationError` for one that cannot stand in a header."""
        given: object = self.secret() if callable(self.secret) else self.secret
        return self._checked(await given if isawaitable(given) else given)

    def _checked(self, token: object) -> str:
        if self.kind == "none":
            return ""
        if not (isinstance(token, str) and _USABLE.fullmatch(token)):
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
