"""No response echoes a secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonValue
from dataops_conformance.law import Laws, Violation

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_SHORTEST = 8  # A shorter text may stand in an answer by chance.


@laws.universal("AUTH-25")
def no_token_is_echoed(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Look in every answer, body and headers, for the secrets of the run's credentials and for those that the server
    made in this run, save in the answer that made them; and in answers about access tokens for a field `token`.
    """
    made: set[str] = ctx.once("secrets that the server made", set[str])
    own = _made_here(exchange) if operation is not None and _makes_secrets(operation) else set[str]()
    given = {credential.secret for credential in ctx.settings.credentials.values()}
    known = {secret for secret in (given | made) - own if len(secret) >= _SHORTEST}
    made |= own
    text = exchange.response.body + b"\n" + "\n".join(value for _, value in exchange.response.headers).encode()
    echoed = sum(secret.encode() in text for secret in known)
    if echoed:
        yield _echo(f"{echoed} of the run's secrets", exchange)
    elif operation is not None and _is_about_tokens(operation) and not own and exchange.response.status < 300:
        shown = sum(1 for _ in _tokens(_json(exchange)))
        if shown:
            yield _echo(f"{shown} fields `token`", exchange)


def _echo(seen: str, exchange: Exchange) -> Violation:
    return Violation("An answer holds the secret of a token.", expected="no secret", seen=seen, exchanges=[exchange])


def _makes_secrets(operation: Operation) -> bool:
    return (
        operation.method == "POST" and operation.id.startswith(("create_", "rotate_")) and _is_about_secrets(operation)
    )


def _is_about_secrets(operation: Operation) -> bool:
    return _is_about_tokens(operation) or operation.tag.endswith("_triggers")


def _is_about_tokens(operation: Operation) -> bool:
    return operation.tag.endswith("access_tokens")


def _made_here(exchange: Exchange) -> set[str]:
    token = exchange.response.object().get("token")
    return {token} if isinstance(token, str) and exchange.response.status < 300 else set()


def _tokens(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        token = value.get("token")
        if isinstance(token, str) and token:
            yield token
    elif isinstance(value, list):
        for item in value:
            yield from _tokens(item)


def _json(exchange: Exchange) -> JsonValue:
    try:
        return exchange.response.json
    except ValueError:
        return None
