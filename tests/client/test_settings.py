"""Where the API is and who asks: what comes first, what is refused, and that no message gives a token away."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from dataops_api import AsyncDataOps, DataOps, Request, Response
from dataops_api._credentials import Credential, Secret
from dataops_api._settings import DEFAULT_URL, Settings, is_loopback, read_settings
from dataops_api.errors import ConfigurationError, StatusError

CANARY = "glpat-canary.0000~00000001"
OTHER = "glpat-other.0000~00000002"


def settings(
    environment: Mapping[str, str] | None = None,
    *,
    url: str | None = None,
    token: Secret | None = None,
    job_token: Secret | None = None,
    bearer_token: Secret | None = None,
    anonymous: bool = False,
) -> Settings:
    return read_settings(
        url=url,
        token=token,
        job_token=job_token,
        bearer_token=bearer_token,
        anonymous=anonymous,
        environment=environment or {},
    )


def refusal(environment: Mapping[str, str] | None = None, /, **given: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        settings(environment, **given)  # type: ignore[arg-type]
    text = str(caught.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_without_anything_it_is_the_service_and_nobody() -> None:
    assert settings() == Settings(DEFAULT_URL, Credential())


@pytest.mark.parametrize(
    ("environment", "url", "expected"),
    [
        ({"DATAOPS_URL": "https://b/api/v4", "CI_API_V4_URL": "https://c/api/v4"}, "https://a/api/v4", "https://a/api/v4"),
        ({"DATAOPS_URL": "https://b/api/v4", "CI_API_V4_URL": "https://c/api/v4"}, None, "https://b/api/v4"),
        ({"DATAOPS_URL": "", "CI_API_V4_URL": "https://c/api/v4"}, None, "https://c/api/v4"),
        ({}, "", DEFAULT_URL),
        ({}, " https://a:8443/below/api/v4// \n", "https://a:8443/below/api/v4"),
        ({}, "HTTPS://A.example/api/v4", "https://A.example/api/v4"),
    ],
)  # fmt: skip
def test_the_nearest_url_is_taken(environment: Mapping[str, str], url: str | None, expected: str) -> None:
    assert settings(environment, url=url).url == expected


ALL = {"DATAOPS_TOKEN": "access-1", "DATAOPS_JOB_TOKEN": "job-1", "CI_JOB_TOKEN": "job-2"}


@pytest.mark.parametrize(
    ("environment", "given", "expected"),
    [
        (ALL, {}, Credential("token", "access-1")),
        ({**ALL, "DATAOPS_TOKEN": ""}, {}, Credential("job", "job-1")),
        ({"CI_JOB_TOKEN": "job-2", "CI_API_V4_URL": DEFAULT_URL}, {}, Credential("job", "job-2")),
        (ALL, {"token": "mine"}, Credential("token", "mine")),
        (ALL, {"job_token": "mine"}, Credential("job", "mine")),
        (ALL, {"bearer_token": "mine"}, Credential("bearer", "mine")),
        (ALL, {"anonymous": True}, Credential()),
        ({}, {}, Credential()),
    ],
)
def test_the_nearest_credential_is_taken(
    environment: Mapping[str, str], given: dict[str, str], expected: Credential
) -> None:
    assert settings(environment, **given).credential == expected  # type: ignore[arg-type]


CI = "https://gitlab.example.com/api/v4"


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({"CI_API_V4_URL": CI}, None),
        ({"CI_API_V4_URL": CI}, "https://GitLab.example.com:443/api/v4/"),
        ({"CI_API_V4_URL": CI}, "https://gitlab.example.com/below/api/v4"),
        ({"CI_API_V4_URL": "https://gitlab.example.com:8443/api/v4"}, "https://gitlab.example.com:8443/api/v4"),
        ({"CI_API_V4_URL": CI, "DATAOPS_URL": CI}, None),
    ],
)
def test_the_token_of_a_job_goes_to_the_server_that_gave_it(environment: dict[str, str], url: str | None) -> None:
    assert settings({**environment, "CI_JOB_TOKEN": CANARY}, url=url).credential == Credential("job", CANARY)


@pytest.mark.parametrize(
    ("environment", "url", "reason"),
    [
        ({"CI_API_V4_URL": CI}, DEFAULT_URL, "it is a token of https://gitlab.example.com"),
        ({"CI_API_V4_URL": CI, "DATAOPS_URL": DEFAULT_URL}, None, "it is a token of https://gitlab.example.com"),
        ({"CI_API_V4_URL": CI}, "https://gitlab.example.com.evil.example/api/v4", "it is a token of https://gitlab.example.com"),
        ({"CI_API_V4_URL": CI}, "https://gitlab.example.com:8443/api/v4", "it is a token of https://gitlab.example.com"),
        ({"CI_API_V4_URL": CI}, "http://gitlab.example.com/api/v4", "it is a token of https://gitlab.example.com"),
        ({"CI_API_V4_URL": "https://[::1]:8443/api/v4"}, DEFAULT_URL, "it is a token of https://[::1]:8443"),
        ({"CI_API_V4_URL": f"https://ada:{OTHER}@a:1/api/v4"}, DEFAULT_URL, "it is a token of https://a:1"),
        ({"CI_API_V4_URL": "https://[a/api/v4"}, DEFAULT_URL, "CI_API_V4_URL does not say whose it is"),
        ({"CI_API_V4_URL": "gitlab.example.com"}, DEFAULT_URL, "CI_API_V4_URL does not say whose it is"),
        ({}, DEFAULT_URL, "CI_API_V4_URL does not say whose it is"),
        ({}, None, "CI_API_V4_URL does not say whose it is"),
    ],
)  # fmt: skip
def test_the_token_of_a_job_goes_to_no_other_server(environment: dict[str, str], url: str | None, reason: str) -> None:
    said = f"CI_JOB_TOKEN was not sent, since {reason}: set DATAOPS_TOKEN, or give the client a token."
    assert settings({**environment, "CI_JOB_TOKEN": CANARY}, url=url).credential == Credential(withheld=said)


@pytest.mark.parametrize("status", [401, 404])
def test_who_misses_the_token_of_a_job_is_told_why_it_was_not_sent(
    status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("CI_API_V4_URL", CI), ("CI_JOB_TOKEN", CANARY), ("DATAOPS_URL", "https://a.example/api/v4")):
        monkeypatch.setenv(name, value)
    for name in ("DATAOPS_TOKEN", "DATAOPS_JOB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    asked: list[Request] = []

    def refused(request: Request, _: object) -> Response:
        asked.append(request)
        return Response(status, {"Content-Type": "application/json"}, b'{"message": "No."}', request.url)

    with DataOps(hooks=[refused]) as api, pytest.raises(StatusError) as caught:
        api.jobs.get_current()

    assert "credential='none'" in repr(api)
    assert CANARY not in repr(asked[0].headers)
    assert str(caught.value).endswith(
        "1 attempt) CI_JOB_TOKEN was not sent, since it is a token of https://gitlab.example.com: "
        "set DATAOPS_TOKEN, or give the client a token."
    )


@pytest.mark.parametrize(
    "given",
    [
        {"token": CANARY, "job_token": OTHER},
        {"token": CANARY, "bearer_token": OTHER},
        {"job_token": CANARY, "anonymous": True},
        {"token": CANARY, "bearer_token": OTHER, "job_token": "third-one"},
    ],
)
def test_two_credentials_are_one_too_many(given: dict[str, str]) -> None:
    assert (
        refusal(**given) == "A client has one credential: give one of token, job_token, bearer_token, anonymous=True."
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "app.dataops.live/api/v4",
            f"The base URL 'app.dataops.live/api/v4' is no http or https URL: write one such as {DEFAULT_URL}.",
        ),
        ("ftp://a/api/v4", f"The base URL 'ftp://a/api/v4' is no http or https URL: write one such as {DEFAULT_URL}."),
        ("https://a:0/api/v4", f"The base URL 'https://a:0/api/v4' is no http or https URL: write one such as {DEFAULT_URL}."),
        ("https:///api/v4", f"The base URL 'https:///api/v4' is no http or https URL: write one such as {DEFAULT_URL}."),
        ("https://a:port/api/v4", f"The base URL 'https://a:port/api/v4' is no URL: write one such as {DEFAULT_URL}."),
        ("https://[::1/api/v4", f"The base URL 'https://[::1/api/v4' is no URL: write one such as {DEFAULT_URL}."),
        (
            "https://a.example",
            "The base URL 'https://a.example' does not end with /api/v4: write https://a.example/api/v4.",
        ),
        (
            "https://a.example/api/v3/",
            "The base URL 'https://a.example/api/v3/' does not end with /api/v4: write https://a.example/api/v3/api/v4.",
        ),
        (
            "https://a/api/v4?x=1",
            "The base URL 'https://a/api/v4' has a query or a fragment: end it with /api/v4.",
        ),
        ("https://a/api/v4#x", "The base URL 'https://a/api/v4' has a query or a fragment: end it with /api/v4."),
        (
            "https://ada@a:1/api/v4",
            "The base URL of a:1 holds a user or a password: leave them out.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_url_is_refused_in_one_sentence_with_the_remedy(url: str, said: str) -> None:
    assert refusal(url=url) == said


def test_a_wrong_url_of_the_environment_names_its_variable() -> None:
    assert refusal({"CI_API_V4_URL": "https://a"}) == (
        "The base URL 'https://a' of CI_API_V4_URL does not end with /api/v4: write https://a/api/v4."
    )


@pytest.mark.parametrize(
    "url",
    [
        CANARY,
        f"https://{CANARY}@a/api/v4",
        f"https://ada:{CANARY}@a/api/v4",
        f"https://ada:{CANARY}@a:port/api/v4",
        f"https://ada:{CANARY}@[a/api/v4",
        f"ada:{CANARY}@a/api/v4",
        f"ftp://ada:{CANARY}@a/api/v4",
        f"https://a/api/v4?private_token={CANARY}",
        f"https://a?private_token={CANARY}",
        f"https://a/api/v4#{CANARY}",
        f"https://a:port/api/v4?private_token={CANARY}",
    ],
)
def test_a_token_in_a_url_is_in_no_message(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings(url=url, token=OTHER)

    link: BaseException | None = caught.value
    while link is not None:
        assert CANARY not in f"{link} {link!r}"
        link = link.__cause__ or link.__context__


@pytest.mark.parametrize(
    "token",
    ["", " ", f"{CANARY}\n", f"{CANARY} ", f"a {CANARY}", "töken", "a\x00b", "x" * 4097, f"Bearer {CANARY}", f"{CANARY}\r\nX: y"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["token", "job_token", "bearer_token"])
def test_a_token_that_cannot_stand_in_a_header_is_refused_and_not_shown(kind: str, token: str) -> None:
    name = "job token" if kind == "job_token" else "token"
    assert refusal(**{kind: token}) == (
        f"The {name} is no text, is empty, or has blanks or other characters that no token has; "
        "check how it is read (a trailing newline, perhaps)."
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "[::1]"])
def test_plain_http_is_for_this_machine(host: str) -> None:
    assert settings(url=f"http://{host}:8000/api/v4", token=CANARY).url == f"http://{host}:8000/api/v4"


@pytest.mark.parametrize(
    "host",
    [
        "a.example",
        "10.0.0.1",
        "0.0.0.0",
        "localhost.a.example",
        "127.0.0.1.a.example",
        "127.0.0.1%25.a.example",
        "127.0.0.1%2ea.example",
        "127.1",
        "2130706433",
        "[fe80::1%25lo]",
    ],
)
@pytest.mark.parametrize("kind", ["token", "job_token", "bearer_token"])
def test_no_token_goes_to_another_machine_over_plain_http(host: str, kind: str) -> None:
    assert refusal(url=f"http://{host}/api/v4", **{kind: CANARY}) == (
        f"The base URL 'http://{host}/api/v4' would send a token unencrypted: write https://{host}/api/v4."
    )


def test_who_sends_no_token_may_use_plain_http() -> None:
    assert settings(url="http://a.example/api/v4").url == "http://a.example/api/v4"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("::", False), ("", False), ("127.0.0.1%x", False)],
)
def test_what_this_machine_is_called(host: str, expected: bool) -> None:
    assert is_loopback(host) == expected


@pytest.mark.parametrize("kind", [DataOps, AsyncDataOps])
def test_a_client_reads_the_environment(kind: type[DataOps | AsyncDataOps], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATAOPS_URL", raising=False)
    monkeypatch.delenv("DATAOPS_TOKEN", raising=False)
    monkeypatch.delenv("DATAOPS_JOB_TOKEN", raising=False)
    monkeypatch.setenv("CI_API_V4_URL", "https://ci.example/api/v4")
    monkeypatch.setenv("CI_JOB_TOKEN", CANARY)

    assert repr(kind()) == f"{kind.__name__}('https://ci.example/api/v4', credential='job')"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"timeout": 0}, "timeout is 0 and must be a number of seconds above 0."),
        ({"timeout": float("nan")}, "timeout is nan and must be a number of seconds above 0."),
        ({"deadline": -1.0}, "deadline is -1.0 and must be a number of seconds above 0 or None for any time."),
        ({"timeout": None}, "timeout is None and must be a number of seconds above 0."),
        ({"timeout": "5"}, "timeout is '5' and must be a number of seconds above 0."),
        ({"timeout": True}, "timeout is True and must be a number of seconds above 0."),
        ({"timeout": float("inf")}, "timeout is inf and must be a number of seconds above 0."),
        ({"deadline": "5"}, "deadline is '5' and must be a number of seconds above 0 or None for any time."),
        ({"retries": -1}, "retries is -1 and must be 0 or more."),
        ({"retries": None}, "retries is None and must be a whole number, 0 or more."),
        ({"retries": 1.5}, "retries is 1.5 and must be a whole number, 0 or more."),
        ({"prefetch": -1}, "prefetch is -1 and must be 0 or more."),
        ({"prefetch": None}, "prefetch is None and must be a whole number, 0 or more."),
        ({"max_response_size": -1}, "max_response_size is -1 and must be 0 or more."),
        ({"headers": None}, "headers is of type NoneType and must map names to texts."),
        ({"headers": {1: "a"}}, "The header 1 has a name or a value that HTTP does not allow, such as a line's end."),
        ({"quota": 600}, "The quota 600 is no text of the form AMOUNT/SECONDSs and no SharedQuota; write 600/60s."),
        ({"quota": "600"}, "The quota '600' is not of the form AMOUNT/SECONDSs; write 600/60s for 600 requests a minute."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", [DataOps, AsyncDataOps])
def test_a_limit_that_cannot_be_is_refused(
    kind: type[DataOps | AsyncDataOps], given: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        kind("https://a/api/v4", anonymous=True, **given)  # type: ignore[arg-type]

    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"timeout": None}, "timeout is None and must be a number of seconds above 0."),
        ({"timeout": "5"}, "timeout is '5' and must be a number of seconds above 0."),
        ({"retries": None}, "retries is None and must be a whole number, 0 or more."),
        ({"headers": None}, "headers is of type NoneType and must map names to texts."),
        ({"headers": "X-Own: y"}, "headers is of type str and must map names to texts."),
    ],
)
def test_an_option_of_a_call_that_cannot_be_is_refused(options: dict[str, object], said: str) -> None:
    async def later() -> None:
        async with AsyncDataOps("https://a/api/v4", anonymous=True) as api:
            await api.version.get(options=options)  # type: ignore[arg-type]

    with DataOps("https://a/api/v4", anonymous=True) as api, pytest.raises(ConfigurationError) as blocking:
        api.version.get(options=options)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError) as awaited:
        asyncio.run(later())

    assert [str(blocking.value), str(awaited.value)] == [said, said]


@pytest.mark.parametrize("given", [5, b"https://a/api/v4"])
def test_a_url_that_is_no_text_is_refused(given: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        DataOps(given, anonymous=True)  # type: ignore[arg-type]

    assert str(caught.value) == f"The base URL {given!r} is no text: write one such as {DEFAULT_URL}."


@pytest.mark.parametrize("given", [5, b"glpat"])
def test_a_token_that_is_no_text_is_refused(given: object) -> None:
    with pytest.raises(ConfigurationError, match=r"^The token is no text, "):
        DataOps("https://a/api/v4", token=given)  # type: ignore[arg-type]


def test_what_is_changed_of_the_headers_later_is_not_sent() -> None:
    headers = {"X-Own": "a"}
    with DataOps(
        "https://a/api/v4", anonymous=True, headers=headers, hooks=[lambda request, _: echoed(request)]
    ) as api:
        headers["X-Own"] = "b"
        assert api.request("GET", "/a").content == b"a"


def echoed(request: Request) -> Response:
    return Response(200, {}, request.headers["X-Own"].encode(), request.url)
