"""Who makes a request, and what its token may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qsl

from dataops_spec import Operation

from dataops_mock.call import Principal
from dataops_mock.errors import InsufficientScope, Unauthorized
from dataops_mock.rules import ANONYMOUS, Exchange
from dataops_mock.world.entities import AccessToken, Job
from dataops_mock.world.progress import job_is_running
from dataops_mock.world.world import World


def authenticate(exchange: Exchange) -> Principal:
    """Return whom a request acts as; raise 401 for credentials that are missing, not valid or not taken here.

    Of several credentials the first counts: the header `private-token`, a bearer token, the parameter `private_token`,
    the header `JOB-TOKEN`, the parameter `job_token`. Where the operation takes no header credential at all, one that
    is valid, of whichever kind, still says whose request it is.
    """
    operation = exchange.match.operation
    given = next(secrets_of(exchange), None)
    if given is None:
        if operation is not None and (operation.allows_anonymous or not operation.security):
            return ANONYMOUS
        raise Unauthorized
    place, secret = given
    principal = principal_of(exchange.world, place, secret, exchange.now)
    if principal is None:
        raise Unauthorized
    wants_none = operation is not None and not operation.security
    if not wants_none and not is_taken(operation, principal):
        raise Unauthorized
    return principal


def secrets_of(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Yield each credential of a request as (`token` or `job`, secret), in their order."""
    headers = exchange.headers
    if (secret := headers.get("private-token")) is not None:
        yield "token", secret
    if (authorization := headers.get("authorization")) is not None:
        scheme, _, secret = authorization.partition(" ")
        yield "token", secret.strip() if scheme.lower() == "bearer" else ""
    parameters: dict[str, str] = {}
    if "_token" in exchange.raw_query or "%" in exchange.raw_query:
        parameters = dict(parse_qsl(exchange.raw_query, keep_blank_values=True))
    if "private_token" in parameters:
        yield "token", parameters["private_token"]
    if (secret := headers.get("job-token")) is not None:
        yield "job", secret
    if "job_token" in parameters:
        yield "job", parameters["job_token"]


def principal_of(world: World, place: str, secret: str, now: datetime) -> Principal | None:
    """Return whom a secret acts as, sent as a token or as a job's; None where it is not valid at this time."""
    found = world.lookup_secret(secret) if secret else None
    if place == "token" and isinstance(found, AccessToken) and found.is_active(now):
        return token_principal(world, found)
    if place == "job" and isinstance(found, Job) and job_is_running(world, found):
        return Principal("job", world.users[found.user_id], job=found)
    return None


def token_principal(world: World, token: AccessToken) -> Principal:
    """Return whom an access token acts as, and note that it was used."""
    world.record_use(token)
    return Principal(token.kind, world.users[token.user_id], token)


def is_taken(operation: Operation | None, principal: Principal) -> bool:
    """Tell whether an operation takes this kind of credential; a path without one takes access tokens."""
    if principal.kind == "job":
        return operation is not None and operation.takes_job_token
    return operation is None or operation.takes_token


def authorize(exchange: Exchange) -> None:
    """Raise 403 where the token has none of the scopes that the operation wants."""
    operation, token = exchange.match.operation, exchange.principal.token
    if operation is None or token is None or not operation.required_scopes:
        return
    if not set(operation.required_scopes) & set(token.scopes):
        raise InsufficientScope(operation.required_scopes)


def quota_key(exchange: Exchange) -> str:
    """Return who pays for a request: its user, or the address that it comes from."""
    user = exchange.principal.user
    return f"address:{exchange.client}" if user is None else f"user:{user.id}"
