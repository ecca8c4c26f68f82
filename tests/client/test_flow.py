"""How a call goes, driven by hand: what is tried again, after how long, and which error is the last word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest
from dataops_api._exchange import Request, Response
from dataops_api._flow import Enter, Reserve, Send, Wait
from dataops_api._pacing import Pacer, Quota
from dataops_api._retry import RetryBudget, RetryPolicy
from dataops_api.errors import (
    BrokenResponseError,
    ConfigurationError,
    ConnectionFailedError,
    DataOpsError,
    DeadlineExceededError,
    RateLimitError,
    RedirectError,
    RequestTimeoutError,
    ServerError,
    TransportError,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.client.played import (
    TOKEN,
    Clock,
    Method,
    Play,
    answer,
    begun,
    broken,
    call,
    refused_connection,
    request_of,
    timed_out,
)

IDEMPOTENT: tuple[Method, ...] = ("GET", "PUT", "DELETE")
OTHERS: tuple[Method, ...] = ("POST", "PATCH")


@dataclass
class Counted:
    """Paces nothing, and counts what is on its way."""

    in_flight: int = 0
    refusals: list[float | None] = field(default_factory=list[float | None])
    blocking: bool = False

    def reserve(self, now: float) -> float:
        self.in_flight += 1
        return 0.0

    def answered(self, headers: Mapping[str, str], *, sent: float, now: float, wall: float) -> None:
        self.in_flight -= 1

    def refused(self, headers: Mapping[str, str], wait: float | None, *, now: float) -> None:
        self.in_flight -= 1
        self.refusals.append(wait)

    def failed(self) -> None:
        self.in_flight -= 1


@pytest.mark.parametrize("method", [*IDEMPOTENT, *OTHERS])
@pytest.mark.parametrize(
    ("failure", "for_all"),
    [
        (refused_connection(), True),
        (answer(429), True),
        (timed_out(), False),
        (broken(), False),
        (answer(502), False),
        (answer(503), False),
        (answer(504), False),
    ],
    ids=lambda value: str(getattr(value, "status_code", type(value).__name__)),
)
def test_what_may_have_been_done_is_done_again_only_where_that_does_no_harm(
    method: Method, failure: Response | TransportError, for_all: bool
) -> None:
    again = for_all or method in IDEMPOTENT

    played = Play(call(method))([failure, answer()] if again else [failure])

    assert len(played.sent) == (2 if again else 1)
    assert (played.answer is not None) == again
    assert (played.error is None) == again


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 409, 415, 422, 500, 501, 599])
def test_an_error_that_would_come_again_is_not_tried_again(status: int) -> None:
    played = Play()([answer(status)])

    assert (len(played.sent), played.waits, getattr(played.error, "status_code", 0)) == (1, [], status)


def test_a_failure_that_lasts_is_not_tried_again() -> None:
    untrusted = ConnectionFailedError("the certificate is not trusted", sent=False, permanent=True)

    played = Play()([untrusted])

    assert (len(played.sent), str(played.error)) == (
        1,
        "GET /things/{id}: the certificate is not trusted (do_thing, 1 attempt)",
    )


def test_the_waits_between_failures_grow_and_are_bounded() -> None:
    policy = RetryPolicy(retries=8, backoff=0.5, longest_backoff=20.0)

    played = Play(policy=policy, chance=lambda: 1.0)([broken()] * 9)

    assert played.waits == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0]
    assert isinstance(played.error, BrokenResponseError)
    assert played.error.attempts == 9


@given(failures=st.integers(1, 10_000), chance=st.floats(0, 1))
def test_a_wait_is_drawn_from_nothing_to_its_bound(failures: int, chance: float) -> None:
    policy = RetryPolicy(backoff=0.5, longest_backoff=20.0)

    assert 0.0 <= policy.delay(failures, chance) <= min(20.0, 0.5 * 2.0 ** min(failures - 1, 30))
    assert policy.delay(failures, 0.0) == 0.0


def test_a_server_in_need_is_given_the_time_that_it_asks_for() -> None:
    played = Play(chance=lambda: 0.5)([answer(503, {"Retry-After": "7"}), answer(503), answer()])

    assert played.waits == [7.0, 0.5]


def test_a_429_is_waited_for_as_long_as_it_says() -> None:
    played = Play(chance=lambda: 0.0)([answer(429, {"Retry-After": "30"}), answer(429, {"Retry-After": "2"}), answer()])

    assert played.waits == [30.0, 2.0]
    assert played.answer is not None
    assert played.answer.attempts == 3


@pytest.mark.parametrize("said", ["0", "Sun, 06 Nov 1994 08:49:37 GMT"])
def test_a_429_that_asks_for_no_wait_does_not_get_every_retry_at_once(said: str) -> None:
    played = Play(chance=lambda: 1.0)([*[answer(429, {"Retry-After": said})] * 3, answer()])

    assert played.waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("asked", "waited"), [("120", True), ("121", False), ("99999999999999999999", False)])
def test_a_server_that_asks_for_too_long_a_wait_gets_its_error_raised(status: int, asked: str, waited: bool) -> None:
    bad = answer(status, {"Retry-After": asked})

    played = Play(chance=lambda: 0.0)([bad, answer()] if waited else [bad])

    assert played.waits == ([120.0] if waited else [])
    assert getattr(played.error, "status_code", 200) == (200 if waited else status)


def test_a_retry_after_of_a_year_does_not_stop_the_client_for_a_year() -> None:
    pacer = Counted()

    Play(pacing=pacer)([answer(429, {"Retry-After": "31536000"})])

    assert pacer.refusals == [120.0]


def test_failures_and_refusals_are_counted_apart() -> None:
    policy = RetryPolicy(retries=1)

    played = Play(policy=policy)([broken(), answer(429), answer()])

    assert played.answer is not None
    assert played.answer.attempts == 3


def test_without_retries_the_first_failure_is_the_last() -> None:
    policy = RetryPolicy(retries=0)

    assert [len(Play(policy=policy)([failed]).sent) for failed in (broken(), answer(503), answer(429))] == [1, 1, 1]


@pytest.mark.parametrize("failure", [timed_out(), answer(503), answer(429)], ids=["timeout", "503", "429"])
def test_a_body_that_can_be_read_once_is_sent_once(failure: Response | TransportError) -> None:
    played = Play(replayable=False)([failure])

    assert (len(played.sent), played.error is not None) == (1, True)


def test_a_body_that_can_be_read_once_is_sent_when_there_is_a_connection_at_last() -> None:
    played = Play(call("POST"), replayable=False)([refused_connection(), answer(201)])

    assert (len(played.sent), played.answer is not None) == (2, True)


def test_a_wait_that_would_pass_the_deadline_is_not_begun() -> None:
    clock = Clock()

    played = Play(clock=clock, deadline=10.0, chance=lambda: 1.0)([answer(503, {"Retry-After": "11"})])

    assert (played.waits, clock.now) == ([], 1000.0)
    assert isinstance(played.error, ServerError)


def test_the_last_answer_says_more_than_that_the_time_is_over() -> None:
    played = Play(deadline=10.0)([answer(429, {"Retry-After": "11", "X-Request-Id": "r-9"})])

    assert isinstance(played.error, RateLimitError)
    assert str(played.error) == "429 on GET /things/{id}: no body (do_thing, request id r-9, 1 attempt)"


def test_where_there_was_no_answer_the_deadline_says_what_was_before() -> None:
    played = Play(deadline=1.2, chance=lambda: 1.0)([timed_out(), timed_out()])

    assert isinstance(played.error, DeadlineExceededError)
    assert str(played.error) == (
        "GET /things/{id}: the deadline is over before the next attempt, in 1.0 s; "
        "the last one: api.example said nothing for 30 s (do_thing, 2 attempts)"
    )
    assert isinstance(played.error.__cause__, RequestTimeoutError)


@given(
    deadline=st.floats(0.1, 50),
    seconds=st.floats(0, 3),
    chance=st.floats(0, 1),
    failures=st.lists(st.sampled_from([429, 502, 503, 0]), min_size=12, max_size=12),
    asked=st.integers(0, 20),
)
def test_no_attempt_begins_after_the_deadline(
    deadline: float, seconds: float, chance: float, failures: list[int], asked: int
) -> None:
    clock = Clock()
    starts: list[float] = []
    flow = Play(clock=clock, deadline=deadline, chance=lambda: chance, policy=RetryPolicy(retries=5)).flow()
    step = next(flow)
    with pytest.raises(DataOpsError):
        while True:
            if isinstance(step, Reserve):
                step = flow.send(0.0)
            elif isinstance(step, Send):
                starts.append(clock.now)
                clock.now += seconds
                status = failures[len(starts) - 1]
                step = flow.send(answer(status, {"Retry-After": str(asked)}) if status else broken())
            elif isinstance(step, Wait):
                clock.now += step.seconds
                step = flow.send(None)
            else:
                step = flow.send(None)

    assert all(start < 1000.0 + deadline for start in starts)
    assert clock.now < 1000.0 + deadline + seconds


@given(deadline=st.floats(10, 50), seconds=st.floats(0, 3))
def test_a_call_that_waits_for_nothing_keeps_its_deadline_to_the_last_bit(deadline: float, seconds: float) -> None:
    play = Play(deadline=deadline, seconds=seconds, chance=lambda: 0.0)
    played = play([answer(503), answer(503), answer()])

    assert [request.deadline for request in played.sent] == [1000.0 + deadline] * 3


def test_a_wait_for_the_quota_does_not_count_towards_the_deadline() -> None:
    clock, pacer = Clock(), Pacer(Quota(1, 60.0))
    pacer.reserve(1000.0)

    played = Play(pacing=pacer, clock=clock, deadline=30.0)([answer()])

    assert (len(played.sent), [round(wait) for wait in played.waits]) == (1, [60])
    assert played.sent[0].deadline == clock.now + 30.0


def test_thousands_of_calls_at_once_wait_for_the_quota_and_none_fails() -> None:
    clock, pacer = Clock(), Pacer(Quota(600, 60.0))
    play = Play(pacing=pacer, clock=clock, deadline=300.0)
    flows = [play.flow() for _ in range(4000)]  # all begin at once
    for flow in flows:
        begun(flow)
    answered = 0
    while flows:
        waits = {flow: wait for flow in flows if (wait := pacer.reserve(clock.now)) > 0.0}
        for flow in flows:
            step = flow.send(waits.get(flow, 0.0))
            assert isinstance(step, Wait if flow in waits else Send)
            if flow not in waits:
                with pytest.raises(StopIteration):
                    flow.send(answer())
                answered += 1
        clock.now += max(waits.values(), default=0.0)
        flows = [flow for flow in waits if isinstance(flow.send(None), Enter) and isinstance(flow.send(None), Reserve)]

    assert (answered, round(clock.now)) == (4000, 1360)


def test_what_came_of_an_attempt_counts_towards_the_deadline_and_the_quotas_waits_between_do_not() -> None:
    pacer = Pacer(Quota(1, 60.0))

    played = Play(pacing=pacer, deadline=10.0, seconds=4.0, chance=lambda: 0.0)([answer(503), answer(503), answer(503)])

    assert isinstance(played.error, ServerError)
    assert [round(request.deadline or 0.0) for request in played.sent] == [1010, 1066, 1122]


def test_a_quota_that_is_used_up_for_longer_than_a_429_would_be_waited_for_is_named() -> None:
    pacer = Pacer(Quota(1, 3600.0))
    pacer.reserve(1000.0)

    played = Play(pacing=pacer, deadline=300.0)([])

    assert (len(played.sent), played.waits) == (0, [])
    assert isinstance(played.error, DeadlineExceededError)
    assert str(played.error) == (
        "GET /things/{id}: the deadline is over before the next attempt, in 3600.0 s, when the quota admits it (do_thing)"
    )


def test_without_a_deadline_a_quota_is_waited_for_however_long() -> None:
    pacer = Pacer(Quota(1, 3600.0))
    pacer.reserve(1000.0)

    played = Play(pacing=pacer, deadline=None)([answer()])

    assert [round(wait) for wait in played.waits] == [3600]


@dataclass
class Unreached(Counted):
    """A count that is not reached so many times."""

    failures: int = 0

    def reserve(self, now: float) -> float:
        self.failures -= 1
        if self.failures >= 0:
            raise ConnectionFailedError("the storage is not reached", sent=False)
        return super().reserve(now)


@pytest.mark.parametrize("method", [*IDEMPOTENT, *OTHERS])
def test_a_count_that_is_not_reached_for_a_moment_is_asked_again(method: Method) -> None:
    budget, pacing = RetryBudget(reserve=1.0), Unreached(failures=4)

    played = Play(call(method), pacing=pacing, budget=budget)([answer()])

    assert (len(played.sent), played.waits, played.error) == (1, [0.5, 1.0, 2.0, 4.0], None)
    assert (pacing.in_flight, budget.take()) == (0, True)  # the server was asked nothing


def test_a_count_that_is_not_reached_is_an_error_of_the_call() -> None:
    pacing = Unreached(failures=9)

    played = Play(pacing=pacing, policy=RetryPolicy(retries=2))([])

    assert isinstance(played.error, ConnectionFailedError)
    assert str(played.error) == "GET /things/{id}: the storage is not reached (do_thing)"
    assert (played.waits, played.error.attempts, pacing.in_flight) == ([0.5, 1.0], 0, 0)


@pytest.mark.parametrize("wait", [None, "1"])
def test_a_pacer_that_says_no_number_is_told_so(wait: object) -> None:
    flow = Play().flow()
    begun(flow)

    with pytest.raises(ConfigurationError, match="it must answer a number of seconds"):
        flow.send(wait)  # type: ignore[arg-type]


def test_a_pacer_may_say_whole_numbers() -> None:
    flow = Play().flow()
    begun(flow)

    assert isinstance(flow.send(0), Send)


def elsewhere(request: Request, location: str) -> Request:
    """Follow a redirect wherever it leads."""
    return replace(request, url=location)


AWAY = answer(302, {"Location": "https://elsewhere.example/x"})
ABSURD = {"RateLimit-Limit": "1", "RateLimit-Remaining": "0", "RateLimit-Reset": "1059", "Retry-After": "60"}


@pytest.mark.parametrize("port", ["", ":8443"])
def test_another_host_neither_takes_from_the_quota_nor_tells_of_it(port: str) -> None:
    pacer = Pacer(Quota(3, 60.0))
    away = answer(302, {"Location": f"https://api.example{port}/x" if port else "https://elsewhere.example/x"})

    played = Play(pacing=pacer, redirected=elsewhere)([away, answer(200, ABSURD)])

    assert (played.steps, played.waits) == (["Reserve", "Send", "Send"], [])
    assert [pacer.reserve(1000.0), pacer.reserve(1000.0)] == [0.0, 0.0]
    assert pacer.reserve(1000.0) > 0.0


def test_a_429_of_another_host_is_the_failure_of_that_call_alone() -> None:
    pacing = Counted()

    played = Play(pacing=pacing, redirected=elsewhere, policy=RetryPolicy(retries=1))(
        [AWAY, answer(429, ABSURD), answer(429, ABSURD)]
    )

    assert isinstance(played.error, RateLimitError)
    assert (played.waits, pacing.refusals, pacing.in_flight) == ([60.0], [], 0)


@pytest.mark.parametrize("outcomes", [[broken(), answer()], [answer(503), answer()], [answer(404)], [answer(204)]])
def test_however_a_call_ends_elsewhere_the_count_is_right(outcomes: list[Response | TransportError]) -> None:
    pacing = Counted()

    Play(pacing=pacing, redirected=elsewhere)([AWAY, *outcomes])

    assert pacing.in_flight == 0


def test_a_request_that_is_sent_back_home_is_paced_again() -> None:
    pacing = Counted()

    played = Play(pacing=pacing, redirected=elsewhere)(
        [
            AWAY,
            answer(302, {"Location": "https://API.example:443/api/v4/y"}),
            answer(429, {"Retry-After": "2"}),
            answer(),
        ]
    )

    assert played.steps == ["Reserve", "Send", "Send", "Reserve", "Send", "Wait", "Reserve", "Send"]
    assert (pacing.refusals, pacing.in_flight) == ([2.0], 0)


def test_a_sick_server_gets_few_retries_from_all_calls_together() -> None:
    budget = RetryBudget(share=0.1, reserve=3.0)

    sent = [len(Play(budget=budget, policy=RetryPolicy(retries=1)).__call__(outcomes).sent) for outcomes in [
        *[[broken(), broken()]] * 3, [broken()], [broken()]
    ]]  # fmt: skip

    assert sent == [2, 2, 2, 1, 1]


def test_a_server_that_is_well_again_earns_retries_again() -> None:
    budget = RetryBudget(share=0.5, reserve=1.0)
    assert (budget.take(), budget.take()) == (True, False)

    for _ in range(2):
        Play(budget=budget)([answer()])

    assert (budget.take(), budget.take()) == (True, False)


@pytest.mark.parametrize(
    "outcomes",
    [
        [answer()],
        [answer(404)],
        [broken()] * 3,
        [answer(503)] * 3,
        [answer(429)] * 3,
        [refused_connection(), answer()],
        [answer(302, {"Location": "https://elsewhere.example"})],
    ],
    ids=["answered", "404", "broken", "503", "429", "connected late", "redirected"],
)
def test_however_a_call_ends_nothing_stays_on_its_way(outcomes: list[Response | TransportError]) -> None:
    def refuse(request: Request, location: str) -> Request:
        raise RedirectError("not there", permanent=True)

    pacing = Counted()

    Play(pacing=pacing, policy=RetryPolicy(retries=2), redirected=refuse)(outcomes)

    assert pacing.in_flight == 0


@pytest.mark.parametrize("kind", [KeyboardInterrupt, ValueError, SystemExit])
def test_nothing_stays_on_its_way_when_the_driver_is_interrupted(kind: type[BaseException]) -> None:
    pacing = Counted()
    flow = Play(pacing=pacing).flow()
    assert isinstance(begun(flow), Reserve)
    assert isinstance(flow.send(pacing.reserve(0.0)), Send)
    assert pacing.in_flight == 1

    flow.close()
    assert pacing.in_flight == 0

    thrown = Play(pacing=pacing).flow()
    begun(thrown)
    thrown.send(pacing.reserve(0.0))
    with pytest.raises(kind):
        thrown.throw(kind())
    assert pacing.in_flight == 0


def test_a_hook_that_returns_nothing_is_told_so() -> None:
    pacing = Counted()
    flow = Play(pacing=pacing).flow()
    begun(flow)
    flow.send(pacing.reserve(0.0))

    with pytest.raises(ConfigurationError, match="A hook returned None: it must return a Response"):
        flow.send(None)

    assert pacing.in_flight == 0


def test_each_attempt_has_a_number_and_headers_of_its_own() -> None:
    flow = Play(chance=lambda: 0.0).flow()
    step, sent = next(flow), list[Request]()
    while len(sent) < 3:
        if isinstance(step, Send):
            sent.append(step.request)
            step.request.headers["X-Hook"] = "changed"
            step = flow.send(broken())
        else:
            step = flow.send(0.0 if isinstance(step, Reserve) else None)

    assert [request.attempt for request in sent] == [1, 2, 3]
    assert {id(request.headers) for request in sent} == {id(request.headers) for request in sent[:3]}
    assert len({id(request) for request in sent}) == 3
    fresh = Play().flow()
    begun(fresh)
    first = fresh.send(0.0)
    assert isinstance(first, Send)
    assert first.request.headers == {"PRIVATE-TOKEN": TOKEN, "Accept": "application/json"}


def test_redirects_that_lead_on_and_on_are_ended() -> None:
    def follow(request: Request, location: str) -> Request:
        return request_of(call())

    played = Play(redirected=follow)([answer(302, {"Location": "https://a.example/x"})] * 6)

    assert isinstance(played.error, RedirectError)
    assert str(played.error) == (
        "GET /things/{id}: more than 5 redirects, the last to 'https://a.example/x' (do_thing, 6 attempts)"
    )


def test_every_request_of_a_redirect_is_paced() -> None:
    def follow(request: Request, location: str) -> Request:
        return request_of(call())

    played = Play(redirected=follow)([answer(301, {"Location": "/x"}), answer()])

    assert played.steps == ["Reserve", "Send", "Reserve", "Send"]


@pytest.mark.parametrize(
    ("made", "kind", "status", "outcomes", "hint"),
    [
        (call(), "none", 401, [answer(401)], "The client has no credential: set DATAOPS_TOKEN, or give it a token."),
        (
            call(),
            "job",
            401,
            [answer(401)],
            "A job's token is no credential for this operation: give the client an access token.",
        ),
        (call(job=True), "job", 401, [answer(401)], ""),
        (call(), "token", 401, [answer(401)], ""),
        (
            call("DELETE"),
            "token",
            404,
            [broken(), answer(404)],
            "An earlier attempt of this call may have deleted it.",
        ),
        (call("DELETE"), "token", 404, [answer(404)], ""),
    ],
)
def test_an_error_says_what_to_do_where_that_is_known(
    made: object, kind: object, status: int, outcomes: list[Response | TransportError], hint: str
) -> None:
    play = Play()
    play.made, play.kind = made, kind  # type: ignore[assignment]

    played = play(outcomes)

    assert (getattr(played.error, "status_code", 0), getattr(played.error, "hint", None)) == (status, hint)
    assert str(played.error).endswith(hint or ")")
