from __future__ import annotations

import time
from email.utils import parsedate_to_datetime

import fakeredis
import httpx
import pytest
from dataops_mock.http.quota import open_counter
from dataops_mock.settings import RateLimit

from tests.mock.web import ADA, BOT, GRACE, READER, Web, listing, web


def numbers(answer: httpx.Response) -> tuple[int, int, int]:
    return (
        int(answer.headers["ratelimit-limit"]),
        int(answer.headers["ratelimit-observed"]),
        int(answer.headers["ratelimit-remaining"]),
    )


def test_observed_rises_and_remaining_falls_until_429_and_observed_goes_on() -> None:
    api = web(rate_limit="2/60s")
    answers = [api.get("/version") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [204, 204, 429, 429]
    assert [numbers(answer) for answer in answers] == [(2, 1, 1), (2, 2, 0), (2, 3, 0), (2, 4, 0)]
    assert ["retry-after" in answer.headers for answer in answers] == [False, False, True, True]


def test_a_429_says_when_the_window_ends() -> None:
    api = web(rate_limit="1/60s")
    began = time.time()
    api.get("/version")
    before = time.time()
    answer = api.get("/version")
    after = time.time()
    reset = int(answer.headers["ratelimit-reset"])
    assert began + 60 <= reset <= before + 61
    assert parsedate_to_datetime(answer.headers["ratelimit-resettime"]).timestamp() == reset
    assert answer.headers["ratelimit-resettime"].endswith("GMT")
    assert reset - after - 1 <= int(answer.headers["retry-after"]) <= reset - before + 1
    assert (answer.json(), answer.headers["content-type"]) == ({"message": "Retry later"}, "application/json")


def test_a_429_is_text_for_a_client_that_asks_for_text() -> None:
    api = web(rate_limit="1/60s")
    api.get("/version")
    answer = api.get("/version", headers={"accept": "text/plain"})
    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (429, "Retry later\n", "text/plain")


@pytest.mark.parametrize("window", ["fixed", "moving"])
def test_waiting_retry_after_is_enough(window: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    api = web(rate_limit="2/60s", window=window)
    refused = [api.get("/version") for _ in range(3)][-1]
    assert refused.status_code == 429
    now += int(refused.headers["retry-after"])
    assert api.get("/version").status_code == 204


def test_a_refused_request_has_no_effect_and_comes_before_404() -> None:
    api = web(rate_limit="1/60s")
    api.get("/version")
    assert api.post("/projects", json={"name": "x"}).status_code == 429
    assert api.get("/nowhere").status_code == 429
    assert [call.operation.id for call in api.calls] == ["get_version"]


def test_each_user_has_a_quota_that_its_tokens_share() -> None:
    api = web()
    tokens = [ADA, READER, GRACE, BOT, ADA]
    assert [numbers(api.get("/version", token))[1] for token in tokens] == [1, 2, 1, 1, 3]


def test_bad_credentials_and_nobody_eat_no_users_quota() -> None:
    api = web({"list_projects": listing(1)}, rate_limit="3/60s")
    for _ in range(5):
        answer = api.get("/version", "wrong")
        assert answer.status_code == 401
        assert "ratelimit-limit" not in answer.headers
    api.get("/projects", None)
    assert numbers(api.get("/version"))[1] == 1


def test_who_is_nobody_has_a_quota_by_address() -> None:
    api = web({"list_projects": listing(1)}, rate_limit="1/60s")
    assert "ratelimit-limit" not in api.get("/projects", None).headers
    refused = api.get("/projects", None)
    assert (refused.status_code, numbers(refused)) == (429, (1, 2, 0))
    api.client = ("192.0.2.7", 1)
    assert api.get("/projects", None).status_code == 200


def test_the_worlds_clock_does_not_move_the_quota() -> None:
    api = web(rate_limit="1/60s")
    api.get("/version")
    assert api.post("/-/mock/clock", None, json={"advance_seconds": 3600}).status_code == 200
    assert api.get("/version").status_code == 429


def test_a_moving_window_counts_what_lies_within_it() -> None:
    api = web(rate_limit="2/60s", window="moving")
    assert [numbers(api.get("/version")) for _ in range(4)] == [(2, 1, 1), (2, 2, 0), (2, 3, 0), (2, 4, 0)]


@pytest.fixture
def shared_storage(monkeypatch: pytest.MonkeyPatch) -> str:
    server = fakeredis.FakeServer()

    def from_url(_uri: str, **_options: object) -> fakeredis.FakeRedis:
        return fakeredis.FakeRedis(server=server)

    monkeypatch.setattr("redis.from_url", from_url)
    return "redis://127.0.0.1:6379/0"


def test_a_limit_is_read_as_requests_in_seconds() -> None:
    assert RateLimit.parse("600/60s") == RateLimit(600, 60)
    assert str(RateLimit.parse("60/6s")) == "60/6s"


@pytest.mark.parametrize("text", ["", "600", "600/m", "600/60", "0/60s", "600/0s", "-1/2s", "600/60s ", "x/ys"])
def test_what_is_no_limit_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no rate limit: write REQUESTS/SECONDSs, such as 600/60s\."):
        RateLimit.parse(text)


@pytest.mark.parametrize("uri", ["nothing://", "async+memory://", "memcached://127.0.0.1:1", "redis://127.0.0.1:1/0"])
def test_a_storage_that_cannot_be_opened_is_refused_with_a_sentence(uri: str) -> None:
    with pytest.raises(ValueError, match=r"^The storage "):
        open_counter(RateLimit(), "moving", uri)


@pytest.mark.parametrize("window", ["fixed", "moving"])
def test_workers_that_share_a_storage_share_the_quota(shared_storage: str, window: str) -> None:
    first: Web = web(rate_limit="2/60s", storage_uri=shared_storage, window=window)
    second: Web = web(rate_limit="2/60s", storage_uri=shared_storage, window=window)
    answers = [first.get("/version"), second.get("/version"), first.get("/version")]
    assert [(answer.status_code, numbers(answer)[1]) for answer in answers] == [(204, 1), (204, 2), (429, 3)]
