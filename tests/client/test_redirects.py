"""Redirects: reading is sent on, never with a token to somebody else, and never without an end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from dataops_api import AsyncDataOps, DataOps
from dataops_api._exchange import Request, Response
from dataops_api._hooks import Handler
from dataops_api.errors import RedirectError, TransportError

from tests.hostile import Asked, Connection, answer, hostile, redirecting_in_circles, saying

CANARY = "glpat-canary.0000~00000001"
HOME = "https://home.example/api/v4"
OWN = {"X-Own": "private", "Cookie": "s=1", "User-Agent": "mine"}


def get_version(api: DataOps) -> object:
    return api.version.get(options={"headers": {"X-Call": "private"}})


def asked_of(
    location: str, *, url: str = HOME, status: int = 302, ask: Callable[[DataOps], object] | None = None
) -> tuple[list[Request], TransportError | None]:
    """Return what a client sends whose first request is redirected, and the error, if any."""
    seen: list[Request] = []

    def redirect(request: Request, send: Handler) -> Response:
        seen.append(request)
        headers = {"Location": location} if len(seen) == 1 else {"Content-Type": "application/json"}
        return Response(status if len(seen) == 1 else 200, headers, b'{"version": "1", "revision": "a"}', request.url)

    with DataOps(url, token=CANARY, headers=OWN, hooks=[redirect]) as api:
        try:
            (ask or get_version)(api)
        except TransportError as error:
            return seen, error
    return seen, None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location",
    [
        "/api/v4/version2",
        "version2",
        "//home.example/api/v4/version2",
        "https://home.example/api/v4/version2",
        "https://HOME.example:443/api/v4/version2",
    ],
)
def test_on_the_same_host_the_token_goes_along(status: int, location: str) -> None:
    seen, error = asked_of(location, status=status)

    assert error is None
    assert seen[1].url.lower().replace(":443", "") == f"{HOME}/version2"
    assert seen[1].headers == seen[0].headers
    assert (seen[1].headers["PRIVATE-TOKEN"], seen[1].attempt) == (CANARY, 2)


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.example/api/v4/version",
        "https://home.example:8443/api/v4/version",
        "https://home.example.elsewhere.example/api/v4/version",
        "https://home.example@elsewhere.example/api/v4/version",
        "//elsewhere.example/api/v4/version",
    ],
)
def test_to_another_host_goes_nothing_that_is_ours(location: str) -> None:
    seen, error = asked_of(location)

    assert error is None
    assert {name.lower() for name in seen[1].headers} == {"accept", "accept-encoding", "connection", "user-agent"}
    assert CANARY not in f"{seen[1].headers} {seen[1].url} {seen[1].content!r}"


@pytest.mark.parametrize("kind", ["token", "bearer_token", "job_token"])
def test_no_kind_of_credential_goes_to_another_host(kind: str) -> None:
    with hostile(saying(answer({"version": "1", "revision": "a"}))) as other:

        def away(connection: Connection, _: Asked) -> None:
            connection.send(answer(b"", 307, {"Location": other.url}))

        with hostile(away) as home, DataOps(home.url, **{kind: CANARY}) as api:  # type: ignore[arg-type]
            api.version.get()

        assert any(CANARY in value for value in home.asked[0].headers.values())
        assert not any(CANARY in value for value in other.asked[0].headers.values())


def test_a_token_that_was_left_behind_does_not_come_back() -> None:
    with hostile(saying(b"")) as home:
        pass
    seen: list[Request] = []

    def there_and_back(request: Request, send: Handler) -> Response:
        seen.append(request)
        locations = {1: "https://elsewhere.example/x", 2: f"{HOME}/version"}
        headers = {"Location": locations[len(seen)]} if len(seen) < 3 else {}
        return Response(302 if len(seen) < 3 else 200, headers, b"{}", request.url)

    with DataOps(HOME, token=CANARY, hooks=[there_and_back]) as api:
        api.request("GET", "/version")

    assert ["PRIVATE-TOKEN" in request.headers for request in seen] == [True, False, False]
    assert home.asked == []


@pytest.mark.parametrize(
    ("location", "url", "said"),
    [
        ("http://home.example/x", HOME, "a redirect from https to http, to home.example, is not followed"),
        ("http://127.0.0.1/x", HOME, "a redirect from https to http, to 127.0.0.1, is not followed"),
        ("", HOME, "a redirect that says no http or https URL"),
        ("ftp://home.example/x", HOME, "a redirect that says no http or https URL"),
        ("javascript:alert(1)", HOME, "a redirect that says no http or https URL"),
        ("file:///etc/passwd", HOME, "a redirect that says no http or https URL"),
        ("https://[::1/x", HOME, "a redirect that says no http or https URL"),
        ("https://home.example:99999/x", HOME, "a redirect that says no http or https URL"),
        ("https://home.example:port/x", HOME, "a redirect that says no http or https URL"),
    ],
)
def test_a_redirect_that_leads_astray_is_not_followed(location: str, url: str, said: str) -> None:
    seen, error = asked_of(location, url=url)

    assert len(seen) == 1
    assert isinstance(error, RedirectError)
    assert str(error) == f"GET /version: {said} (get_version, 1 attempt)"


@pytest.mark.parametrize(
    "location",
    [
        f"http://{CANARY}.elsewhere.example/x",
        f"https://elsewhere.example/?private_token={CANARY}",
        f"/api/v4/version?private_token={CANARY}",
        f"https://ada:{CANARY}@home.example/",
    ],
)
def test_a_token_does_not_travel_in_a_url(location: str) -> None:
    seen, error = asked_of(location)

    assert len(seen) == 1
    assert str(error) == (
        "GET /version: a redirect to a URL that holds a token is not followed (get_version, 1 attempt)"
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_writing_is_not_sent_on(status: int) -> None:
    seen, error = asked_of(
        "https://home.example/other", status=status, ask=lambda api: api.request("POST", "/things", body={"a": 1})
    )

    assert len(seen) == 1
    assert (
        str(error)
        == "POST /things: a POST was sent on to home.example: set the base URL to where the API is (1 attempt)"
    )


def test_circles_are_left() -> None:
    with (
        hostile(redirecting_in_circles) as server,
        DataOps(server.url, token=CANARY) as api,
        pytest.raises(RedirectError, match="more than 5 redirects"),
    ):
        api.version.get()

    assert len(server.asked) == 6


def test_circles_are_left_by_tasks_too() -> None:
    async def ask(url: str) -> None:
        async with AsyncDataOps(url, token=CANARY) as api:
            await api.version.get()

    with hostile(redirecting_in_circles) as server, pytest.raises(RedirectError, match="more than 5 redirects"):
        asyncio.run(ask(server.url))

    assert len(server.asked) == 6
