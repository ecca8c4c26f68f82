"""Proxies: both clients choose the same one, none stands before this machine, and the deadline holds behind each."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator

import pytest
from dataops_api import AsyncDataOps, DataOps
from dataops_api._proxies import Proxies
from dataops_api.errors import ConfigurationError, ConnectionFailedError, DataOpsError, DeadlineExceededError

from tests import hostile as by
from tests.client.sick import CANARY
from tests.hostile import Hostile, answer, hostile, saying
from tests.patience import FOR_EVER, in_time

VERSION = saying(answer({"version": "1", "revision": "a"}))
NOWHERE = "api.no-such-host.invalid"
Ask = Callable[..., str]


def ask_sync(url: str, **given: object) -> str:
    with DataOps(url, anonymous=True, retries=0, **given) as api:  # type: ignore[arg-type]
        return api.version.get().version


def ask_async(url: str, **given: object) -> str:
    async def run() -> str:
        async with AsyncDataOps(url, anonymous=True, retries=0, **given) as api:  # type: ignore[arg-type]
            return (await api.version.get()).version

    return asyncio.run(run())


@pytest.fixture(params=[ask_sync, ask_async], ids=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Ask:
    made: Ask = request.param
    return made


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


@pytest.fixture
def proxy() -> Iterator[Hostile]:
    with hostile(VERSION) as server:
        yield server


def root(server: Hostile) -> str:
    return server.url.removesuffix("/api/v4")


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_what_is_http_goes_through_the_proxy_of_the_environment(
    ask: Ask, variable: str, proxy: Hostile, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv(variable, root(proxy))

    assert ask(f"http://{NOWHERE}/api/v4") == "1"
    assert [(asked.method, asked.target) for asked in proxy.asked] == [("GET", f"http://{NOWHERE}/api/v4/version")]


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_what_is_https_goes_through_a_tunnel(ask: Ask, variable: str, environment: pytest.MonkeyPatch) -> None:
    with hostile(saying(answer({}, 403), close=True)) as proxy:
        environment.setenv(variable, root(proxy))
        with pytest.raises(ConnectionFailedError, match="403"):
            ask(f"https://{NOWHERE}/api/v4")

    assert [(asked.method, asked.target) for asked in proxy.asked] == [("CONNECT", f"{NOWHERE}:443")]


def test_the_proxy_of_the_scheme_goes_before_that_of_all(
    ask: Ask, proxy: Hostile, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("ALL_PROXY", "http://127.0.0.1:9")
    environment.setenv("HTTP_PROXY", root(proxy))

    assert ask(f"http://{NOWHERE}/api/v4") == "1"


@pytest.mark.parametrize("without", ["*", NOWHERE, ".no-such-host.invalid", f"other.example, {NOWHERE}:80"])
def test_what_no_proxy_names_is_asked_directly(
    ask: Ask, without: str, proxy: Hostile, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("ALL_PROXY", root(proxy))
    environment.setenv("NO_PROXY", without)

    with pytest.raises(ConnectionFailedError, match=f"no connection to {NOWHERE}"):
        ask(f"http://{NOWHERE}/api/v4")
    assert proxy.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_asked_directly_whatever_the_environment_says(
    ask: Ask, host: str, environment: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        environment.setenv(name, "socks5://127.0.0.1:9")
    with hostile(VERSION, host=host) as server:
        assert ask(server.url) == "1"


@pytest.mark.parametrize("kind", [DataOps, AsyncDataOps])
def test_a_token_goes_through_no_proxy_that_could_read_it(kind: type[DataOps | AsyncDataOps]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        kind("http://127.0.0.1:8000/api/v4", token=CANARY, proxy="http://127.0.0.1:3128")

    assert str(caught.value) == (
        "The token would travel unencrypted: the request to 127.0.0.1:8000 would go through the proxy as it is; "
        "leave `proxy` out."
    )


def test_a_proxy_that_is_named_goes_before_the_environments(
    ask: Ask, proxy: Hostile, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("ALL_PROXY", "http://127.0.0.1:9")
    environment.setenv("NO_PROXY", "*")
    named = root(proxy).replace("://", "://ada:p%40ss@")

    assert ask(f"http://{NOWHERE}/api/v4", proxy=named) == "1"
    assert proxy.asked[0].headers["proxy-authorization"] == "Basic YWRhOnBAc3M="


@pytest.mark.parametrize("given", ["", "proxy.example", "ftp://proxy.example", f"http://ada:{CANARY}@", 5])
@pytest.mark.parametrize("kind", [DataOps, AsyncDataOps])
def test_a_proxy_that_is_none_is_refused_and_not_shown(kind: type[DataOps | AsyncDataOps], given: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        kind("https://a.example/api/v4", token=CANARY, proxy=given)

    assert str(caught.value) == ("`proxy` is no URL of a proxy: write one such as http://proxy.example.com:3128.")


def test_a_proxy_of_the_environment_that_is_none_is_a_wrong_setting(ask: Ask, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ALL_PROXY", f"ftp://ada:{CANARY}@proxy.example")

    with pytest.raises(ConfigurationError, match=r"A proxy of the environment .* is no URL of a proxy") as caught:
        ask(f"https://{NOWHERE}/api/v4")
    assert CANARY not in str(caught.value)


def test_a_socks_proxy_without_its_package_is_a_wrong_setting(ask: Ask, environment: pytest.MonkeyPatch) -> None:
    environment.setitem(sys.modules, "socksio", None)
    try:
        ask(f"https://{NOWHERE}/api/v4", proxy="socks5://127.0.0.1:9")
    except ConfigurationError as error:
        assert str(error) == "A SOCKS proxy needs the package socksio: pip install socksio, or name an http proxy."
    except DataOpsError as error:  # where it is installed, and was imported before
        assert isinstance(error, ConnectionFailedError)
    else:
        raise AssertionError("a proxy that does not listen let the request pass")


def ends_with_the_deadline(ask: Ask, url: str, asked: Hostile) -> bool:
    """Tell whether a call ends with a deadline that comes after the server was asked."""

    def attempt(seconds: float) -> bool | None:
        with pytest.raises(DeadlineExceededError):
            ask(url, deadline=seconds, timeout=FOR_EVER)
        return True if asked.asked else None

    return in_time(0.2, attempt)


@pytest.mark.parametrize("behaviour", [by.dripping_headers, by.dripping_body])
def test_behind_a_proxy_the_deadline_holds(ask: Ask, behaviour: by.Behaviour, environment: pytest.MonkeyPatch) -> None:
    with hostile(behaviour) as proxy:
        environment.setenv("HTTP_PROXY", root(proxy))
        assert ends_with_the_deadline(ask, f"http://{NOWHERE}/api/v4", proxy)


@pytest.mark.parametrize("variable", ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"])
def test_the_deadline_of_what_is_asked_directly_holds_whatever_the_environment_says(
    ask: Ask, variable: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv(variable, "http://127.0.0.1:9" if variable != "NO_PROXY" else "127.0.0.1")
    with hostile(by.dripping_headers) as server:
        assert ends_with_the_deadline(ask, server.url, server)


PROXIES = {"http": "http://p:1", "all": "http://q:2"}


@pytest.mark.parametrize(
    ("without", "url", "expected"),
    [
        ((), ("http", "a.example", None), "http://p:1"),
        ((), ("https", "a.example", None), "http://q:2"),
        (("a.example",), ("https", "a.example", None), None),
        (("a.example",), ("https", "www.A.example", None), None),
        (("a.example",), ("https", "wwwa.example", None), "http://q:2"),
        ((".a.example",), ("https", "www.a.example", None), None),
        ((".a.example",), ("https", "a.example", None), "http://q:2"),
        (("*.a.example",), ("https", "www.a.example", None), None),
        (("a.example:8443",), ("https", "a.example", 8443), None),
        (("a.example:8443",), ("https", "a.example", None), "http://q:2"),
        (("a.example:443",), ("https", "a.example", None), None),
        (("https://a.example",), ("https", "a.example", None), None),
        (("https://a.example",), ("http", "a.example", None), "http://p:1"),
        (("10.0.0.0/8",), ("https", "10.1.2.3", None), None),
        (("10.0.0.0/8",), ("https", "11.1.2.3", None), "http://q:2"),
        (("10.1.2.3",), ("https", "10.1.2.3", None), None),
        (("fd00::/8",), ("https", "fd00::1", None), None),
        (("[fd00::1]:8443",), ("https", "fd00::1", 8443), None),
        (("[fd00::1]",), ("https", "fd00::2", None), "http://q:2"),
        (("*",), ("http", "a.example", None), None),
        (("http://", "/", "[", ":", "a b"), ("http", "a.example", None), "http://p:1"),
        ((), ("https", "127.9.9.9", None), None),
        ((), ("https", "::1", None), None),
        ((), ("http", "LOCALHOST", None), None),
    ],
)
def test_which_proxy_is_taken(without: tuple[str, ...], url: tuple[str, str, int | None], expected: str | None) -> None:
    assert Proxies(PROXIES, without).choose(*url) == expected


def test_a_proxy_is_not_shown() -> None:
    assert CANARY not in repr(Proxies({"all": f"http://ada:{CANARY}@p:1"}))
