"""Keep secrets out of everything that leaves the process: they are known by value, whoever told them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from dataops_conformance.exchange import Credential, JsonValue, Response

LEARNED = "[redacted]"
# A shorter text is no token of this family, and would take apart every report that it is replaced in.
_SHORTEST = 6


class Redactor:
    """Knows the run's secrets, those that it was given and those that it saw being made."""

    def __init__(self, credentials: Iterable[Credential] = ()) -> None:
        """Take the credentials of the settings."""
        self._names: dict[str, str] = {}
        self._forms: list[tuple[str, str]] = []
        for credential in credentials:
            self._add(credential.secret, f"${credential.name}")

    @property
    def secrets(self) -> frozenset[str]:
        """Every secret known by now."""
        return frozenset(self._names)

    def learn(self, secret: str) -> None:
        """Take a secret that the run was told by the server or made for itself."""
        self._add(secret, LEARNED)

    def learn_from(self, response: Response) -> None:
        """Take the secrets that a response bears: strings in fields named `token` or `…_token`."""
        if b"token" not in response.body or response.status >= 300:
            return
        try:
            value = response.json
        except ValueError:
            return
        for secret in _tokens(value):
            self._add(secret, LEARNED)

    def text(self, text: str) -> str:
        """Return the text with each secret replaced: by `$NAME` of its variable, or by `[redacted]`."""
        for form, replacement in self._forms:
            if form in text:
                text = text.replace(form, replacement)
        return text

    def _add(self, secret: str, replacement: str) -> None:
        if len(secret) < _SHORTEST or secret in self._names:
            return
        self._names[secret] = replacement
        forms = {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
        self._forms = sorted([*self._forms, *((form, replacement) for form in forms)], key=lambda pair: -len(pair[0]))


def _tokens(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and (key == "token" or key.endswith("_token")):
                yield item
            else:
                yield from _tokens(item)
    elif isinstance(value, list):
        for item in value:
            yield from _tokens(item)
