"""Keep secrets out of everything that leaves the process: they are known by value, whoever told them."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from dataops_conformance.exchange import Credential, JsonValue, Response

MADE = "TOKEN_MADE_BY_THE_RUN"
"""The variable that stands for a token that the server made for this run; the second is `…_2`, and so on."""

# A shorter text is no token of this family, and would take apart every report that it is replaced in.
_SHORTEST = 6
# Tokens of one kind begin alike, so that the few beginnings tell of most texts that they hold none.
_BEGINNING = 5
_URL_SAFE = str.maketrans("+/", "-_")


class Redactor:
    """Knows the run's secrets, those that it was given and those that it saw being made."""

    def __init__(self, credentials: Iterable[Credential] = ()) -> None:
        """Take the credentials of the settings."""
        self._names: dict[str, str] = {}
        self._forms: list[tuple[str, str]] = []
        self._beginnings: frozenset[str] = frozenset()
        self._made = 0
        for credential in credentials:
            self._add(credential.secret, credential.name)

    @property
    def secrets(self) -> frozenset[str]:
        """Every secret known by now."""
        return frozenset(self._names)

    def name_of(self, secret: str) -> str | None:
        """Return the variable that stands for a secret, None where it is not known."""
        return self._names.get(secret)

    def learn_from(self, response: Response) -> None:
        """Take the secrets that a response bears: strings in fields named `token` or `…_token`."""
        if b"token" not in response.body or response.status >= 300:
            return
        try:
            value = response.json
        except ValueError:
            return
        for secret in _tokens(value):
            if secret not in self._names and len(secret) >= _SHORTEST:
                self._made += 1
                self._add(secret, MADE if self._made == 1 else f"{MADE}_{self._made}")

    def text(self, text: str) -> str:
        """Return the text with `$NAME` of its variable in place of each secret; `${NAME}` where a letter follows."""
        if len(text) < _SHORTEST or not any(beginning in text for beginning in self._beginnings):
            return text
        for form, name in self._forms:
            if form in text:
                before, *others = text.split(form)
                text = before + "".join(f"{_variable(name, following)}{following}" for following in others)
        return text

    def _add(self, secret: str, name: str) -> None:
        if len(secret) < _SHORTEST or secret in self._names:
            return
        self._names[secret] = name
        self._forms = sorted([*self._forms, *((form, name) for form in _forms(secret))], key=lambda pair: -len(pair[0]))
        self._beginnings = frozenset(form[:_BEGINNING] for form, _ in self._forms)


def _forms(secret: str) -> set[str]:
    """Return how a secret may stand in a text: as it is, in a URL, in JSON, in hexadecimal digits, in base64."""
    raw = secret.encode()
    plain = {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
    percent, digits = "".join(f"%{byte:02X}" for byte in raw), raw.hex()
    return plain | {form.lower() for form in plain if "%" in form} | {
        percent, percent.lower(), digits, digits.upper(), *_in_base64(raw)
    }  # fmt: skip


def _in_base64(raw: bytes) -> Iterator[str]:
    """Yield what base64 makes of the secret wherever it begins: the part that no neighbour changes."""
    for before in range(3):
        whole = b64encode(bytes(before) + raw).decode().rstrip("=")
        first = (before * 8 + 5) // 6
        last = (before + len(raw)) * 8 // 6
        part = whole[first:last]
        yield part
        yield part.translate(_URL_SAFE)


def _variable(name: str, following: str) -> str:
    """Return the variable so that the text behind it does not lengthen its name."""
    return f"${{{name}}}" if re.match(r"\w", following) else f"${name}"


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
